package org.imprimatur.bench;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.stream.Stream;

/** What the numbers were taken on, and how busy it was. */
final class Machine {

    private Machine() {}

    static void print() throws IOException {
        System.out.printf(
                "%s, %d cores, %d MB, Java %s, load average %s%n",
                Instant.now().truncatedTo(ChronoUnit.SECONDS),
                Runtime.getRuntime().availableProcessors(),
                kilobytes(Path.of("/proc/meminfo"), "MemTotal") / 1024,
                Runtime.version(),
                Files.readString(Path.of("/proc/loadavg")).replaceFirst("^(\\S+ \\S+ \\S+).*\\n", "$1"));
    }

    /** Milliseconds of processor time that this JVM has used. */
    static long javaTime() {
        return ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean()).getProcessCpuTime() / 1_000_000;
    }

    /** Milliseconds of processor time that the PostgreSQL below this JVM has used in the processes that live. */
    static long postgresTime() {
        return postgresTime(ProcessHandle.current().descendants());
    }

    static long postgresTime(Stream<ProcessHandle> processes) {
        return processes
                .filter(child -> child.info().command().orElse("").endsWith("/postgres"))
                .flatMap(child -> child.info().totalCpuDuration().stream())
                .mapToLong(Duration::toMillis)
                .sum();
    }

    /** A line of /proc that reads {@code name: 123 kB}; 0 where there is none. */
    static long kilobytes(Path file, String name) throws IOException {
        return Files.readAllLines(file).stream()
                .filter(line -> line.startsWith(name + ":"))
                .map(line -> line.replaceAll("\\D+", ""))
                .mapToLong(Long::parseLong)
                .findFirst()
                .orElse(0);
    }
}
