package org.imprimatur.startup;

/** The product cannot start, for a reason that a person can do something about: the message is all they get to read. */
public class CannotStart extends RuntimeException {

    /** @param sentence what is in the way, and what helps */
    public CannotStart(String sentence) {
        super(sentence);
    }

    public CannotStart(String sentence, Throwable cause) {
        super(sentence, cause);
    }
}
