package org.imprimatur.story;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.imprimatur.Product;

/** A real MinIO server beside the product; where there is none, the story is skipped and says why. */
final class MinioServer implements AutoCloseable {

    private static final String SCRIPT =
            Path.of("../assets-store/src/test/peers/minio").toAbsolutePath().toString();

    private final Process process;
    private final int port;
    private final Path folder;

    private MinioServer(Process process, int port, Path folder) {
        this.process = process;
        this.port = port;
        this.folder = folder;
    }

    static MinioServer start(Path folder) throws IOException {
        return start(folder, Product.freePort());
    }

    static MinioServer start(Path folder, int port) throws IOException {
        var asked =
                new ProcessBuilder(SCRIPT, "--path").redirectErrorStream(true).start();
        var words = new String(asked.getInputStream().readAllBytes(), UTF_8).strip();
        var there = asked.onExit().join().exitValue() == 0;
        if (!there) {
            System.out.println("The story is skipped: " + words);
        }
        assumeTrue(there, words);
        var builder = new ProcessBuilder(SCRIPT, folder.toString(), Integer.toString(port))
                .redirectErrorStream(true)
                .redirectOutput(folder.resolveSibling(folder.getFileName() + ".minio.log")
                        .toFile());
        builder.environment().put("MINIO_ROOT_USER", "story-access");
        builder.environment().put("MINIO_ROOT_PASSWORD", "story-secret-key");
        var server = new MinioServer(builder.start(), port, folder);
        await().atMost(Duration.ofSeconds(30)).until(server::answers);
        return server;
    }

    private boolean answers() {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return socket.isConnected();
        } catch (IOException notYet) {
            return false;
        }
    }

    /** Where its files lie, a folder for each bucket. */
    Path folder() {
        return folder;
    }

    int port() {
        return port;
    }

    Map<String, String> settings() {
        return Map.of(
                "IMPRIMATUR_STORE_URL", URI.create("http://127.0.0.1:" + port).toString(),
                "IMPRIMATUR_STORE_ACCESS_KEY", "story-access",
                "IMPRIMATUR_STORE_SECRET_KEY", "story-secret-key");
    }

    @Override
    public void close() {
        process.destroyForcibly().onExit().join();
    }
}
