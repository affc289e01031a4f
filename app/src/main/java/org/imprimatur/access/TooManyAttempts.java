package org.imprimatur.access;

import java.time.Duration;
import org.springframework.security.core.AuthenticationException;

/** Passwords were tried too often, for one account or from one address; whether this one is right nobody looked. */
class TooManyAttempts extends AuthenticationException {

    private final Duration wait;

    /** @param wait until one more may be tried */
    TooManyAttempts(Duration wait) {
        this("Too many wrong passwords, for this account or from this address.", wait);
    }

    TooManyAttempts(String why, Duration wait) {
        super(why + " Try again in " + seconds(wait) + " seconds.");
        this.wait = wait;
    }

    long seconds() {
        return seconds(wait);
    }

    /** Rounded up, so that the promise holds. */
    long minutes() {
        return (seconds() + 59) / 60;
    }

    private static long seconds(Duration wait) {
        return Math.max(1, wait.plusMillis(999).toSeconds());
    }
}
