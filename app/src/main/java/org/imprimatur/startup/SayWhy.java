package org.imprimatur.startup;

import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.diagnostics.FailureAnalysisReporter;

/**
 * Says in one line why the start failed; registered in {@code spring.factories}. Boot's own report, a framed text,
 * goes to the log as well.
 */
class SayWhy implements FailureAnalysisReporter {

    @Override
    public void report(FailureAnalysis analysis) {
        System.err.println("Imprimatur did not start. " + analysis.getDescription());
    }
}
