package org.imprimatur.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.minio.BucketExistsArgs;
import io.minio.GetObjectArgs;
import io.minio.MakeBucketArgs;
import io.minio.MinioClient;
import io.minio.PutObjectArgs;
import io.minio.errors.ErrorResponseException;
import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import org.imprimatur.assets.StoreConnection;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each fact with the real server as a child. */
class S3ServerTests {

    private final Path temporary;

    private Path folder;
    private DataFolder data;
    private S3Server server;

    S3ServerTests(@TempDir Path temporary) {
        this.temporary = temporary;
    }

    @BeforeEach
    void start() {
        folder = temporary.resolve("Ablage für " + "x".repeat(80));
        data = DataFolder.open(folder);
        server = new S3Server(data, Parts.find());
        server.launch();
    }

    @AfterEach
    void stop() throws Exception {
        server.close();
        data.close();
    }

    @Test
    void objectsAreFoundAgainAtTheSameAddress() throws Exception {
        var address = server.connection().endpoint();
        put("photo", "bytes");

        stop();
        start();

        assertThat(server.connection().endpoint()).isEqualTo(address);
        assertThat(get("photo")).isEqualTo("bytes");
    }

    @Test
    void aKilledServerComesBackAtItsAddressWithEveryObject() throws Exception {
        put("photo", "bytes");
        ours().forEach(running -> running.handle().destroyForcibly());

        await().atMost(Duration.ofSeconds(30)).ignoreExceptions().until(() -> get("photo")
                .equals("bytes"));
    }

    @Test
    void wrongKeysAreRefused() {
        var connection = server.connection();
        var stranger = client(new StoreConnection(
                connection.endpoint(), connection.region(), connection.accessKey(), "wrong", connection.bucket()));

        assertThatExceptionOfType(ErrorResponseException.class)
                .isThrownBy(() -> stranger.bucketExists(
                        BucketExistsArgs.builder().bucket(connection.bucket()).build()))
                .satisfies(refusal -> assertThat(refusal.response().code()).isEqualTo(403));
    }

    @Test
    void theKeysAreOurSecret() throws Exception {
        server.connection();

        for (String name : List.of("s3-access-key", "s3-secret-key", "s3proxy.properties")) {
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(
                            folder.resolve("secrets").resolve(name))))
                    .isEqualTo("rw-------");
        }
        assertThat(ours().get(0).commandLine()).noneMatch(word -> word.contains(data.secret("s3-secret-key")));
    }

    @Test
    void partsOfAnUploadThatBrokeOffAreGoneAtTheNextStart() throws Exception {
        put("photo", "bytes");
        var breaking = new FilterInputStream(new ByteArrayInputStream(new byte[12 << 20])) {
            @Override
            public int read(byte[] bytes, int from, int most) throws IOException {
                var count = super.read(bytes, from, most);
                if (count < 0) { // two parts are out
                    server.close();
                    throw new IOException("The machine stops");
                }
                return count;
            }
        };
        var connection = server.connection();
        assertThatThrownBy(() -> client(connection)
                        .putObject(PutObjectArgs.builder().bucket(connection.bucket()).object("original/film").stream(
                                        breaking, -1L, 5L << 20)
                                .build()))
                .isNotNull();
        assertThat(namesInTheBucket())
                .anyMatch(name -> name.startsWith(".mpus-"))
                .anyMatch(name -> name.startsWith(".s3proxy-mpu-stub-"));
        data.close();

        start();

        assertThat(namesInTheBucket()).containsExactly("photo");
        assertThat(get("photo")).isEqualTo("bytes");
    }

    private List<String> namesInTheBucket() throws IOException {
        try (var there = Files.list(folder.resolve("objects/imprimatur"))) {
            return there.map(file -> file.getFileName().toString()).toList();
        }
    }

    private List<Running> ours() {
        return Running.where(server::isOurs);
    }

    private static MinioClient client(StoreConnection connection) {
        return MinioClient.builder()
                .endpoint(connection.endpoint().toString())
                .credentials(connection.accessKey(), connection.secretKey())
                .region(connection.region())
                .build();
    }

    private void put(String key, String content) throws Exception {
        var connection = server.connection();
        var client = client(connection);
        if (!client.bucketExists(
                BucketExistsArgs.builder().bucket(connection.bucket()).build())) {
            client.makeBucket(
                    MakeBucketArgs.builder().bucket(connection.bucket()).build());
        }
        byte[] bytes = content.getBytes(StandardCharsets.UTF_8);
        client.putObject(PutObjectArgs.builder().bucket(connection.bucket()).object(key).stream(
                        new ByteArrayInputStream(bytes), (long) bytes.length, -1L)
                .build());
    }

    private String get(String key) throws Exception {
        var connection = server.connection();
        try (var object = client(connection)
                .getObject(GetObjectArgs.builder()
                        .bucket(connection.bucket())
                        .object(key)
                        .build())) {
            return new String(object.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
