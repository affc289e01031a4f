package org.imprimatur.log;

import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.scheduling.concurrent.CustomizableThreadFactory;
import org.springframework.stereotype.Component;

/** Seals new entries every second, on whichever node is first, and looks through the whole log now and then. */
@Component
class ChainSequencer implements SmartLifecycle {

    private static final Logger logger = LoggerFactory.getLogger(ChainSequencer.class);

    private static final int SECONDS_BETWEEN_THOROUGH_LOOKS = 300;

    private final Chain chain;
    private @Nullable ScheduledExecutorService timer;

    private int seconds;
    private boolean failing;
    private long told;

    ChainSequencer(Chain chain) {
        this.chain = chain;
    }

    @Override
    public synchronized void start() {
        if (timer == null) {
            timer = Executors.newSingleThreadScheduledExecutor(new CustomizableThreadFactory("log-chain-"));
            var unused = timer.scheduleWithFixedDelay(this::run, 0, 1, TimeUnit.SECONDS);
        }
    }

    private void run() {
        try {
            var thoroughly = seconds % SECONDS_BETWEEN_THOROUGH_LOOKS == 0;
            chain.extend(thoroughly);
            if (thoroughly) {
                tell();
            }
            seconds++;
            failing = false;
        } catch (RuntimeException e) {
            if (!failing) { // once, or a database that is away would fill the log
                logger.warn("New entries of the log could not be sealed; tried again each second", e);
            }
            failing = true;
        }
    }

    /** A head outside of the database is what a forger of the whole chain cannot reach. */
    private void tell() {
        chain.head().filter(head -> head.sequence() != told).ifPresent(head -> {
            logger.info(
                    "The log is sealed up to link {}, head {}",
                    head.sequence(),
                    head.hash().hex());
            told = head.sequence();
        });
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
