package org.imprimatur;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * Collects what is wrong with the fields of an input, so that it is told at once and not one after the other. Of several
 * errors about one field the first is kept.
 */
public final class FieldErrors {

    /** More than a form has fields; a program that sends thousands of wrong ones gets the first of them. */
    private static final int MOST = 100;

    private final Map<String, FieldError> found = new LinkedHashMap<>();
    private final List<InvalidFields> causes = new ArrayList<>();

    /** Adds an error, unless one about the field is there already. */
    public void add(String field, String message) {
        if (found.size() < MOST) {
            found.putIfAbsent(field, new FieldError(field, message));
        }
    }

    /** Adds what was refused elsewhere. */
    public void add(InvalidFields refused) {
        if (causes.size() < MOST) {
            causes.add(refused);
        }
        refused.errors().forEach(error -> add(error.field(), error.message()));
    }

    /** Runs a check and keeps what it refuses. */
    public void check(Runnable check) {
        try {
            check.run();
        } catch (InvalidFields e) {
            add(e);
        }
    }

    /** The checked value; {@code otherwise}, and an error more, when it is refused. */
    public <T> T checked(Supplier<T> value, T otherwise) {
        try {
            return value.get();
        } catch (InvalidFields e) {
            add(e);
            return otherwise;
        }
    }

    /** Whether there is an error about this field. */
    public boolean names(String field) {
        return found.containsKey(field);
    }

    public boolean isEmpty() {
        return found.isEmpty();
    }

    /** What was found, in the order in which it was. */
    public List<FieldError> list() {
        return List.copyOf(found.values());
    }

    /**
     * Refuses the input if there is an error: with the one exception that a check threw if there was no other, since it
     * may know more, else with all errors and the exceptions as suppressed ones.
     *
     * @throws InvalidFields naming each field
     */
    public void throwIfAny() {
        if (found.isEmpty()) {
            return;
        }
        if (causes.size() == 1 && causes.get(0).errors().equals(list())) {
            throw causes.get(0);
        }
        var all = new InvalidFields(list());
        causes.forEach(all::addSuppressed);
        throw all;
    }
}
