package org.imprimatur.killed;

import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.imprimatur.Api;

/** How the calls ended, and what must not have happened. */
final class Tally {

    /** Somebody was faster, a post is under way, a task is gone, a picture is not approved yet. */
    private static final Set<Integer> IN_ORDER = Set.of(403, 404, 409, 412, 422);

    final AtomicInteger calls = new AtomicInteger();
    final AtomicInteger refused = new AtomicInteger();
    final AtomicInteger away = new AtomicInteger();
    final AtomicInteger cutOff = new AtomicInteger();
    private final Collection<String> violations = new ConcurrentLinkedQueue<>();

    /** @return whether it did what it was to do */
    boolean answered(Api.Answer answer) {
        calls.incrementAndGet();
        if (answer.status() < 300) {
            return true;
        }
        if (answer.status() == 503) {
            away.incrementAndGet();
            if (answer.header("Retry-After") == null) {
                violation("503 without Retry-After: " + answer);
            }
        } else if (IN_ORDER.contains(answer.status())) {
            refused.incrementAndGet();
        } else {
            violation("Answered " + answer);
        }
        return false;
    }

    void cutOff() {
        calls.incrementAndGet();
        cutOff.incrementAndGet();
    }

    void violation(String words) {
        violations.add(words);
    }

    List<String> violations() {
        return List.copyOf(violations);
    }
}
