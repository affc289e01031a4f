package org.imprimatur.story;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** The product as a stranger starts it: {@code ./start} in a process of its own, on a fresh data folder. */
final class Product implements AutoCloseable {

    private static final String READY = "ready ";

    private final Process process;
    private final CompletableFuture<URI> ready = new CompletableFuture<>();

    private Product(Process process) {
        this.process = process;
        var reader = new Thread(this::read, "start-output");
        reader.setDaemon(true);
        reader.start();
    }

    /** Starts it and waits until it says that it is ready. */
    static Product start(Path data) {
        var root = root();
        try {
            var process = new ProcessBuilder(
                            root.resolve("start").toString(), "--port", freePort(), "--data", data.toString())
                    .directory(root.toFile())
                    .redirectErrorStream(true)
                    .start();
            return new Product(process);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String freePort() throws IOException {
        try (var free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return String.valueOf(free.getLocalPort());
        }
    }

    URI address() {
        try {
            return ready.get(5, TimeUnit.MINUTES);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while the product starts", e);
        } catch (ExecutionException | TimeoutException e) {
            throw new IllegalStateException("The product did not become ready", e);
        }
    }

    private void read() {
        try (var lines = process.inputReader(UTF_8)) {
            for (var line = lines.readLine(); line != null; line = lines.readLine()) {
                System.out.println("start: " + line);
                if (line.startsWith(READY)) {
                    ready.complete(URI.create(line.substring(READY.length()).strip()));
                }
            }
            ready.completeExceptionally(new IllegalStateException("./start ended before it was ready"));
        } catch (IOException e) {
            ready.completeExceptionally(e);
        }
    }

    private static Path root() {
        var folder = Path.of("").toAbsolutePath();
        while (!Files.exists(folder.resolve("start"))) {
            folder = folder.getParent();
        }
        return folder;
    }

    /** Ends it as Ctrl-C would, and waits until its children are gone too. */
    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(30, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new IllegalStateException("./start did not stop within 30 s of SIGTERM");
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
