package org.imprimatur.people;

/** Not this person. Answers 404 where existence is a secret, else 403 with the reason. */
public class NotPermitted extends RuntimeException {

    private final boolean secret;

    /** @param secret whether even the existence of the thing is none of their business */
    public NotPermitted(boolean secret, String message) {
        super(message);
        this.secret = secret;
    }

    /** In the words that somebody reads for a thing that does not exist. */
    public static NotPermitted secret(String thing) {
        return new NotPermitted(true, "There is no such " + thing + ", or not for you.");
    }

    public boolean secret() {
        return secret;
    }
}
