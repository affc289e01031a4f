package org.imprimatur.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.springframework.util.FileSystemUtils;

/** What {@code ./start} starts, with its own 512 MB and its own children: the product as people run it. */
final class Product implements AutoCloseable {

    private static final String READY = "ready ";

    private final Process process;
    private final CompletableFuture<String> ready = new CompletableFuture<>();
    private final long begin = System.nanoTime();
    private final Path data;

    private Product(Process process, Path data) {
        this.process = process;
        this.data = data;
        var reader = new Thread(this::read, "start-output");
        reader.setDaemon(true);
        reader.start();
    }

    /**
     * Starts it and returns at once.
     *
     * @param environment beside ours, for settings that the bench needs otherwise
     */
    static Product start(Path data, Map<String, String> environment) throws IOException {
        var builder = new ProcessBuilder(
                Path.of("start").toAbsolutePath().toString(), "--port", freePort(), "--data", data.toString());
        builder.environment().putAll(environment);
        return new Product(builder.redirectErrorStream(true).start(), data);
    }

    /** Builds it, so that no start has to. */
    static void build() throws IOException, InterruptedException {
        var built = new ProcessBuilder(Path.of("start").toAbsolutePath().toString(), "--build")
                .inheritIO()
                .start();
        if (built.waitFor() != 0) {
            throw new IllegalStateException("./start --build failed");
        }
    }

    static Path emptyFolder() throws IOException {
        var folder = Files.createTempDirectory("imprimatur-bench-");
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            try {
                FileSystemUtils.deleteRecursively(folder);
            } catch (IOException e) {
                System.err.println("Left behind: " + folder + ", " + e.getMessage());
            }
        }));
        return folder;
    }

    private static String freePort() throws IOException {
        try (var free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return String.valueOf(free.getLocalPort());
        }
    }

    private void read() {
        try (var lines = process.inputReader(UTF_8)) {
            for (var line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.startsWith(READY)) {
                    ready.complete(line.substring(READY.length()).strip());
                }
            }
            ready.completeExceptionally(new IllegalStateException("./start ended before it was ready"));
        } catch (IOException e) {
            ready.completeExceptionally(new UncheckedIOException(e));
        }
    }

    /** Waits until it says that it is ready. */
    String address() throws Exception {
        return ready.get(10, TimeUnit.MINUTES);
    }

    /** Since the command was given. */
    Duration age() {
        return Duration.ofNanos(System.nanoTime() - begin);
    }

    Path data() {
        return data;
    }

    /** Milliseconds of processor time that its PostgreSQL has used in the processes that live. */
    long postgresTime() {
        return Machine.postgresTime(children().stream());
    }

    long pid() {
        return process.pid();
    }

    /** The processes that it started, the database among them. */
    List<ProcessHandle> children() {
        return process.descendants().toList();
    }

    /** Ends it as Ctrl-C would, and waits until its children are gone, too. */
    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(60, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new IllegalStateException("./start did not stop within 60 s of SIGTERM");
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
