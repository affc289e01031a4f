package org.imprimatur.assets;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.imprimatur.assets.Assets.Upload;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.transaction.support.TransactionTemplate;

@SpringBootTest(
        classes = TestApplication.class,
        properties = {"imprimatur.cataloging.workers=0", "imprimatur.uploads.limit=1MB"})
class AssetsTests {

    @Autowired
    private Assets assets;

    @Autowired
    private AssetRepository repository;

    @Autowired
    private AssetSearch search;

    @Autowired
    private ObjectListing listing;

    @Autowired
    private RecordedLife life;

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private TransactionTemplate transaction;

    private String brand = "";

    @BeforeEach
    void aBrandOfItsOwn() {
        brand = "brand-" + UUID.randomUUID();
        life.told.clear();
        life.trouble = null;
        life.heard = () -> {};
    }

    @Test
    void anUploadIsKeptAndWaitsToBeCataloged() throws IOException {
        var received = assets.receive(new Upload(brand, "erin", "dir/beans.txt", null, 5), stream("beans"));

        var asset = received.asset();
        assertThat(received.duplicate()).isFalse();
        assertThat(asset.state()).isEqualTo(AssetState.RECEIVED);
        assertThat(asset.fileName()).isEqualTo("beans.txt");
        assertThat(asset.title()).isEqualTo("beans.txt");
        assertThat(asset.size()).isEqualTo(5);
        assertThat(asset.sha256()).isEqualTo("6eb228fb5b59ab49a45a48bdd9e5f0ed65b43afb52ec72cc825a567986630827");
        assertThat(asset.uploader()).isEqualTo("erin");
        assertThat(life.told).containsExactly("received beans.txt from erin");
        assertThat(queued(asset.id())).isTrue();
        try (var content = assets.open(asset, 0, -1)) {
            assertThat(content.length()).isEqualTo(5);
            assertThat(content.stream().readAllBytes()).asString().isEqualTo("beans");
        }
    }

    @Test
    void aLengthThatNobodyKnowsIsFine() {
        var asset = receive("erin", "beans.txt", "unknown length").asset();

        assertThat(asset.size()).isEqualTo(14);
    }

    @Test
    void theSameBytesAreOneAsset() {
        var first = receive("erin", "beans.txt", "the same");
        var second = receive("anna", "other.txt", "the same");
        var third = receive("erin", "third.txt", "the same");

        assertThat(second.duplicate()).isTrue();
        assertThat(third.asset().id()).isEqualTo(first.asset().id());
        assertThat(third.asset().uploaders()).containsExactly("erin", "anna");
        assertThat(third.asset().fileName()).isEqualTo("beans.txt");
        assertThat(life.told).last().isEqualTo("received beans.txt from erin again");
        assertThat(objects()).hasSize(1);
    }

    @Test
    void theSameBytesInAnotherBrandAreAnotherAsset() {
        var here = receive("erin", "beans.txt", "two brands");
        brand = "brand-" + UUID.randomUUID();
        var there = receive("erin", "beans.txt", "two brands");

        assertThat(there.duplicate()).isFalse();
        assertThat(there.asset().id()).isNotEqualTo(here.asset().id());
    }

    @Test
    void ofManyUploadsOfTheSameBytesAtTheSameMomentOneWins() throws Exception {
        int people = 6;
        var start = new CyclicBarrier(people);
        var threads = Executors.newFixedThreadPool(people);
        var uploads = new ArrayList<Future<Assets.Received>>();
        for (int i = 0; i < people; i++) {
            var person = "person-" + i;
            uploads.add(threads.submit(() -> {
                start.await(10, TimeUnit.SECONDS);
                return receive(person, "beans.txt", "at the same moment");
            }));
        }
        var received = new ArrayList<Assets.Received>();
        for (var upload : uploads) {
            received.add(upload.get(30, TimeUnit.SECONDS));
        }
        threads.shutdown();

        assertThat(received)
                .extracting(r -> r.asset().id())
                .containsOnly(received.get(0).asset().id());
        assertThat(received).filteredOn(r -> !r.duplicate()).hasSize(1);
        assertThat(assets.get(received.get(0).asset().id()).uploaders()).hasSize(people);
        assertThat(objects()).hasSize(1);
    }

    @Test
    void theBytesOfAFailedAssetSentAgainAreQueuedAgain() throws IOException {
        var failed = receive("erin", "beans.txt", "will fail").asset();
        jdbc.sql("delete from cataloging where asset = ?")
                .param(failed.id().value())
                .update();
        repository.failed(failed.id(), null, "It took too long.");

        var again = receive("anna", "beans.txt", "will fail");

        assertThat(again.duplicate()).isTrue();
        assertThat(again.asset().id()).isEqualTo(failed.id());
        assertThat(again.asset().state()).isEqualTo(AssetState.RECEIVED);
        assertThat(again.asset().reason()).isNull();
        assertThat(queued(failed.id())).isTrue();
        assertThat(objects()).hasSize(1);
        try (var content = assets.open(again.asset(), 0, -1)) {
            assertThat(content.stream().readAllBytes()).asString().isEqualTo("will fail");
        }
    }

