package org.imprimatur.publishing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.mock;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.rometools.rome.io.SyndFeedInput;
import com.rometools.rome.io.XmlReader;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.imprimatur.approval.CanonicalDocument;
import org.imprimatur.approval.Round;
import org.imprimatur.approval.SubjectRef;
import org.imprimatur.log.Log;
import org.imprimatur.people.Brand;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.core.io.ClassPathResource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.init.ResourceDatabasePopulator;

class FeedsTests {

    private static final Instant NOW = Instant.parse("2026-11-22T02:00:00Z");
    private static final UUID PICTURE = UUID.randomUUID();
    private static EmbeddedPostgres server;

    private Feeds feeds;
    private LedgerRepository ledger;
    private PostOutlet outlet;

    @BeforeAll
    static void startServer() throws IOException {
        server = EmbeddedPostgres.builder().start();
        new ResourceDatabasePopulator(new ClassPathResource("db/migration/publishing/V20261122_0700__publishing.sql"))
                .execute(server.getPostgresDatabase());
    }

    @AfterAll
    static void stopServer() throws IOException {
        server.close();
    }

    @BeforeEach
    void open() {
        var jdbc = JdbcClient.create(server.getPostgresDatabase());
        jdbc.sql("truncate feed_entry, feed_media, publication_attempt, feed").update();
        feeds = new Feeds(jdbc);
        ledger = new LedgerRepository(jdbc);
        outlet = new PostOutlet(ledger, feeds, mock(Log.class), Clock.fixed(NOW, ZoneOffset.UTC));
    }

    @Test
    void anAttemptIsPreparedOnceAndSentOnce() {
        var round = round("Winter", "Hot");

        outlet.prepare(round);
        outlet.prepare(round);
        assertThat(ledger.of(round.subject().toString()))
                .extracting(Attempt::state)
                .containsExactly(Attempt.State.PREPARED);
        assertThat(feeds.of("aurora", null).entries()).isEmpty();

        assertThat(outlet.publish(round)).isEmpty();
        assertThat(outlet.publish(round)).isEmpty();
        assertThat(feeds.of("aurora", null).entries()).hasSize(1);
        assertThat(ledger.of(round.subject().toString()))
                .extracting(Attempt::state)
                .containsExactly(Attempt.State.SENT);
    }

    @Test
    void withoutAnAttemptNothingGoesOut() {
        assertThat(outlet.publish(round("Winter", "Hot"))).hasSize(1);
        assertThat(feeds.of("aurora", null).entries()).isEmpty();
    }

    @Test
    void mediaAreForEverybodyOnlyOncePublishedAndOnlyInTheirBrand() {
        var round = round("Winter", "Hot");
        outlet.prepare(round);
        assertThat(feeds.published("aurora", PICTURE)).isEmpty();

        outlet.publish(round);

        assertThat(feeds.published("aurora", PICTURE)).contains("ab".repeat(32));
        assertThat(feeds.published("boreal", PICTURE)).isEmpty();
    }

    @Test
    void atomIsReadBackAndMarkupOfThePostIsText() throws Exception {
        var feed = published("<b>Winter</b> & more", "One\nline <script>alert(1)</script>\n\nTwo & three");

        var atom = new SyndFeedInput().build(new XmlReader(new ByteArrayInputStream(AtomFeed.of(feed))));

        assertThat(atom.getFeedType()).isEqualTo("atom_1.0");
        assertThat(atom.getUri()).isEqualTo("urn:uuid:" + feed.id());
        assertThat(atom.getTitle()).isEqualTo("Aurora Coffee");
        var entry = atom.getEntries().get(0);
        assertThat(entry.getUri()).startsWith("urn:uuid:");
        assertThat(entry.getTitle()).isEqualTo("<b>Winter</b> & more");
        assertThat(entry.getUpdatedDate().toInstant()).isEqualTo(NOW);
        assertThat(entry.getAuthor()).isEqualTo("Aurora Coffee");
        assertThat(entry.getLink()).startsWith("https://example.org/feeds/aurora/posts/");
        assertThat(entry.getEnclosures().get(0).getUrl())
                .isEqualTo("https://example.org/feeds/aurora/media/" + PICTURE);
        assertThat(entry.getEnclosures().get(0).getType()).isEqualTo("image/jpeg");
        assertThat(entry.getContents().get(0).getValue())
                .contains(
                        "<p dir=\"auto\"><bdi>One</bdi><br/><bdi>line &lt;script&gt;alert(1)&lt;/script&gt;</bdi></p><p dir=\"auto\">Two"
                                + " &amp; three</p>")
                .contains("alt=\"A &quot;cup&quot;\"");
    }

    @Test
    void jsonFeedHoldsWhatItsVersionAsksFor() throws Exception {
        var feed = published("Winter", "Hot");

        var json = JsonMapper.builder().build().readTree(JsonFeed.of(feed));

        assertThat(json.get("version").textValue()).isEqualTo("https://jsonfeed.org/version/1.1");
        assertThat(json.get("title").textValue()).isEqualTo("Aurora Coffee");
        assertThat(json.get("feed_url").textValue()).isEqualTo("https://example.org/feeds/aurora.json");
        assertThat(json.get("home_page_url").textValue()).isEqualTo("https://example.org/feeds/aurora");
        var item = json.get("items").get(0);
        assertThat(item.get("id").isTextual()).isTrue();
        assertThat(item.get("content_text").textValue()).isEqualTo("Hot");
        assertThat(item.get("image").textValue()).endsWith("/media/" + PICTURE);
        assertThat(Instant.parse(item.get("date_published").textValue())).isEqualTo(NOW);
        assertThat(item.get("attachments").get(0).get("mime_type").textValue()).isEqualTo("image/jpeg");
    }

    @Test
    void aFeedKeepsItsNameAndGoesOnInPages() {
        assertThat(feeds.id("aurora")).isEqualTo(feeds.id("aurora")).isNotEqualTo(feeds.id("boreal"));
        for (var n = 0; n < Feeds.PAGE + 3; n++) {
            var round = round("Post " + n, "Hot");
            outlet.prepare(round);
            outlet.publish(round);
        }

        var first = feeds.of("aurora", null);
        var second = feeds.of("aurora", first.next());

        assertThat(first.entries()).hasSize(Feeds.PAGE);
        assertThat(second.entries()).hasSize(3).doesNotContainAnyElementsOf(first.entries());
        assertThat(second.next()).isNull();
    }

    private Feed published(String title, String text) {
        var round = round(title, text);
        outlet.prepare(round);
        outlet.publish(round);
        return new Feed(
                feeds.id("aurora"),
                new Brand("aurora", "Aurora Coffee", ZoneId.of("Europe/Berlin")),
                "https://example.org",
                feeds.of("aurora", null).entries(),
                null,
                Map.of());
    }

    private static Round round(String title, String text) {
        var id = UUID.randomUUID();
        var document = CanonicalDocument.of(Map.of(
                "schema",
                "imprimatur.post/1",
                "id",
                id.toString(),
                "brand",
                "aurora",
                "title",
                title,
                "version",
                2,
                "variants",
                List.of(Map.of("channel", "feed", "text", text)),
                "assets",
                List.of(Map.of(
                        "id",
                        PICTURE.toString(),
                        "sha256",
                        "ab".repeat(32),
                        "mediaType",
                        "image/jpeg",
                        "alt",
                        "A \"cup\""))));
        return new Round(new SubjectRef("post", id.toString()), 1, 2, document.hash(), document, "creator", NOW, null);
    }
}
