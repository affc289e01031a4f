package org.imprimatur.killed;

import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;

/** Makes the servers of a data folder slow: they may work for the tenth part of each second alone. */
final class Slowness {

    private final Path data;
    private final ScheduledExecutorService brake = Executors.newSingleThreadScheduledExecutor();

    private Slowness(Path data) {
        this.data = data;
    }

    static void during(Path data, Runnable work) {
        var slowness = new Slowness(data);
        var braking = slowness.brake.scheduleWithFixedDelay(slowness::stop, 0, 100, MILLISECONDS);
        try {
            work.run();
        } finally {
            braking.cancel(false);
            slowness.brake.shutdown();
            await().atMost(10, SECONDS).until(slowness.brake::isTerminated);
            Servers.signal("CONT", Servers.on(data));
        }
    }

    private void stop() {
        Servers.signal("STOP", Servers.on(data));
        try {
            MILLISECONDS.sleep(900); // how slow they are; nothing is waited for
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        Servers.signal("CONT", Servers.on(data));
    }
}
