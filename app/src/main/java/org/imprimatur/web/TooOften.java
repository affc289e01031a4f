package org.imprimatur.web;

import org.jspecify.annotations.Nullable;

/** Something was done more often than one person may. Answers 429. */
public class TooOften extends RuntimeException {

    private static final int DEFAULT = 5;

    private final long retryAfter;

    /** Something was saved more often than anybody types. */
    public TooOften() {
        this("Saved too often. Wait " + DEFAULT + " seconds.", DEFAULT);
    }

    /**
     * @param words for people
     * @param retryAfter how long to wait before the next try, in seconds
     */
    public TooOften(@Nullable String words, long retryAfter) {
        super(words);
        this.retryAfter = retryAfter;
    }

    /** How long to wait before the next try, in seconds. */
    public long retryAfter() {
        return retryAfter;
    }
}
