package org.imprimatur.approval;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A signature: who said what on which exact version, at which step of which round. Rows of it are never changed.
 *
 * @param round counts submissions of the subject from 1; decisions count for their round alone
 * @param step id of the user task in the model
 * @param stepName its name, for people
 * @param hash of the document that was decided on
 * @param comment never blank unless it approves
 */
public record Decision(
        UUID id,
        SubjectRef subject,
        int round,
        String step,
        String stepName,
        int version,
        String hash,
        Verdict verdict,
        @Nullable String comment,
        String person,
        Instant at) {}
