package org.imprimatur.assets;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import org.imprimatur.assets.Assets.Upload;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

@SpringBootTest(classes = TestApplication.class, properties = "imprimatur.cataloging.workers=0")
class ReconcileTests {

    /** A grace period that has passed for everything, whatever the clocks say. */
    private static final Duration NONE = Duration.ofHours(-1);

    private static final Duration A_DAY = Duration.ofHours(24);

    @Autowired
    private Assets assets;

    @Autowired
    private AssetStore store;

    @Autowired
    private ObjectListing listing;

    @Autowired
    private ReconcileRepository repository;

    @Autowired
    private Clock clock;

    @Autowired
    private Reconcile reconcile;

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private TransactionTemplate transaction;

    @BeforeEach
    void nothingIsThere() {
        jdbc.sql("truncate asset cascade").update();
        jdbc.sql("truncate reconciliation, reconciliation_finding").update();
        keys().forEach(store::remove);
    }

    @Test
    void removesWhatNoRowNames() throws IOException {
        var asset = receive();
        put("original/leftover");
        put("leftover-of-the-server");

        var result = compared(NONE);

        assertThat(result.removedKeys()).containsExactlyInAnyOrder("original/leftover", "leftover-of-the-server");
        assertThat(result.missingAssets()).isEmpty();
        assertThat(keys()).hasSize(1);
        assertThat(assets.open(asset, 0, 1).length()).isEqualTo(1);
    }

    @Test
    void leavesAloneWhatMayStillBeOnItsWay() throws IOException {
        receive();
        put("original/young");

        assertThat(compared(A_DAY).removed()).isZero();

        assertThat(keys()).hasSize(2);
    }

    @Test
    void doesNotEmptyABucketForAnEmptyDatabase() throws IOException {
        put("original/somebody's");

        assertThat(compared(NONE).removed()).isZero();
    }

    @Test
    void reportsRowsWhoseBytesAreMissing() {
        var asset = receive();
        keys().forEach(store::remove);

        assertThat(compared(NONE).missingAssets()).containsExactly(asset.id());
        assertThat(compared(A_DAY).missingAssets())
                .as("however young the asset is")
                .containsExactly(asset.id());
    }

    @Test
    void reportsAnAssetWhoseThumbnailIsMissing() throws IOException {
        var asset = receive();
        receive();
        put("thumbnail/there");
        jdbc.sql("update asset set thumbnail_key = 'thumbnail/there', thumbnail_type = 'image/png' where id = :id")
                .param("id", asset.id().value())
                .update();
        assertThat(compared(A_DAY).missingAssets()).isEmpty();

        store.remove("thumbnail/there");

        assertThat(compared(A_DAY).missingAssets()).containsExactly(asset.id());
    }

    @Test
    void whoeverComesWhileAnotherComparesIsToldNothing() {
        receive();
        compared(A_DAY);
        left("", "1 minute");

        assertThat(reconcile.begin()).isEmpty();
        assertThat(reconcile.run(A_DAY)).isEmpty();
        assertThat(reconcile.resumed()).isEmpty();
    }

    @Test
    void continuesWhereANodeStoppedThatEnded() throws IOException {
        receive();
        put("a");
        put("b");
        put("y");
        put("z");
        compared(A_DAY);
        left("b", "-1 second");

        var result = reconcile.resumed().orElseThrow();

        assertThat(result.state()).isEqualTo(Reconcile.State.DONE);
        assertThat(result.removedKeys()).containsExactly("y", "z");
        assertThat(keys()).contains("a", "b");
    }

    /** Whoever asks for a comparison is not told to wait for one that nobody works on. */
    @Test
    void askingContinuesWhatANodeLeft() throws IOException {
        receive();
        put("b");
        compared(A_DAY);
        left("a", "-1 second");
        var left = reconcile.latest().orElseThrow();

        var begun = reconcile.begin().orElseThrow();

        assertThat(begun.id()).isEqualTo(left.id());
        await().until(() -> reconcile.latest().orElseThrow().state() == Reconcile.State.DONE);
        assertThat(reconcile.latest().orElseThrow().removedKeys()).containsExactly("b");
    }

