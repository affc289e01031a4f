package org.imprimatur.people;

/** Not this person. Answers 404 where existence is a secret, else 403 with the reason. */
public class NotPermitted extends RuntimeException {

    private final boolean secret;

    /** @param secret whether even the existence of the thing is none of their business */
    public NotPermitted(boolean secret, String message) {
        super(message);
        this.secret = secret;
    }

    public boolean secret() {
        return secret;
    }
}
