package org.imprimatur.approval;

import org.jspecify.annotations.Nullable;

/**
 * A submitted decision form, from wherever it came.
 *
 * @param hash of the version that was in front of the person
 * @param comment needed unless the verdict approves; at most {@value #COMMENT_LIMIT} characters
 */
public record Answer(Verdict verdict, String hash, @Nullable String comment) {

    public static final int COMMENT_LIMIT = 4_000;
}
