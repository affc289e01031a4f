package org.imprimatur.people;

import org.imprimatur.people.FirstAdministrator.AdministratorMissing;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Says it as a sentence instead of a stack trace. */
class AdministratorMissingAnalyzer extends AbstractFailureAnalyzer<AdministratorMissing> {

    @Override
    protected FailureAnalysis analyze(Throwable root, AdministratorMissing cause) {
        return new FailureAnalysis(cause.getMessage(), "Set IMPRIMATUR_ADMIN_PASSWORD and start again.", cause);
    }
}
