package org.imprimatur.assets.minio;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Stream;
import org.imprimatur.assets.S3Proxy;
import org.imprimatur.assets.StoreConnection;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The contract, kept by a real MinIO server, where one is installed. */
class MinioAssetStoreTests extends AssetStoreContract {

    private static final String NO_SERVER =
            "MinioAssetStoreTests are skipped: there is no minio on the PATH nor in ~/.cache/imprimatur/bin";
    private static final Logger log = LoggerFactory.getLogger(MinioAssetStoreTests.class);

    private static @Nullable Process server;
    private static int port;

    @BeforeAll
    static void start(@TempDir Path folder) throws IOException {
        var binary = binary();
        if (binary.isEmpty()) {
            log.warn(NO_SERVER); // a class that is skipped as a whole says nothing in the build's own report
        }
        assumeTrue(binary.isPresent(), NO_SERVER);
        port = S3Proxy.freePort();
        var builder = new ProcessBuilder(
                        binary.orElseThrow().toString(),
                        "server",
                        "--quiet",
                        "--address",
                        "127.0.0.1:" + port,
                        folder.resolve("data").toString())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("minio.log").toFile());
        builder.environment().put("MINIO_ROOT_USER", "test-access");
        builder.environment().put("MINIO_ROOT_PASSWORD", "test-secret-key");
        builder.environment().put("MINIO_BROWSER", "off");
        builder.environment().put("MINIO_UPDATE", "off");
        server = builder.start();
        await().atMost(Duration.ofSeconds(20))
                .pollInterval(Duration.ofMillis(50))
                .until(() -> S3Proxy.answers(port));
    }

    @AfterAll
    static void stop() {
        if (server != null) {
            server.destroyForcibly().onExit().join();
        }
    }

    private static Optional<Path> binary() {
        var cache = Path.of(System.getProperty("user.home"), ".cache", "imprimatur", "bin");
        var path = Optional.ofNullable(System.getenv("PATH")).orElse("");
        return Stream.concat(Arrays.stream(path.split(File.pathSeparator)).map(Path::of), Stream.of(cache))
                .map(directory -> directory.resolve("minio"))
                .filter(Files::isExecutable)
                .findFirst();
    }

    @Override
    StoreConnection connection(String bucket) {
        return new StoreConnection(
                URI.create("http://127.0.0.1:" + port), "us-east-1", "test-access", "test-secret-key", bucket);
    }
}
