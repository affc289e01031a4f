package org.imprimatur.killed;

import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.atomic.AtomicInteger;

/** Makes the servers of a data folder slow: they may work for the tenth part of each second alone. */
final class Slowness {

    private final Path data;
    private final AtomicInteger stops = new AtomicInteger();
    private final ScheduledExecutorService brake = Executors.newSingleThreadScheduledExecutor();

    private Slowness(Path data) {
        this.data = data;
    }

    static void during(Path data, Runnable work) {
        assertThat(Servers.postgres(data)).isNotEmpty();
        assertThat(Servers.store(data)).isNotEmpty();
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
        assertThat(slowness.stops).as("times that all of them were stopped").hasValueGreaterThan(3);
    }

    private void stop() {
        var servers = Servers.on(data);
        Servers.signal("STOP", servers);
        try {
            MILLISECONDS.sleep(900); // how slow they are; nothing is waited for
            if (servers.stream().filter(ProcessHandle::isAlive).allMatch(Slowness::stopped)) {
                stops.incrementAndGet();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        Servers.signal("CONT", Servers.on(data));
    }

    private static boolean stopped(ProcessHandle server) {
        try {
            return Files.readString(Path.of("/proc", Long.toString(server.pid()), "stat"))
                    .contains(") T ");
        } catch (IOException gone) {
            return false;
        }
    }
}