    @Test
    void bytesStayWhereTheAnswerToTheCommitIsLost() throws IOException {
        life.told.clear();
        life.heard = () -> TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
            @Override
            public void afterCommit() {
                throw new IllegalStateException("the connection is gone");
            }
        });

        assertThatThrownBy(() -> receive("erin", "beans.txt", "committed, but nobody heard of it"))
                .hasMessage("the connection is gone");

        var asset = assets.search(brand, null, null, null, 1).items().get(0);
        try (var content = assets.open(asset, 0, -1)) {
            assertThat(content.stream().readAllBytes()).asString().isEqualTo("committed, but nobody heard of it");
        }
    }

    @Test
    void aFileOverTheLimitIsRefusedBeforeItIsRead() {
        var unread = new BreakingOff();

        assertThatThrownBy(() -> assets.receive(new Upload(brand, "erin", "film.mp4", null, 3_000_000), unread))
                .isInstanceOfSatisfying(
                        AssetRefused.class, e -> assertThat(e.status()).isEqualTo(413))
                .hasMessage("The file has 2.9 MB (3,000,000 bytes), at most 1 MB (1,048,576 bytes) are accepted.");
    }

    @ParameterizedTest
    @ValueSource(longs = {-1, 1000})
    void aFileThatTurnsOutToBeOverTheLimitIsCutOff(long announced) {
        var before = objects();
        var large = new ByteArrayInputStream(new byte[1_048_577]);

        assertThatThrownBy(() -> assets.receive(new Upload(brand, "erin", "film.mp4", null, announced), large))
                .isInstanceOfSatisfying(
                        AssetRefused.class, e -> assertThat(e.status()).isEqualTo(announced < 0 ? 413 : 422));

        assertThat(objects()).isEqualTo(before);
    }

    @Test
    void exactlyTheLimitIsAccepted() {
        var asset = assets.receive(
                        new Upload(brand, "erin", "film.mp4", null, -1), new ByteArrayInputStream(new byte[1_048_576]))
                .asset();

        assertThat(asset.size()).isEqualTo(1_048_576);
    }

    @ParameterizedTest
    @ValueSource(longs = {-1, 0})
    void anEmptyFileIsRefused(long announced) {
        assertThatThrownBy(() -> assets.receive(new Upload(brand, "erin", "empty.txt", null, announced), stream("")))
                .isInstanceOfSatisfying(
                        AssetRefused.class, e -> assertThat(e.status()).isEqualTo(422))
                .hasMessage("The file is empty.");
    }

    @Test
    void aFileShorterThanAnnouncedIsRefused() {
        assertThatThrownBy(() -> assets.receive(new Upload(brand, "erin", "half.txt", null, 100), stream("half")))
                .isInstanceOfSatisfying(
                        AssetRefused.class, e -> assertThat(e.status()).isEqualTo(422))
                .hasMessageContaining("announced with 100 bytes, but only 4 came");
        assertThat(objects()).isEmpty();
    }

    @Test
    void anUploadThatBreaksOffLeavesNothing() {
        var broken = new BreakingOff();

        assertThatThrownBy(() -> assets.receive(new Upload(brand, "erin", "film.mp4", null, -1), broken))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining("broke off");
        assertThat(assets.search(brand, null, null, null, 10).items()).isEmpty();
    }

    @Test
    void whatTheApplicationDoesNotWantToHearLeavesNothing() {
        life.trouble = new IllegalStateException("no");

        assertThatThrownBy(() -> receive("erin", "beans.txt", "refused by the application"))
                .hasMessage("no");

        assertThat(assets.search(brand, null, null, null, 10).items()).isEmpty();
        assertThat(objects()).isEmpty();
    }

    @Test
    void anUploadHoldsNoTransaction() {
        assertThatThrownBy(() ->
                        transaction.executeWithoutResult(status -> receive("erin", "beans.txt", "in a transaction")))
                .isInstanceOf(IllegalStateException.class);
    }

    @Test
    void partsOfTheBytesAreGiven() throws IOException {
        var asset = receive("erin", "beans.txt", "0123456789").asset();

        try (var content = assets.open(asset, 8, 100)) {
            assertThat(content.length()).isEqualTo(2);
            assertThat(content.stream().readAllBytes()).asString().isEqualTo("89");
        }
        assertThatThrownBy(() -> assets.open(asset, 10, 1))
                .isInstanceOfSatisfying(
                        AssetRefused.class, e -> assertThat(e.status()).isEqualTo(416));
    }

    @Test
    void pagesFollowEachOtherNewestFirst() {
        var ids = new ArrayList<AssetId>();
        for (int i = 0; i < 5; i++) {
            ids.add(
                    0,
                    receive("erin", "beans-" + i + ".txt", "page " + i).asset().id());
        }

        var first = assets.search(brand, null, null, null, 2);
        var second = assets.search(brand, null, null, first.next(), 2);
        var third = assets.search(brand, null, null, second.next(), 2);

        assertThat(List.of(first, second, third))
                .flatExtracting(Assets.Page::items)
                .extracting(Asset::id)
                .isEqualTo(ids);
        assertThat(third.next()).isNull();
        assertThatThrownBy(() -> assets.search(brand, null, null, "nonsense", 2))
                .isInstanceOf(AssetRefused.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "harvest",
                "Harv",
                "morning harv",
                "2026",
                "img 20",
                "koffein",
                "m11 leica",
                "tenango",
                "estudio nino",
                "cherries hands",
                "guatemala",
                "\"morning harvest\"",
                "latte -espresso",
                "café"
            })
    void whatWasCatalogedIsFoundByHalfAWord(String query) {
        var asset = receive("erin", "IMG_2026-harvest.jpg", "searched for").asset();
        catalog(asset);
        receive("erin", "other.jpg", "not searched for");

        assertThat(assets.search(brand, query, null, null, 10).items())
                .extracting(Asset::id)
                .containsExactly(asset.id());
    }

    @ParameterizedTest
    @ValueSource(strings = {"tea", "latte -harvest", "\"harvest morning\"", "\"arvest\""})
    void whatIsNotThereIsNotFound(String query) {
        catalog(receive("erin", "IMG_2026-harvest.jpg", "searched for in vain").asset());

        assertThat(assets.search(brand, query, null, null, 10).items()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"'", "&|!", ":*", "a:b", "(", "\\", "\u0000", "%", "🌊", "a & b", "<->"})
    void noQueryIsAnError(String query) {
        assertThat(assets.search(brand, query, null, null, 10).next()).isNull();
    }

    @Test
    void statesAreCountedAndFiltered() {
        var approved = receive("erin", "a.jpg", "counted 1").asset();
        receive("erin", "b.jpg", "counted 2");
        catalog(approved);
        assets.became(approved.id(), AssetState.APPROVED);

        assertThat(assets.counts(brand))
                .containsEntry(AssetState.APPROVED, 1)
                .containsEntry(AssetState.RECEIVED, 1)
                .containsEntry(AssetState.FAILED, 0);
        assertThat(assets.search(brand, null, AssetState.APPROVED, null, 10).items())
                .extracting(Asset::id)
                .containsExactly(approved.id());
    }

    @Test
    void onlyACatalogedAssetIsDecidedOn() {
        var asset = receive("erin", "a.jpg", "decided on").asset();

        assertThatThrownBy(() -> assets.became(asset.id(), AssetState.APPROVED))
                .isInstanceOfSatisfying(
                        AssetRefused.class, e -> assertThat(e.status()).isEqualTo(409));
        catalog(asset);
        assets.became(asset.id(), AssetState.REJECTED);
        assets.became(asset.id(), AssetState.REJECTED);

        assertThat(assets.get(asset.id()).state()).isEqualTo(AssetState.REJECTED);
    }

    @Test
    void severalAreReadAtOnce() {
        var one = receive("erin", "1.jpg", "one").asset();
        var two = receive("erin", "2.jpg", "two").asset();

        assertThat(assets.all(List.of(one.id(), two.id(), one.id(), new AssetId(UUID.randomUUID()))))
                .containsOnlyKeys(one.id(), two.id());
        assertThat(assets.all(List.of())).isEmpty();
    }

    private void catalog(Asset asset) {
        var metadata = Map.of(
                "title", new Asset.Metadatum("Morning harvest", "XMP"),
                "keywords", new Asset.Metadatum("Guatemala, café", "IPTC"),
                "camera", new Asset.Metadatum("Leica M11", "EXIF"),
                "place", new Asset.Metadatum("Quetzaltenango", "XMP"),
                "credit", new Asset.Metadatum("Estudio Niño", "IPTC"),
                "description", new Asset.Metadatum("Two hands full of cherries", "IPTC"));
        transaction.executeWithoutResult(status -> {
            repository.cataloged(
                    asset.id(),
                    new Findings("image/jpeg", metadata, "Latte and Koffein", null, List.of(), null),
                    "Morning harvest",
                    null,
                    null);
            search.put(assets.get(asset.id()));
        });
    }

    private Assets.Received receive(String person, String name, String content) {
        return assets.receive(new Upload(brand, person, name, null, -1), stream(content));
    }

    private boolean queued(AssetId id) {
        return jdbc.sql("select exists (select from cataloging where asset = ?)")
                .param(id.value())
                .query(Boolean.class)
                .single();
    }

    /** Keys of objects that belong to this test's brand or to nobody. */
    private List<String> objects() {
        var keys = new ArrayList<String>();
        listing.after("").forEachRemaining(stored -> keys.add(stored.key()));
        var others = jdbc.sql("select storage_key from asset where brand <> ?")
                .param(brand)
                .query(String.class)
                .list();
        keys.removeAll(others);
        return keys;
    }

    private static InputStream stream(String content) {
        return new ByteArrayInputStream(content.getBytes(UTF_8));
    }
}
