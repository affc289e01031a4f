package org.imprimatur;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

/** The product as a stranger starts it: {@code ./start} in a process of its own. */
public final class Product implements AutoCloseable {

    private static final String READY = "ready ";

    private final Process process;
    private final int port;
    private final Path data;
    private final List<String> said = new CopyOnWriteArrayList<>();
    private final CompletableFuture<URI> ready = new CompletableFuture<>();

    private Product(Process process, int port, Path data) {
        this.process = process;
        this.port = port;
        this.data = data;
        var reader = new Thread(this::read, "start-output");
        reader.setDaemon(true);
        reader.start();
    }

    /**
     * Sets it going on a data folder; {@link #address} waits until it says that it is ready.
     *
     * @param settings environment variables on top of our own
     */
    public static Product start(Path data, Map<String, String> settings) {
        return start(freePort(), settings, "--data", data.toString());
    }

    /** @param options of {@code ./start}, the folder last */
    public static Product start(int port, Map<String, String> settings, String... options) {
        var command = new ArrayList<>(List.of(root().resolve("start").toString(), "--port", String.valueOf(port)));
        command.addAll(List.of(options));
        return run(command, root(), port, Path.of(options[options.length - 1]), settings);
    }

    /** The same program started in another way. */
    public static Product run(List<String> command, Path folder, int port, Path data, Map<String, String> settings) {
        var builder = new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true);
        builder.environment().putIfAbsent("IMPRIMATUR_JAVA_OPTIONS", "-XX:TieredStopAtLevel=1"); // it lives for minutes
        for (var limit : List.of(
                "IMPRIMATUR_CREATION_POSTS_PER_MINUTE",
                "IMPRIMATUR_CREATION_UPLOADS_PER_MINUTE",
                "IMPRIMATUR_CREATION_SAVES_PER_MINUTE")) {
            builder.environment().putIfAbsent(limit, "100000"); // a few people make all that many clients look at
        }
        builder.environment().putAll(settings);
        try {
            return new Product(builder.start(), port, data);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static int freePort() {
        try (var free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return free.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public Path data() {
        return data;
    }

    /** What it said on the console so far. */
    public List<String> said() {
        return said;
    }

    /** Waits until it has ended by itself; the exit code. */
    public int ended() {
        return process.onExit().orTimeout(5, TimeUnit.MINUTES).join().exitValue();
    }

    public int port() {
        return port;
    }

    /** Waits until it says that it is ready. */
    public URI address() {
        try {
            return ready.get(10, TimeUnit.MINUTES);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while the product starts", e);
        } catch (ExecutionException | TimeoutException e) {
            throw new IllegalStateException("The product did not become ready", e);
        }
    }

    /** The processes that it has started, and theirs. */
    public Stream<ProcessHandle> children() {
        return process.descendants();
    }

    /** As {@code kill -9} and a power cut end it. */
    public void kill() {
        try {
            process.destroyForcibly().waitFor();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void read() {
        try (var lines = process.inputReader(UTF_8)) {
            for (var line = lines.readLine(); line != null; line = lines.readLine()) {
                System.out.println("start: " + line);
                said.add(line);
                if (line.startsWith(READY)) {
                    ready.complete(URI.create(line.substring(READY.length()).strip()));
                }
            }
            ready.completeExceptionally(new IllegalStateException("./start ended before it was ready"));
        } catch (IOException e) {
            ready.completeExceptionally(e);
        }
    }

    /** Of the project. */
    public static Path root() {
        for (var folder = Path.of("").toAbsolutePath(); folder != null; folder = folder.getParent()) {
            if (Files.exists(folder.resolve("start"))) {
                return folder;
            }
        }
        throw new IllegalStateException(
                "There is no ./start above " + Path.of("").toAbsolutePath());
    }

    /** Ends it as Ctrl-C would, and waits until its children are gone too. */
    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(3, TimeUnit.MINUTES)) {
                process.destroyForcibly();
                throw new IllegalStateException("./start did not stop within 3 min of SIGTERM");
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