    @Test
    void aNodeThatLostItsLeaseStopsAndChangesNothing() throws IOException {
        receive();
        put("leftover");
        compared(A_DAY);
        left("", "-1 second");
        var slow = reconcile.takeOver().orElseThrow();
        left("", "1 minute"); // by another node meanwhile

        assertThat(reconcile.compare(slow)).isEmpty();

        assertThat(reconcile.latest().orElseThrow().objects()).isZero();
        assertThat(reconcile.latest().orElseThrow().state()).isEqualTo(Reconcile.State.RUNNING);
    }

    /** Keys of both sides in many parts: whichever side is longer, none is left out and none is taken twice. */
    @Test
    void comparesMoreKeysThanOnePartHolds() throws IOException {
        var first = receive();
        for (int n = 0; n < 5; n++) {
            put("original/~young-" + n);
        }
        jdbc.sql("""
                        insert into asset (id, brand, title, title_given, file_name, media_type, size, sha256, storage_key,
                            thumbnail_key, thumbnail_type, state, created_at)
                        select gen_random_uuid(), 'many', 'Beans', true, 'beans.jpg', 'image/jpeg', 1,
                            encode(sha256(convert_to('many' || n, 'UTF8')), 'hex'), 'original/many-' || n,
                            'thumbnail/many-' || n, 'image/png', 'approved', now()
                        from generate_series(1, 4500) n""").update();
        store.put("original/many-7", new ByteArrayInputStream(new byte[] {1}), 1, "image/png");

        var result = compared(A_DAY);

        assertThat(result.rows()).isEqualTo(9001);
        assertThat(result.rowsCompared()).isEqualTo(9001);
        assertThat(result.objects()).isEqualTo(7);
        assertThat(result.young()).isEqualTo(5);
        assertThat(result.missing()).isEqualTo(8999);
        assertThat(result.missingAssets()).isNotEmpty().doesNotContain(first.id());
    }

    @Test
    void tellsWhatItFoundOfAStoreThatDoesNotAnswer() {
        receive();
        var away = new Reconcile(
                repository,
                store,
                key -> {
                    throw new AssetRefused("store", 503, "away");
                },
                transaction,
                new ReconcileSettings(A_DAY, A_DAY),
                clock);

        assertThatExceptionOfType(AssetRefused.class).isThrownBy(() -> away.run(A_DAY));

        assertThat(reconcile.latest().orElseThrow().state()).isEqualTo(Reconcile.State.FAILED);
        assertThat(compared(A_DAY).state()).isEqualTo(Reconcile.State.DONE);
    }

    /** As a node leaves it that compares, or ended while it did. */
    private void left(String reached, String until) {
        jdbc.sql("""
                        update reconciliation set state = 'running', ended_at = null, reached = :reached, objects = 0,
                            old_before = now() + interval '1 hour', lease = gen_random_uuid(),
                            leased_until = now() + cast(:until as interval)""").param("reached", reached).param("until", until).update();
    }

    /** A store that does not keep to the order is no reason to remove what a row names. */
    @Test
    void removesNothingThatARowNamesWhateverTheOrderOfTheList() {
        var assets = List.of(receive(), receive(), receive());
        var listed = new ArrayList<AssetStore.Stored>();
        listing.after("").forEachRemaining(listed::add);
        Collections.reverse(listed);
        var confused = new Reconcile(
                repository, store, key -> listed.iterator(), transaction, new ReconcileSettings(A_DAY, A_DAY), clock);

        var result = confused.run(NONE).orElseThrow();

        assertThat(result.removed()).isZero();
        assertThat(result.missing()).isZero();
        assertThat(keys()).hasSize(assets.size());
    }

    private Reconcile.Progress compared(Duration grace) {
        return reconcile.run(grace).orElseThrow();
    }

    private Asset receive() {
        return assets.receive(
                        new Upload("brand-" + UUID.randomUUID(), "erin", "beans.jpg", null, -1),
                        new ByteArrayInputStream("any bytes".getBytes(UTF_8)))
                .asset();
    }

    private void put(String key) throws IOException {
        store.put(key, new ByteArrayInputStream(new byte[] {1}), 1, "image/png");
    }

    private List<String> keys() {
        var keys = new ArrayList<String>();
        listing.after("").forEachRemaining(stored -> keys.add(stored.key()));
        return keys;
    }
}
