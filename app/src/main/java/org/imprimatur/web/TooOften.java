package org.imprimatur.web;

/** Something was saved more often than anybody types. Answers 429. */
public class TooOften extends RuntimeException {

    /** How long to wait before the next try, in seconds. */
    public static final int RETRY_AFTER = 5;

    public TooOften() {
        super("Saved too often. Wait " + RETRY_AFTER + " seconds.");
    }
}
