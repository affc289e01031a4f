package org.imprimatur.assets;

import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.scheduling.concurrent.CustomizableThreadFactory;
import org.springframework.stereotype.Component;

/** Reconciles every hour, on whichever node is first. */
@Component
class ReconcileSchedule implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(ReconcileSchedule.class);

    private final Reconcile reconcile;
    private @Nullable ScheduledExecutorService timer;

    ReconcileSchedule(Reconcile reconcile) {
        this.reconcile = reconcile;
    }

    @Override
    public synchronized void start() {
        if (timer == null) {
            timer = Executors.newSingleThreadScheduledExecutor(new CustomizableThreadFactory("reconcile-"));
            var unused = timer.scheduleWithFixedDelay(this::run, 60, 60, TimeUnit.MINUTES);
        }
    }

    private void run() {
        try {
            reconcile.run(Reconcile.GRACE);
        } catch (RuntimeException e) {
            log.warn("Store and database could not be compared; the next try is in an hour", e);
        }
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
}
