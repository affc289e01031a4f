package org.imprimatur.engine;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.ScheduledFuture;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.TaskScheduler;

/**
 * Wakes this node's job executor at the moment at which the next job is due. An idle executor looks for jobs every few
 * seconds, so a post would go out some seconds after its slot.
 *
 * <p>Jobs that this node makes are told to it. Those of other nodes it asks for now and then, in case they end before
 * the job is due. A wake-up that is missed costs what it did before: the executor looks by itself.
 */
class DueJobAlarm {

    /** Between two questions for the next job. */
    static final Duration ASK_EVERY = Duration.ofSeconds(30);

    /** After a due date, so that the database's time has surely passed it, too. */
    static final Duration LATE = Duration.ofMillis(5);

    private static final Logger LOG = LoggerFactory.getLogger(DueJobAlarm.class);

    private final Supplier<Optional<Instant>> next;
    private final Runnable executor;
    private final TaskScheduler scheduler;
    private final Clock clock;
    private @Nullable Instant set;
    private @Nullable ScheduledFuture<?> alarm;

    /**
     * @param next when the next job is due that is not due yet
     * @param executor looks for jobs at once when this is run
     */
    DueJobAlarm(Supplier<Optional<Instant>> next, Runnable executor, TaskScheduler scheduler, Clock clock) {
        this.next = next;
        this.executor = executor;
        this.scheduler = scheduler;
        this.clock = clock;
    }

    /** Sets the alarm for the next job that there is by now. */
    void ask() {
        try {
            next.get().ifPresent(this::due);
        } catch (RuntimeException e) { // the database is away; the next question comes
            LOG.debug("The next due job is not known", e);
        }
    }

    /** A job is committed that is due then. */
    synchronized void due(Instant at) {
        var earlier = set;
        if ((earlier == null || at.isBefore(earlier))
                && at.isBefore(clock.instant().plus(ASK_EVERY.multipliedBy(2)))) {
            if (alarm != null) {
                alarm.cancel(false);
            }
            set = at;
            alarm = scheduler.schedule(this::ring, at.plus(LATE));
        }
    }

    /** The due date that it is set for; null when it is set for none. */
    synchronized @Nullable Instant next() {
        return set;
    }

    private void ring() {
        synchronized (this) {
            set = null;
            alarm = null;
        }
        executor.run();
        ask();
    }
}
