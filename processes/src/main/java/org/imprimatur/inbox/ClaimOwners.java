package org.imprimatur.inbox;

/** Tells whether a claim counts: it keeps others from a task only while its owner may finish that task. */
public interface ClaimOwners {

    /** Whether a person may finish the task now, were it claimed by nobody. */
    boolean mayFinish(InboxItem item, String person);
}
