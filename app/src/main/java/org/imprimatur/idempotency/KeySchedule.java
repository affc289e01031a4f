package org.imprimatur.idempotency;

import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.scheduling.concurrent.CustomizableThreadFactory;
import org.springframework.stereotype.Component;

/** Keeps the keys of running calls held, and removes those that are a day old. */
@Component
class KeySchedule implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(KeySchedule.class);

    private static final int SECONDS_BETWEEN_BEATS = 5; // a third of a lease

    private final RunningCalls calls;
    private final KeyRepository keys;
    private @Nullable ScheduledExecutorService timer;

    KeySchedule(RunningCalls calls, KeyRepository keys) {
        this.calls = calls;
        this.keys = keys;
    }

    @Override
    public synchronized void start() {
        if (timer == null) {
            timer = Executors.newSingleThreadScheduledExecutor(new CustomizableThreadFactory("idempotency-keys-"));
            var unused = timer.scheduleWithFixedDelay(
                    careful(calls::hold), SECONDS_BETWEEN_BEATS, SECONDS_BETWEEN_BEATS, TimeUnit.SECONDS);
            unused = timer.scheduleWithFixedDelay(careful(keys::clean), 10, 10, TimeUnit.MINUTES);
        }
    }

    private static Runnable careful(Runnable task) {
        return () -> {
            try {
                task.run();
            } catch (RuntimeException e) {
                log.warn("The keys of running calls could not be kept up; tried again soon", e);
            }
        };
    }

    @Override
    public synchronized void stop() {
        if (timer != null) {
            timer.shutdownNow();
            timer = null;
        }
    }

    @Override
    public synchronized boolean isRunning() {
        return timer != null;
    }

    /** After the web server, so that the last calls keep their keys. */
    @Override
    public int getPhase() {
        return 0;
    }
}
