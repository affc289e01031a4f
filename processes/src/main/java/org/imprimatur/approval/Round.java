package org.imprimatur.approval;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One submission of a subject and what it froze. Differences compare the documents of rounds.
 *
 * @param number counts from 1
 * @param hash SHA-256 of the document
 * @param reason why a subject that was rejected is submitted once more; null for every other submission
 */
public record Round(
        SubjectRef subject,
        int number,
        int version,
        String hash,
        CanonicalDocument document,
        String submittedBy,
        Instant submittedAt,
        @Nullable String reason) {}
