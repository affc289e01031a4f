package org.imprimatur.access;

import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Limits how many calls one person has in progress at a time. A few more wait in line for a short time, as the requests of
 * one page come together; any beyond are refused at once, so that nobody occupies all threads by waiting. Remembers only
 * people who have a call in progress or in line.
 */
final class ConcurrentCallLimit {

    private final int inProgress;
    private final int inLine;
    private final Duration patience;
    private final ConcurrentHashMap<String, Calls> people = new ConcurrentHashMap<>();

    /**
     * @param inProgress calls of one person at a time
     * @param inLine calls of one person that wait
     * @param patience how long one waits
     */
    ConcurrentCallLimit(int inProgress, int inLine, Duration patience) {
        this.inProgress = inProgress;
        this.inLine = inLine;
        this.patience = patience;
    }

    /**
     * Waits for the turn of a call.
     *
     * @return whether it may begin; {@link #end} must follow then
     */
    boolean begin(String person) {
        var calls = people.compute(person, (id, known) -> used(known, 1));
        var begun = false;
        try {
            begun = calls.places.tryAcquire() && awaitTurn(calls);
        } finally {
            if (!begun) {
                forget(person);
            }
        }
        return begun;
    }

    private boolean awaitTurn(Calls calls) {
        var begun = false;
        try {
            begun = calls.turns.tryAcquire(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            if (!begun) {
                calls.places.release();
            }
        }
        return begun;
    }

    /** Ends a call that was begun. */
    void end(String person) {
        var calls = Objects.requireNonNull(people.get(person), "No call of this person has begun");
        calls.turns.release();
        calls.places.release();
        forget(person);
    }

    private void forget(String person) {
        people.computeIfPresent(person, (id, calls) -> calls.users == 1 ? null : used(calls, -1));
    }

    private Calls used(@Nullable Calls known, int change) {
        return known == null
                ? new Calls(new Semaphore(inProgress + inLine), new Semaphore(inProgress, true), change)
                : new Calls(known.places, known.turns, known.users + change);
    }

    /** How many calls of a person wait. */
    int inLine(String person) {
        var calls = people.get(person);
        return calls == null ? 0 : calls.turns.getQueueLength();
    }

    /** How many people are remembered. */
    int size() {
        return people.size();
    }

    /** @param users calls that refer to this, also those that are just being refused */
    private record Calls(Semaphore places, Semaphore turns, int users) {}
}
