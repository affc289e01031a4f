package org.imprimatur.review;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import org.imprimatur.Api;
import org.imprimatur.Cast;
import org.imprimatur.ImprimaturTest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;

/** What the forms in Tasklist show, ask and say. */
@ImprimaturTest
class TaskFormTests {

    @LocalServerPort
    private int port;

    private Cast cast;

    @BeforeEach
    void people() {
        cast = new Cast(port);
    }

    @Test
    void aDraftNamesEverythingThatKeepsItFromBeingSubmitted() {
        var picture = cast.approvedPicture();
        var post = made("""
                {"title": "Two things are missing", "variants": [{"channel": "feed", "text": ""}],
                 "assets": [{"id": "%s", "alt": ""}], "slot": null}""".formatted(picture));

        var form = form(cast.creator, post);

        assertThat(form.json().at("/problems").size()).isEqualTo(2); // neither text nor alt text
        assertThat(form.json().at("/question").isNull()).isTrue();
        assertThat(form.text("/says/blocked")).contains("2");
    }

    @Test
    void aDraftWithATightSlotAsksAboutExactlyThisSlot() {
        var slot = Instant.now().plus(50, ChronoUnit.MINUTES).truncatedTo(ChronoUnit.MINUTES);
        var post = made("""
                {"title": "Nearly too late", "variants": [{"channel": "feed", "text": "Soon"}], "assets": [],
                 "slot": {"local": "%s", "zone": "UTC"}}""".formatted(slot.atOffset(ZoneOffset.UTC).toLocalDateTime()));

        var form = form(cast.creator, post);

        assertThat(form.text("/question/slot")).isEqualTo(slot.toString());
        assertThat(form.text("/question/words")).contains("2 approvals");
        assertThat(form.json().at("/problems").size()).isZero();
        assertThat(form.text("/done/submit")).isEqualTo("Submitted “Nearly too late”, version 1.");
    }

    @Test
    void thePreviewOfADraftShowsWhatIsSubmitted() {
        var picture = cast.approvedPicture();
        var post = made("""
                {"title": "Lamp oil & matches", "variants": [{"channel": "feed", "text": "Two for one, until <Sunday>."}],
                 "assets": [{"id": "%s", "alt": "A lit lamp"}], "slot": {"local": "2029-05-04T07:30", "zone": "Europe/Oslo"}}""".formatted(picture));

        var page = cast.creator
                .get("/review/" + task(cast.creator, post) + "/preview")
                .text();

        assertThat(page)
                .contains("Lamp oil &amp; matches", "Two for one, until &lt;Sunday&gt;.", "A lit lamp", picture)
                .contains("meridian", "Europe/Oslo", "07:30");
    }

    @Test
    void aDraftThatWasSentBackShowsWhatWasAskedAndWhatChanged() {
        var post = cast.submitted(cast.creator, "To be warmer", "null");
        cast.decide(cast.reviewer, cast.task(cast.reviewer, post), "request_changes", "Name the tea.");
        var saved = cast.creator.json(
                "PATCH",
                "/api/posts/" + post,
                "{\"variants\": [{\"channel\": \"feed\", \"text\": \"A cup of Assam\"}]}",
                "If-Match",
                "\"1\"");
        assertThat(saved.status()).as(saved::toString).isEqualTo(200);

        var page = cast.creator
                .get("/review/" + task(cast.creator, post) + "/preview")
                .text();

        assertThat(page).contains("Name the tea.", "<ins>", "Assam");
    }

    @Test
    void aDecisionIsConfirmedByTitleVersionAndWhatComesNext() {
        var post = cast.submitted(cast.creator, "Kettles", "null");
        var form = form(cast.reviewer, post);
        assertThat(form.text("/done/approve")).isEqualTo("Approved “Kettles”, version 1.");
        assertThat(form.text("/hash"))
                .isEqualTo(cast.task(cast.reviewer, post).at("/subject/hash").asText());

        cast.decide(cast.reviewer, post, "approve");
        assertThat(next(post)).isEqualTo("Next: Brand approval.");

        cast.decide(cast.manager, post, "request_changes");
        assertThat(next(post)).isEqualTo("It is back with its authors.");
    }

    @Test
    void nothingComesNextForARejectedPost() {
        var post = cast.submitted(cast.creator, "Cold coffee", "null");
        cast.decide(cast.reviewer, post, "reject");

        assertThat(next(post)).isEmpty();
    }

    private String made(String body) {
        var made = cast.creator.post("/api/brands/meridian/posts", body);
        assertThat(made.status()).as(made::toString).isEqualTo(201);
        return made.text("/id");
    }

    private String task(Api who, String post) {
        return cast.task(who, post).get("id").asText();
    }

    private Api.Answer form(Api who, String post) {
        return who.get("/review/" + task(who, post) + "/form");
    }

    private String next(String post) {
        return cast.reviewer.get("/review/next/post/" + post).text("/message");
    }
}
