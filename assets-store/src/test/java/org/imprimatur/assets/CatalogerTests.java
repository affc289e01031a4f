package org.imprimatur.assets;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.imprimatur.assets.Assets.Upload;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.Primary;
import org.springframework.jdbc.core.simple.JdbcClient;

/** From the queue to the row, with an examiner that does as it is told. */
@SpringBootTest(
        classes = TestApplication.class,
        properties = {"imprimatur.cataloging.workers=0", "imprimatur.cataloging.retry-delay=0s"})
@Import(CatalogerTests.Scripted.class)
class CatalogerTests {

    private static final Findings FINE = new Findings(
            "image/jpeg",
            Map.of("title", new Asset.Metadatum("Harvest", "XMP")),
            null,
            new Findings.Thumbnail(new byte[] {1, 2, 3}, "image/jpeg"),
            List.of("A note."),
            null);

    @Autowired
    private Assets assets;

    @Autowired
    private Cataloger cataloger;

    @Autowired
    private CatalogQueue queue;

    @Autowired
    private ScriptedExaminer examiner;

    @Autowired
    private RecordedLife life;

    @Autowired
    private JdbcClient jdbc;

    @BeforeEach
    void nothingIsWaiting() {
        jdbc.sql("delete from cataloging").update();
        life.told.clear();
        life.trouble = null;
        examiner.next.clear();
    }

    @Test
    void whatIsFoundIsWrittenAndTold() throws IOException {
        var asset = receive(null);
        examiner.next.add(() -> FINE);

        assertThat(cataloger.catalogNext()).isTrue();

        var cataloged = assets.get(asset.id());
        assertThat(cataloged.state()).isEqualTo(AssetState.CATALOGED);
        assertThat(cataloged.mediaType()).isEqualTo("image/jpeg");
        assertThat(cataloged.title()).isEqualTo("Harvest");
        assertThat(cataloged.reason()).isEqualTo("A note.");
        assertThat(cataloged.attachable()).isTrue();
        assertThat(life.told).last().isEqualTo("cataloged beans.jpg");
        try (var thumbnail = assets.thumbnail(asset.id()).orElseThrow()) {
            assertThat(thumbnail.length()).isEqualTo(3);
            assertThat(thumbnail.stream().readAllBytes()).containsExactly(1, 2, 3);
        }
        assertThat(cataloger.catalogNext()).isFalse();
    }

    @Test
    void theTitleThatAPersonGaveStays() {
        var asset = receive("Our beans");
        examiner.next.add(() -> FINE);

        cataloger.catalogNext();

        assertThat(assets.get(asset.id()).title()).isEqualTo("Our beans");
    }

    @Test
    void theTitleInAFileIsOneLineNoLongerThanAPersonsOwn() {
        var asset = receive(null);
        var title = new Asset.Metadatum("First\nsecond" + "🌊".repeat(500), "document");
        examiner.next.add(() -> new Findings("text/plain", Map.of("title", title), null, null, List.of(), null));

        cataloger.catalogNext();

        assertThat(assets.get(asset.id()).title())
                .startsWith("First second🌊")
                .endsWith("🌊…")
                .hasSizeLessThanOrEqualTo(255);
    }

    /** Whatever its name says: only its content tells what it is. */
    @Test
    void aFileOfAKindThatTheBrandDoesNotStoreFailsWithItsReason() {
        var asset = receive(null);
        examiner.next.add(
                () -> new Findings("application/x-msdownload", Map.of(), null, null, List.of("A note."), null));

        cataloger.catalogNext();

        assertThat(assets.get(asset.id()).state()).isEqualTo(AssetState.FAILED);
        assertThat(assets.get(asset.id()).reason()).startsWith("This is a program. This brand does not store");
        assertThat(assets.get(asset.id()).attachable()).isFalse();
        assertThat(life.told).last().isEqualTo("failed beans.jpg");
    }

    @Test
    void aPictureThatCannotBeShownIsNotAttachable() {
        var asset = receive(null);
        examiner.next.add(() -> new Findings("image/png", Map.of(), null, null, List.of("There is no preview."), null));

        cataloger.catalogNext();

        var cataloged = assets.get(asset.id());
        assertThat(cataloged.state()).isEqualTo(AssetState.CATALOGED);
        assertThat(cataloged.obstacle()).isEqualTo(Asset.Obstacle.NOT_SHOWN);
        assertThat(cataloged.told())
                .startsWith("A picture that cannot be shown")
                .endsWith("There is no preview.");
    }

    @Test
    void aFileThatTakesTooLongFailsAtOnce() {
        var asset = receive(null);
        examiner.next.add(() -> {
            throw new Examiner.Excessive("It took longer than 60 seconds.");
        });

        cataloger.catalogNext();

        assertThat(assets.get(asset.id()).state()).isEqualTo(AssetState.FAILED);
        assertThat(assets.get(asset.id()).reason()).isEqualTo("It took longer than 60 seconds.");
        assertThat(life.told).last().isEqualTo("failed beans.jpg");
        assertThat(cataloger.catalogNext()).isFalse();
    }

    @Test
    void aLostExaminerIsReplacedTwice() {
        var asset = receive(null);
        for (int i = 0; i < 3; i++) {
            examiner.next.add(() -> {
                throw new Examiner.Lost("It crashed.");
            });
        }

        cataloger.catalogNext();
        cataloger.catalogNext();
        assertThat(assets.get(asset.id()).state()).isEqualTo(AssetState.CATALOGING);
        cataloger.catalogNext();

        assertThat(assets.get(asset.id()).state()).isEqualTo(AssetState.FAILED);
        assertThat(assets.get(asset.id()).reason()).isEqualTo("It crashed.");
    }

