package org.imprimatur.web;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * The time that a page has to be there before its form decides. A press that was meant for the page before comes sooner,
 * a double click for instance. It protects people from themselves and is no security: the form says when its page was made.
 */
@Component("decisionPause")
public class DecisionPause {

    /** The same as in {@code decision-guard.ts}, which counts from when the page is on screen. */
    public static final Duration MINIMUM = Duration.ofSeconds(1);

    private final Clock clock;

    DecisionPause(Clock clock) {
        this.clock = clock;
    }

    /** Returns what a form brings back as {@code shown}: milliseconds since the epoch. */
    public long now() {
        return clock.millis();
    }

    /**
     * Tells whether a form came back sooner than anybody can have looked at its page.
     *
     * @param shown as it came back; null, and a time still to come, tell nothing: nodes have clocks of their own
     */
    public boolean tooSoon(@Nullable Long shown) {
        if (shown == null) {
            return false;
        }
        var elapsed = Duration.between(Instant.ofEpochMilli(shown), clock.instant());
        return !elapsed.isNegative() && elapsed.compareTo(MINIMUM) < 0;
    }
}
