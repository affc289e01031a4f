package org.imprimatur.approval;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Where a subject stands, as the model says: the {@code stage} property of the flow node that was reached.
 *
 * @param stage the state that the subject shows, one of {@link SubjectType#stages()}
 * @param step the name of the flow node, for people
 * @param reason why it came back or stopped, in words a person can act on; null on the approving way
 * @param by who caused it; null when time or the gate did
 * @param at when
 */
public record Standing(
        String stage,
        String step,
        @Nullable String reason,
        @Nullable String by,
        Instant at) {}
