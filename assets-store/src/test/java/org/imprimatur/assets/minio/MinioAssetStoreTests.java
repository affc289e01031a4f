package org.imprimatur.assets.minio;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.minio.BucketExistsArgs;
import io.minio.GetBucketPolicyArgs;
import io.minio.GetObjectArgs;
import io.minio.GetPresignedObjectUrlArgs;
import io.minio.Http;
import io.minio.MakeBucketArgs;
import io.minio.MinioClient;
import io.minio.PutObjectArgs;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.UUID;
import org.imprimatur.assets.StoreConnection;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The contract, kept by a real MinIO server, and what such a server does that we must never ask for. */
@SuppressWarnings("try") // closing a client might be interrupted; nobody interrupts a test
class MinioAssetStoreTests extends AssetStoreContract {

    private static @Nullable MinioServer server;

    @BeforeAll
    static void start(@TempDir Path folder) throws IOException {
        server = MinioServer.start(folder);
    }

    @AfterAll
    static void stop() {
        if (server != null) {
            server.close();
        }
    }

    @Override
    StoreConnection connection(String bucket) {
        if (server == null) {
            throw new IllegalStateException("The server runs, or these tests are skipped");
        }
        return server.connection(bucket);
    }

    /**
     * CVE-2026-97731, which this server has for ever: whoever is given a presigned address to write to adds a header that
     * nobody signed and reads whatever the signing key may read. So ours signs no address: {@code ArchitectureTests}.
     */
    @Test
    void whoeverIsHandedAPresignedAddressReadsEverything() throws Exception {
        var bucket = "leaky-" + UUID.randomUUID();
        var at = connection(bucket);
        var plan = "the plan for next year".getBytes(UTF_8);
        try (var owner = MinioClient.builder()
                .endpoint(at.endpoint().toString())
                .region(at.region())
                .credentials(at.accessKey(), at.secretKey())
                .build()) {
            owner.makeBucket(MakeBucketArgs.builder().bucket(bucket).build());
            owner.putObject(PutObjectArgs.builder().bucket(bucket).object("secret/plan").stream(
                            new ByteArrayInputStream(plan), (long) plan.length, -1L)
                    .build());
            var presigned = owner.getPresignedObjectUrl(GetPresignedObjectUrlArgs.builder()
                    .method(Http.Method.PUT)
                    .bucket(bucket)
                    .object("drop/mine")
                    .build());

            var answer = HttpClient.newHttpClient()
                    .send(
                            HttpRequest.newBuilder(URI.create(presigned))
                                    .header("x-amz-copy-source", "/" + bucket + "/secret/plan")
                                    .PUT(BodyPublishers.noBody())
                                    .build(),
                            BodyHandlers.ofString());

            assertThat(answer.statusCode()).isEqualTo(200);
            try (var dropped = owner.getObject(
                    GetObjectArgs.builder().bucket(bucket).object("drop/mine").build())) {
                assertThat(dropped.readAllBytes()).isEqualTo(plan);
            }
        }
    }

    /** The same header without a signature of ours on the address has no grip: nothing of ours is ever handed out. */
    @Test
    void withoutASignedAddressTheSameHeaderReadsNothing() throws Exception {
        var bucket = "tight-" + UUID.randomUUID();
        var at = connection(bucket);
        var store = new MinioAssetStore(at);
        store.put("original/plan", new ByteArrayInputStream(new byte[] {1}), 1, "text/plain");

        var answer = HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(at.endpoint().resolve("/" + bucket + "/drop/mine"))
                                .header("x-amz-copy-source", "/" + bucket + "/original/plan")
                                .PUT(BodyPublishers.noBody())
                                .build(),
                        BodyHandlers.ofString());

        assertThat(answer.statusCode()).isEqualTo(403);
        assertThat(store.size("drop/mine")).isEmpty();
        store.destroy();
    }

    @Test
    void theBucketThatWeMakeHasNoPolicyThatOpensIt() throws Exception {
        var bucket = "private-" + UUID.randomUUID();
        var at = connection(bucket);
        var store = new MinioAssetStore(at);
        store.size("any");
        try (var owner = MinioClient.builder()
                .endpoint(at.endpoint().toString())
                .region(at.region())
                .credentials(at.accessKey(), at.secretKey())
                .build()) {
            assertThat(owner.bucketExists(
                            BucketExistsArgs.builder().bucket(bucket).build()))
                    .isTrue();
            assertThat(owner.getBucketPolicy(
                            GetBucketPolicyArgs.builder().bucket(bucket).build()))
                    .isBlank();
        }
        store.destroy();
    }
}