    @Test
    void whatCannotBeWrittenFailsItAfterThreeAttempts() {
        var asset = receive(null);
        for (int i = 0; i < Cataloger.ATTEMPTS; i++) {
            examiner.next.add(() ->
                    new Findings("text/plain", Map.of(), "PostgreSQL keeps no \0 in a text", null, List.of(), null));
        }

        for (int i = 0; i < Cataloger.ATTEMPTS; i++) {
            cataloger.catalogNext();
        }

        assertThat(assets.get(asset.id()).state()).isEqualTo(AssetState.FAILED);
        assertThat(assets.get(asset.id()).reason()).isEqualTo("What was found in it cannot be kept.");
        assertThat(cataloger.catalogNext()).isFalse();
    }

    /** Words of four bytes a letter, each of them indexed whole and in its parts. */
    @Test
    void noTextIsTooMuchForTheSearch() {
        var text = IntStream.range(0, 50_000)
                .mapToObj(word -> Stream.of(word, word / 40_000, 40_000 - word % 40_000, 7)
                        .map(letter -> Character.toString(0x20000 + letter % 40_000))
                        .collect(Collectors.joining("")))
                .map(word -> word + "-" + word + " ")
                .collect(Collectors.joining());
        var asset = receive(null);
        examiner.next.add(() -> new Findings("text/plain", Map.of(), text, null, List.of(), null));

        cataloger.catalogNext();

        assertThat(assets.get(asset.id()).state()).isEqualTo(AssetState.CATALOGED);
    }

    @Test
    void whatWasTriedStandsBackForWhatWasNot() {
        var hostile = receive(null);
        examiner.next.add(() -> {
            throw new Examiner.Lost("It crashed.");
        });
        cataloger.catalogNext();
        var next = receive(null);
        examiner.next.add(() -> FINE);

        cataloger.catalogNext();

        assertThat(assets.get(next.id()).state()).isEqualTo(AssetState.CATALOGED);
        assertThat(assets.get(hostile.id()).state()).isEqualTo(AssetState.CATALOGING);
    }

    @Test
    void troubleThatIsNotTheFilesOwnNeverFailsIt() {
        var asset = receive(null);
        for (int i = 0; i < 5; i++) {
            examiner.next.add(() -> {
                throw new AssetRefused("store", 503, "down");
            });
        }
        examiner.next.add(() -> FINE);

        for (int i = 0; i < 6; i++) {
            assertThat(cataloger.catalogNext()).isTrue();
        }

        assertThat(assets.get(asset.id()).state()).isEqualTo(AssetState.CATALOGED);
    }

    @Test
    void whatTheApplicationCannotHearNowIsToldLater() {
        var asset = receive(null);
        examiner.next.add(() -> FINE);
        examiner.next.add(() -> FINE);
        life.trouble = new IllegalStateException("the engine is down");

        cataloger.catalogNext();
        assertThat(assets.get(asset.id()).state()).isEqualTo(AssetState.CATALOGING);
        life.trouble = null;
        cataloger.catalogNext();

        assertThat(assets.get(asset.id()).state()).isEqualTo(AssetState.CATALOGED);
        assertThat(life.told).last().isEqualTo("cataloged beans.jpg");
    }

    @Test
    void workThatWasCutOffIsTakenOverAndItsLateResultIsDropped() {
        var asset = receive(null);
        var late = queue.claim(Duration.ofSeconds(30)).orElseThrow();
        assertThat(queue.claim(Duration.ofSeconds(30))).isEmpty();
        jdbc.sql("update cataloging set leased_until = now() - interval '1 second'")
                .update();
        examiner.next.add(() -> FINE);

        assertThat(cataloger.catalogNext()).isTrue();

        assertThat(assets.get(asset.id()).state()).isEqualTo(AssetState.CATALOGED);
        assertThat(queue.done(late)).isFalse();
    }

    @Test
    void aFileThatTakesTheWholeApplicationDownIsGivenUp() {
        var asset = receive(null);
        for (int i = 0; i < Cataloger.ATTEMPTS; i++) {
            queue.claim(Duration.ofSeconds(30));
            jdbc.sql("update cataloging set leased_until = now() - interval '1 second'")
                    .update();
        }

        cataloger.catalogNext();

        assertThat(assets.get(asset.id()).state()).isEqualTo(AssetState.FAILED);
        assertThat(assets.get(asset.id()).reason()).contains("3 times");
    }

    private Asset receive(@Nullable String title) {
        return assets.receive(
                        new Upload("brand-" + UUID.randomUUID(), "erin", "beans.jpg", title, -1),
                        new ByteArrayInputStream("any bytes".getBytes(UTF_8)))
                .asset();
    }

    /** Examiner and order of a test. */
    interface Order {
        Findings obey() throws Examiner.Excessive, Examiner.Lost;
    }

    static class ScriptedExaminer implements Examiner {

        final Queue<Order> next = new ArrayDeque<>();

        @Override
        public Findings examine(String fileName, InputStream content) throws Excessive, Lost {
            return next.remove().obey();
        }

        @Override
        public void close() {}
    }

    @TestConfiguration
    static class Scripted {
        @Bean
        @Primary
        ScriptedExaminer scriptedExaminer() {
            return new ScriptedExaminer();
        }
    }
}
