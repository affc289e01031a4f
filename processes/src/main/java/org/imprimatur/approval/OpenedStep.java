package org.imprimatur.approval;

/** A user task that was opened in a round. */
record OpenedStep(String task, SubjectRef subject, int round, String step, String stepName, boolean decision) {}
