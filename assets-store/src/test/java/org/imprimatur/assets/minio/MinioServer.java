package org.imprimatur.assets.minio;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import org.imprimatur.assets.S3Proxy;
import org.imprimatur.assets.StoreConnection;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A real MinIO server on loopback; where there is none, whoever wants one is skipped and told why. */
final class MinioServer implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(MinioServer.class);
    private static final Path SCRIPT = Path.of("src/test/peers/minio");

    private final Process process;
    private final int port;

    private MinioServer(Process process, int port) {
        this.process = process;
        this.port = port;
    }

    static MinioServer start(Path folder) throws IOException {
        assumeItIsThere();
        var port = S3Proxy.freePort();
        var builder = new ProcessBuilder(
                        SCRIPT.toString(), folder.resolve("data").toString(), Integer.toString(port))
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("minio.log").toFile());
        builder.environment().put("MINIO_ROOT_USER", "test-access");
        builder.environment().put("MINIO_ROOT_PASSWORD", "test-secret-key");
        var server = new MinioServer(builder.start(), port);
        await().atMost(Duration.ofSeconds(20))
                .pollInterval(Duration.ofMillis(50))
                .until(() -> S3Proxy.answers(port));
        return server;
    }

    private static void assumeItIsThere() throws IOException {
        var asked = new ProcessBuilder(SCRIPT.toString(), "--path")
                .redirectErrorStream(true)
                .start();
        try (var answer = asked.getInputStream()) {
            var words = new String(answer.readAllBytes(), UTF_8).strip();
            var there = asked.waitFor() == 0;
            if (!there) {
                log.warn("The tests with a real MinIO server are skipped: {}", words); // else the report is silent
            }
            assumeTrue(there, words);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new UncheckedIOException(new IOException(e));
        }
    }

    StoreConnection connection(String bucket) {
        return new StoreConnection(
                URI.create("http://127.0.0.1:" + port), "us-east-1", "test-access", "test-secret-key", bucket);
    }

    @Override
    public void close() {
        process.destroyForcibly().onExit().join();
    }
}
