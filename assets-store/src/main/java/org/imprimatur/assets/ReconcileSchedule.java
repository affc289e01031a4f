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

/** Reconciles now and then, on whichever node is first. */
@Component
class ReconcileSchedule implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(ReconcileSchedule.class);

    private final Reconcile reconcile;
    private final ReconcileSettings settings;
    private @Nullable ScheduledExecutorService timer;

    ReconcileSchedule(Reconcile reconcile, ReconcileSettings settings) {
        this.reconcile = reconcile;
        this.settings = settings;
    }

    @Override
    public synchronized void start() {
        if (timer == null) {
            timer = Executors.newSingleThreadScheduledExecutor(new CustomizableThreadFactory("reconcile-"));
            long every = settings.every().toMillis();
            var unused = timer.scheduleWithFixedDelay(this::run, every, every, TimeUnit.MILLISECONDS);
        }
    }

    private void run() {
        try {
            reconcile.run();
        } catch (RuntimeException e) {
            log.warn("Store and database could not be compared; the next try is in {}", settings.every(), e);
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
