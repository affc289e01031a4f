package org.imprimatur.approval;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A version that was just frozen and now asks for approval.
 *
 * @param version counts saves, so submitted versions need not be neighbours
 * @param document what will be signed
 * @param slot when it wishes to go out; null means as soon as it is approved
 */
public record Submission(
        int version, CanonicalDocument document, @Nullable Instant slot) {}
