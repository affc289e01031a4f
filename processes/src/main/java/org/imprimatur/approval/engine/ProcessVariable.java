package org.imprimatur.approval.engine;

import java.util.Date;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.camunda.bpm.engine.delegate.VariableScope;

/**
 * What an instance carries: the few primitive answers that its gateways, timers and tasks read. All of them are there
 * from the start, since a model that reads a missing one fails.
 */
record ProcessVariable<T>(String name, Class<T> type) {

    static final ProcessVariable<String> BRAND = new ProcessVariable<>("brand", String.class);
    static final ProcessVariable<String> TITLE = new ProcessVariable<>("title", String.class);
    /** Comma separated, as candidate users are written in a model. */
    static final ProcessVariable<String> AUTHORS = new ProcessVariable<>("authors", String.class);
    /** What the last decision or delegate said; the gateways ask for nothing else. */
    static final ProcessVariable<String> ANSWER = new ProcessVariable<>("answer", String.class);
    /** When the current decisions are due. */
    static final ProcessVariable<Date> DUE = new ProcessVariable<>("due", Date.class);
    /** When it goes out; the moment of submission when it has no slot. */
    static final ProcessVariable<Date> SLOT_AT = new ProcessVariable<>("slotAt", Date.class);
    /** When it is too late to decide; in the far future when it has no slot. */
    static final ProcessVariable<Date> SLOT_DEADLINE = new ProcessVariable<>("slotDeadline", Date.class);
    /** The slot as people read it. */
    static final ProcessVariable<String> SLOT = new ProcessVariable<>("slot", String.class);

    static final ProcessVariable<Integer> VERSION = new ProcessVariable<>("version", Integer.class);
    /** The hash of the current round, under a name of its own: {@code hash} is what a form brings. */
    static final ProcessVariable<String> FINGERPRINT = new ProcessVariable<>("fingerprint", String.class);

    static final ProcessVariable<Integer> ROUND = new ProcessVariable<>("round", Integer.class);

    static final List<ProcessVariable<?>> ALL =
            List.of(BRAND, TITLE, AUTHORS, ANSWER, DUE, SLOT_AT, SLOT_DEADLINE, SLOT, VERSION, FINGERPRINT, ROUND);

    static Set<String> names() {
        return ALL.stream().map(ProcessVariable::name).collect(Collectors.toUnmodifiableSet());
    }

    /** Writes nothing where it says this already: each write is a row, and a dead one that the database cleans up. */
    void set(VariableScope scope, T value) {
        if (!value.equals(scope.getVariable(name))) {
            scope.setVariable(name, type.cast(value));
        }
    }
}
