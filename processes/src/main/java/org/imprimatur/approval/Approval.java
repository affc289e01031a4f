package org.imprimatur.approval;

import org.jspecify.annotations.Nullable;

/**
 * The row of a subject's way.
 *
 * @param instance of the engine; null only while it is being started
 * @param round the current one; 0 before anything was submitted
 * @param released the round that the gate let through
 * @param reason why it came back or stopped
 * @param causedBy who moved it last; null when time or the gate did
 */
record Approval(
        SubjectRef subject,
        String brand,
        @Nullable String instance,
        String openedBy,
        int round,
        @Nullable Integer released,
        @Nullable String reason,
        @Nullable String causedBy) {}
