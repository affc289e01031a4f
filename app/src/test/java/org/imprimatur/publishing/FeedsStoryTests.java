package org.imprimatur.publishing;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.rometools.rome.io.SyndFeedInput;
import com.rometools.rome.io.XmlReader;
import java.io.ByteArrayInputStream;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import org.imprimatur.Cast;
import org.imprimatur.ImprimaturTest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.web.server.LocalServerPort;

/** What was approved goes out when its time comes, for everybody to read. */
@ImprimaturTest
class FeedsStoryTests {

    @LocalServerPort
    private int port;

    private Cast cast;

    @BeforeEach
    void people() {
        cast = new Cast(port);
    }

    @Test
    void withoutASlotItGoesOutAsSoonAsItIsApprovedInAllThreeFormsWithItsPicture() throws Exception {
        var picture = cast.approvedPicture();
        var id = cast.creator
                .post("/api/brands/meridian/posts", """
                        {"title": "At once", "variants": [{"channel": "feed", "text": "Tea & <b>cake</b>"}],
                         "assets": [{"id": "%s", "alt": "A cup"}], "slot": null}""".formatted(picture))
                .text("/id");
        assertThat(cast.nobody.get("/feeds/meridian/media/" + picture).status()).isEqualTo(404);
        cast.creator.post("/api/posts/" + id + "/submit");
        cast.decide(cast.reviewer, id, "approve");
        cast.decide(cast.manager, id, "approve");

        var post = cast.awaitState(id, "published");

        assertThat(post.get("history").findValuesAsText("event"))
                .containsSubsequence("publication.prepared", "post.publishing", "publication.sent", "post.published");
        var item = entry(id);
        assertThat(item.get("content_text").asText()).isEqualTo("Tea & <b>cake</b>");
        var image = cast.nobody.get(item.get("image").asText());
        assertThat(image.status()).isEqualTo(200);
        assertThat(image.header("Content-Type")).isEqualTo("image/jpeg");
        assertThat(image.body())
                .isEqualTo(
                        cast.creator.get("/api/assets/" + picture + "/content").body());
        var atom = new SyndFeedInput()
                .build(new XmlReader(new ByteArrayInputStream(
                        cast.nobody.get("/feeds/meridian.atom").body())));
        assertThat(atom.getEntries()).anySatisfy(entry -> {
            assertThat(entry.getUri()).endsWith(id);
            assertThat(entry.getEnclosures().get(0).getUrl()).endsWith(picture);
        });
        assertThat(cast.nobody.get("/feeds/meridian").text())
                .contains("At once", "Tea &amp; &lt;b&gt;cake", "/feeds/meridian/media/" + picture, "alt=\"A cup\"");
        assertThat(cast.creator.post("/api/posts/" + id + "/withdraw").status()).isEqualTo(409);
    }

    @Test
    void withASlotItGoesOutWhenTheSlotComes() {
        var local = LocalDateTime.now(ZoneOffset.UTC).plusSeconds(6).truncatedTo(ChronoUnit.SECONDS);
        var id = cast.approved("On time", """
                {"local": "%s", "zone": "UTC"}""".formatted(local));
        assertThat(cast.state(id)).isEqualTo("approved");

        cast.awaitState(id, "published");

        assertThat(java.time.Instant.parse(entry(id).get("date_published").asText()))
                .isAfterOrEqualTo(local.toInstant(ZoneOffset.UTC));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/feeds/meridian.atom", "/feeds/meridian.json"})
    void aReaderThatAsksAgainHearsThatNothingIsNew(String feed) {
        var etag = String.valueOf(cast.nobody.get(feed).header("ETag"));

        assertThat(cast.nobody.get(feed, "If-None-Match", etag).status()).isEqualTo(304);
    }

    @Test
    void anUnknownFeedIsAProblemToProgramsAndAPageToPeople() {
        var program = cast.nobody.get("/feeds/nowhere.json");
        assertThat(program.status()).isEqualTo(404);
        assertThat(program.header("Content-Type")).startsWith("application/problem+json");
        var people = cast.nobody.get("/feeds/nowhere");
        assertThat(people.status()).isEqualTo(404);
        assertThat(people.header("Content-Type")).startsWith("text/html");
    }

    private JsonNode entry(String post) {
        for (var item : cast.nobody.get("/feeds/meridian.json").json().get("items")) {
            if (item.get("id").asText().endsWith(post)) {
                return item;
            }
        }
        throw new AssertionError("The feed has no " + post);
    }
}
