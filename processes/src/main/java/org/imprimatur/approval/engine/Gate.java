package org.imprimatur.approval.engine;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.imprimatur.approval.Gatekeeper;
import org.springframework.stereotype.Component;

/** Asks the gatekeeper; the answer is {@code release}, {@code missed} or {@code refuse}. */
@Component("gate")
class Gate implements JavaDelegate {

    private final Gatekeeper gatekeeper;

    Gate(Gatekeeper gatekeeper) {
        this.gatekeeper = gatekeeper;
    }

    @Override
    public void execute(DelegateExecution execution) {
        ProcessVariable.ANSWER.set(
                execution,
                switch (gatekeeper.judge(Turns.subject(execution))) {
                    case RELEASED -> "release";
                    case MISSED -> "missed";
                    default -> "refuse";
                });
    }
}
