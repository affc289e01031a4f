package org.imprimatur.approval.engine;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.imprimatur.approval.Gatekeeper;
import org.springframework.stereotype.Component;

/** Brings out what the gate released; the answer is {@code published} or {@code failed}. */
@Component("publish")
class Publish implements JavaDelegate {

    private final Gatekeeper gatekeeper;

    Publish(Gatekeeper gatekeeper) {
        this.gatekeeper = gatekeeper;
    }

    @Override
    public void execute(DelegateExecution execution) {
        var ruling = gatekeeper.publish(Turns.subject(execution));
        ProcessVariable.ANSWER.set(execution, ruling == Gatekeeper.Ruling.PUBLISHED ? "published" : "failed");
    }
}
