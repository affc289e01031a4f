package org.imprimatur.assets.minio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.SequenceInputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.imprimatur.assets.AssetRefused;
import org.imprimatur.assets.AssetStore;
import org.imprimatur.assets.BreakingOff;
import org.imprimatur.assets.StoreConnection;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every S3 server must do that keeps our assets. */
abstract class AssetStoreContract {

    private final String bucket = "contract-" + UUID.randomUUID();
    private final String key = "original/" + UUID.randomUUID();
    private MinioAssetStore store;

    abstract StoreConnection connection(String bucket);

    @BeforeEach
    void aStoreWhoseBucketIsMissing() {
        store = new MinioAssetStore(connection(bucket));
    }

    @AfterEach
    void close() throws Exception {
        store.destroy();
    }

    @Test
    void keepsWhatItIsGiven() throws IOException {
        var bytes = bytes(100_000);

        store.put(key, new ByteArrayInputStream(bytes), bytes.length, "image/png");

        assertThat(store.size(key)).hasValue(bytes.length);
        try (var content = store.open(key, 0, AssetStore.UNKNOWN)) {
            assertThat(content.readAllBytes()).isEqualTo(bytes);
        }
    }

    @Test
    void takesContentWhoseLengthNobodyKnows() throws IOException {
        var bytes = bytes(100_001);

        store.put(key, new ByteArrayInputStream(bytes), AssetStore.UNKNOWN, "image/png");

        try (var content = store.open(key, 0, AssetStore.UNKNOWN)) {
            assertThat(content.readAllBytes()).isEqualTo(bytes);
        }
    }

    @Test
    void takesMoreThanFitsIntoOnePart() throws IOException {
        var bytes = bytes(18 * 1024 * 1024 + 3);

        store.put(key, new ByteArrayInputStream(bytes), AssetStore.UNKNOWN, "video/mp4");
        store.put(key + "-known", new ByteArrayInputStream(bytes), bytes.length, "video/mp4");

        try (var content = store.open(key, 0, AssetStore.UNKNOWN);
                var known = store.open(key + "-known", 0, AssetStore.UNKNOWN)) {
            assertThat(content.readAllBytes()).isEqualTo(bytes);
            assertThat(known.readAllBytes()).isEqualTo(bytes);
        }
    }

    @Test
    void givesAPartOfTheBytes() throws IOException {
        store.put(key, new ByteArrayInputStream("0123456789".getBytes(StandardCharsets.UTF_8)), 10, "text/plain");

        try (var middle = store.open(key, 3, 4);
                var first = store.open(key, 0, 1);
                var rest = store.open(key, 7, AssetStore.UNKNOWN)) {
            assertThat(middle.readAllBytes()).asString().isEqualTo("3456");
            assertThat(first.readAllBytes()).asString().isEqualTo("0");
            assertThat(rest.readAllBytes()).asString().isEqualTo("789");
        }
    }

    @Test
    void keepsNothingOfContentThatBreaksOff() {
        var broken = new SequenceInputStream(new ByteArrayInputStream(bytes(9 * 1024 * 1024)), new BreakingOff());

        assertThatExceptionOfType(IOException.class)
                .isThrownBy(() -> store.put(key, broken, AssetStore.UNKNOWN, "video/mp4"))
                .withMessage("the line broke");

        assertThat(store.size(key)).isEmpty();
    }

    @Test
    void forgetsWhatIsRemoved() throws IOException {
        store.put(key, new ByteArrayInputStream(bytes(10)), 10, "image/png");

        store.remove(key);
        store.remove(key);

        assertThat(store.size(key)).isEmpty();
        assertThatThrownBy(() -> store.open(key, 0, AssetStore.UNKNOWN))
                .isInstanceOfSatisfying(
                        AssetRefused.class, e -> assertThat(e.status()).isEqualTo(404));
    }

    @Test
    void listsEverything() throws IOException {
        for (int i = 0; i < 5; i++) {
            store.put(key + "-" + i, new ByteArrayInputStream(bytes(7)), 7, "image/png");
        }

        var listed = new ArrayList<AssetStore.Stored>();
        store.after("").forEachRemaining(listed::add);

        assertThat(listed)
                .extracting(AssetStore.Stored::key)
                .containsExactly(key + "-0", key + "-1", key + "-2", key + "-3", key + "-4");
        assertThat(listed).allSatisfy(stored -> {
            assertThat(stored.size()).isEqualTo(7);
            assertThat(Duration.between(stored.modified(), Instant.now()).abs()).isLessThan(Duration.ofMinutes(5));
        });
    }

    @Test
    void listsInTheOrderOfBytesWhatFollowsAKey() throws IOException {
        var sorted = List.of("a", "original-copy", "original/1", "original0", "~", "\u00e4", "\uff21");
        for (var each : sorted) {
            store.put(each, new ByteArrayInputStream(bytes(1)), 1, "image/png");
        }

        for (int from = 0; from < sorted.size(); from++) {
            var listed = new ArrayList<String>();
            store.after(sorted.get(from)).forEachRemaining(stored -> listed.add(stored.key()));
            assertThat(listed).isEqualTo(sorted.subList(from + 1, sorted.size()));
        }
        var between = new ArrayList<String>();
        store.after("original/").forEachRemaining(stored -> between.add(stored.key()));
        assertThat(between).startsWith("original/1");
    }

    /** More than one page of a list holds. */
    @Test
    void listsPageAfterPage() throws Exception {
        var count = 1_200;
        for (int n = 0; n < count; n++) {
            store.put("page/%05d".formatted(n), new ByteArrayInputStream(bytes(1)), 1, "image/png");
        }

        var listed = new ArrayList<String>();
        store.after("page/00003").forEachRemaining(stored -> listed.add(stored.key()));

        assertThat(listed).hasSize(count - 4).isSorted();
    }

    @Test
    void refusesAStranger() throws Exception {
        var known = connection(bucket);
        var stranger = new MinioAssetStore(
                new StoreConnection(known.endpoint(), known.region(), known.accessKey(), "a wrong secret", bucket));

        assertThatThrownBy(() -> stranger.size(key))
                .isInstanceOfSatisfying(
                        AssetRefused.class, e -> assertThat(e.status()).isEqualTo(503))
                .hasMessageContaining("object store")
                .hasMessageNotContaining("a wrong secret");
        stranger.destroy();
    }

    @Test
    void showsNothingToWhoeverSignsNothing() throws Exception {
        store.put(key, new ByteArrayInputStream(bytes(10)), 10, "image/png");
        var endpoint = connection(bucket).endpoint();

        for (var path : List.of("/", "/" + bucket, "/" + bucket + "/" + key, "/" + bucket + "?policy")) {
            assertThat(anonymously("GET", endpoint.resolve(path))).as(path).isEqualTo(403);
        }
        assertThat(anonymously("PUT", endpoint.resolve("/" + bucket + "/theirs")))
                .isEqualTo(403);
        assertThat(anonymously("DELETE", endpoint.resolve("/" + bucket + "/" + key)))
                .isEqualTo(403);
        assertThat(store.size(key)).hasValue(10);
    }

    private static int anonymously(String method, URI address) throws IOException, InterruptedException {
        return HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(address)
                                .method(method, BodyPublishers.noBody())
                                .build(),
                        BodyHandlers.discarding())
                .statusCode();
    }

    private static byte[] bytes(int count) {
        var bytes = new byte[count];
        new Random(count).nextBytes(bytes);
        return bytes;
    }
}
