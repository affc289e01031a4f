package org.imprimatur.inbox;

import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One open task as a row, complete: a list needs nothing else.
 *
 * @param task the engine's task id
 * @param step id of the user task in the model
 * @param stepName its name, for people
 * @param due when it should be done; never after the slot
 * @param subject {@code kind:id}
 * @param hash of the version to decide on; null for work on a draft
 * @param candidates groups {@code brand:role} and persons who may work on it
 * @param claimedBy who took it; then nobody else may finish it
 */
public record InboxItem(
        String task,
        Kind kind,
        String step,
        String stepName,
        String brand,
        String subject,
        String title,
        int version,
        @Nullable String hash,
        int round,
        @Nullable Instant slot,
        @Nullable String zone,
        @Nullable String picture,
        Set<String> authors,
        Set<String> candidates,
        @Nullable String claimedBy,
        Instant created,
        @Nullable Instant due) {

    /** Whether one finishes a piece of work or signs a decision. */
    public enum Kind {
        WORK,
        DECISION
    }
}
