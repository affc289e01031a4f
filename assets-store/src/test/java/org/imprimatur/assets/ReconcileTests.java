package org.imprimatur.assets;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.sql.Connection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.imprimatur.assets.Assets.Upload;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.jdbc.core.ConnectionCallback;
import org.springframework.jdbc.core.JdbcOperations;
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
    private Reconcile reconcile;

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private TransactionTemplate transaction;

    @BeforeEach
    void nothingIsThere() {
        jdbc.sql("truncate asset cascade").update();
        keys().forEach(store::remove);
    }

    @Test
    void itsStatementsMayTakeLongerThanThoseOfARequest(@Autowired JdbcOperations connection) {
        transaction.executeWithoutResult(status -> {
            compared(NONE);

            assertThat(jdbc.sql("show statement_timeout").query(String.class).single())
                    .isEqualTo("10min");
            assertThat(connection.execute((ConnectionCallback<Integer>) Connection::getNetworkTimeout))
                    .isEqualTo(660_000);
        });
        assertThat(jdbc.sql("show statement_timeout").query(String.class).single())
                .isEqualTo("0");
        assertThat(connection.execute((ConnectionCallback<Integer>) Connection::getNetworkTimeout))
                .isZero();
    }

    @Test
    void removesWhatNoRowNames() throws IOException {
        var asset = receive();
        put("original/leftover");
        put("leftover-of-the-server");

        var result = compared(NONE);

        assertThat(result.removed()).containsExactlyInAnyOrder("original/leftover", "leftover-of-the-server");
        assertThat(result.missing()).isEmpty();
        assertThat(keys()).hasSize(1);
        assertThat(assets.open(asset, 0, 1).length()).isEqualTo(1);
    }

    @Test
    void leavesAloneWhatMayStillBeOnItsWay() throws IOException {
        receive();
        put("original/young");

        assertThat(compared(A_DAY).removed()).isEmpty();

        assertThat(keys()).hasSize(2);
    }

    @Test
    void doesNotEmptyABucketForAnEmptyDatabase() throws IOException {
        put("original/somebody's");

        assertThat(compared(NONE).removed()).isEmpty();
    }

    @Test
    void reportsRowsWhoseBytesAreMissing() {
        var asset = receive();
        keys().forEach(store::remove);

        assertThat(compared(NONE).missing()).containsExactly(asset.id());
        assertThat(compared(A_DAY).missing()).as("however young the asset is").containsExactly(asset.id());
    }

    @Test
    void reportsAnAssetWhoseThumbnailIsMissing() throws IOException {
        var asset = receive();
        receive();
        put("thumbnail/there");
        jdbc.sql("update asset set thumbnail_key = 'thumbnail/there', thumbnail_type = 'image/png' where id = :id")
                .param("id", asset.id().value())
                .update();
        assertThat(compared(A_DAY).missing()).isEmpty();

        store.remove("thumbnail/there");

        assertThat(compared(A_DAY).missing()).containsExactly(asset.id());
    }

    @Test
    void whoeverComesWhileAnotherComparesIsToldNothing() {
        receive();
        keys().forEach(store::remove);

        transaction.executeWithoutResult(comparing -> {
            jdbc.sql("select pg_advisory_xact_lock(:key)")
                    .param("key", Reconcile.LOCK)
                    .query((row, index) -> "")
                    .single();

            assertThat(CompletableFuture.supplyAsync(reconcile::run).join()).isEmpty();
        });

        assertThat(reconcile.run()).isPresent();
    }

    private Reconcile.Result compared(Duration grace) {
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
        store.list(stored -> keys.add(stored.key()));
        return keys;
    }
}
