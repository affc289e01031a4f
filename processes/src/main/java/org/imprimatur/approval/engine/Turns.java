package org.imprimatur.approval.engine;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.ExecutionListener;
import org.imprimatur.approval.Proceedings;
import org.imprimatur.approval.SubjectRef;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;
import org.springframework.util.function.SingletonSupplier;

/** Tells the domain which turn a way takes. */
@Component
class Turns {

    private final SingletonSupplier<Proceedings> proceedings;

    /** The domain is fetched when the first process runs: the engine starts before it. */
    Turns(ObjectProvider<Proceedings> proceedings) {
        this.proceedings = SingletonSupplier.of(proceedings::getObject);
    }

    ExecutionListener into(String stage) {
        return execution -> proceedings.obtain().became(subject(execution), stage, name(execution));
    }

    ExecutionListener because(String cause) {
        if (!cause.equals("slot-passed")) {
            throw new IllegalArgumentException("cause is slot-passed, found: " + cause);
        }
        return execution -> proceedings.obtain().slotPassed(subject(execution));
    }

    static SubjectRef subject(DelegateExecution execution) {
        return SubjectRef.of(execution.getProcessBusinessKey());
    }

    private static String name(DelegateExecution execution) {
        var name = execution.getCurrentActivityName();
        return name == null ? execution.getCurrentActivityId() : name;
    }
}
