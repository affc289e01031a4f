package org.imprimatur.web;

import static java.util.stream.StreamSupport.stream;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.regex.Pattern;
import org.imprimatur.Api;
import org.imprimatur.Cast;
import org.imprimatur.ImprimaturTest;
import org.imprimatur.access.Visitor;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

/** One item that cannot be read fails neither a list nor what else its own page shows. */
@ImprimaturTest
@TestInstance(Lifecycle.PER_CLASS)
class UnreadableItemsTests {

    private static final String BRAND = "tidewater";
    private static final String WORDS = "This item cannot be displayed";

    private final JdbcClient jdbc;
    private Api author;
    private Api reviewer;
    private Visitor authorsBrowser;
    private Visitor reviewersBrowser;
    private String document; // of this submitted post is no JSON
    private String earlier; // of this post, the version before is none
    private String fine;
    private String row; // of this post names a zone that does not exist
    private String task; // of this post as well
    private String asset; // has metadata of another shape
    private String published; // has a document that is none

    UnreadableItemsTests(@Autowired JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @BeforeAll
    void breakSome(@LocalServerPort int port) {
        var admin = Api.of(port, "admin");
        admin.post("/api/brands", """
                {"id": "tidewater", "name": "Tidewater", "zone": "UTC"}""");
        for (var person : Map.of("author", "\"creator\", \"librarian\"", "reviewer", "\"reviewer\"")
                .entrySet()) {
            var made = Api.byPassword(port, "admin", "demo")
                    .post("/api/people", """
                    {"id": "tidewater-%1$s", "name": "%1$s", "zone": "UTC", "password": "%2$s",
                     "administrator": false, "roles": {"tidewater": [%3$s]}}""".formatted(person.getKey(), Cast.PASSWORD, person.getValue()));
            assertThat(made.status()).as(made::toString).isEqualTo(201);
        }
        author = Api.of(port, "tidewater-author", Cast.PASSWORD);
        reviewer = Api.of(port, "tidewater-reviewer", Cast.PASSWORD);
        authorsBrowser = Visitor.signedIn(port, "tidewater-author", Cast.PASSWORD);
        reviewersBrowser = Visitor.signedIn(port, "tidewater-reviewer", Cast.PASSWORD);

        document = submitted("Torn letter");
        earlier = submitted("Second thought");
        askForChanges(earlier);
        author.post("/api/posts/" + earlier + "/submit");
        fine = submitted("Low tide at six");
        task = submitted("Clock without a hand");
        row = drafted("Map of nowhere");
        asset = author.upload(BRAND, "shell.jpg", Cast.picture()).text("/id");
        await().atMost(Duration.ofSeconds(60))
                .until(() -> author.get("/api/assets/" + asset).text("/state").equals("cataloged"));
        author.upload(BRAND, "pebble.jpg", Cast.picture());
        published = UUID.randomUUID().toString();

        jdbc.sql("alter table approval_round disable trigger user").update();
        jdbc.sql("update approval_round set document = '{\"title\": ' where number = 1 and subject in (:subjects)")
                .param("subjects", List.of("post:" + document, "post:" + earlier))
                .update();
        jdbc.sql("alter table approval_round enable trigger user").update();
        jdbc.sql("update post set slot_local = now(), slot_at = now(), slot_zone = 'Sea/Bottom' where id = :id")
                .param("id", UUID.fromString(row))
                .update();
        jdbc.sql("update inbox_item set slot = now(), zone = 'Sea/Bottom' where subject = :subject")
                .param("subject", "post:" + task)
                .update();
        jdbc.sql("update asset set metadata = '[\"no map\"]' where id = :id")
                .param("id", UUID.fromString(asset))
                .update();
        jdbc.sql("""
                        with attempt as (
                            insert into publication_attempt
                                (id, subject, brand, title, round, version, hash, channel, state, prepared_at)
                            values (gen_random_uuid(), 'post:' || :post, 'tidewater', 'Gone', 1, 1, repeat('0', 64),
                                'feed', 'sent', now()) returning id)
                        insert into feed_entry (id, attempt, brand, post, version, hash, document, published_at)
                        select gen_random_uuid(), id, 'tidewater', cast(:post as uuid), 1, repeat('0', 64), '{}', now()
                        from attempt""").param("post", published).update();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/posts", "/posts?q=o", "/inbox", "/library", "/library?q=jpg", "/posts/pictures"})
    void aPageWithAListIsShown(String path) {
        assertThat(authorsBrowser.get(path).statusCode()).isEqualTo(200);
        assertThat(reviewersBrowser.get(path).statusCode()).isEqualTo(200);
    }

    @Test
    void theListOfPostsNamesWhatItCannotShow() {
        assertThat(authorsBrowser.get("/posts").body())
                .contains("Low tide at six", "Torn letter", WORDS, "href=\"/posts/" + row + "\"");
    }

    @Test
    void theFirstPageNamesWhatItCannotShow() {
        assertThat(reviewersBrowser.get("/").body())
                .contains("Low tide at six", WORDS, "href=\"/posts/" + row + "\"", "href=\"/inbox/" + task(task));
    }

    @Test
    void theInboxNamesWhatItCannotShow() {
        assertThat(reviewersBrowser.get("/inbox").body())
                .contains("Low tide at six", "Torn letter", "href=\"/inbox/" + task(task) + "\"");
    }

    @Test
    void theLibraryNamesWhatItCannotShow() {
        assertThat(authorsBrowser.get("/library").body()).contains("pebble", WORDS, "href=\"/library/" + asset + "\"");
        assertThat(authorsBrowser.get("/library/" + asset).statusCode()).isEqualTo(200);
        assertThat(authorsBrowser.get("/library/" + asset).body()).contains("pebble", WORDS);
    }

    @Test
    void theFeedsLeaveItOut() {
        assertThat(authorsBrowser.get("/feeds/tidewater").body()).contains(WORDS);
        assertThat(authorsBrowser.get("/feeds/tidewater/posts/" + published).statusCode())
                .isEqualTo(200);
        assertThat(authorsBrowser.get("/feeds/tidewater.json").statusCode()).isEqualTo(200);
        assertThat(authorsBrowser.get("/feeds/tidewater.atom").statusCode()).isEqualTo(200);
    }

    @Test
    void listsOfTheApiNameItsId() {
        var posts = author.get("/api/brands/tidewater/posts").json();
        assertThat(posts.at("/unreadable")).map(id -> id.asText()).containsExactly(row);
        assertThat(stream(posts.at("/items").spliterator(), false)
                        .map(item -> item.get("id").asText()))
                .contains(fine, document)
                .doesNotContain(row);
        assertThat(author.get("/api/brands/tidewater/assets").json().at("/unreadable"))
                .map(id -> id.asText())
                .containsExactly(asset);
        var tasks = reviewer.get("/api/tasks");
        assertThat(tasks.header("Unreadable-Tasks")).isEqualTo(task(task));
        assertThat(stream(tasks.json().spliterator(), false)
                        .map(item -> item.at("/subject/id").asText()))
                .contains(fine, document)
                .doesNotContain(task);
    }

    @Test
    void aDecisionOnWhatCannotBeReadIsNotOffered() {
        var pane = reviewersBrowser.get("/inbox/" + task(document));

        assertThat(pane.statusCode()).isEqualTo(200);
        assertThat(pane.body())
                .contains(WORDS, "href=\"/posts/" + document + "\"", "Low tide at six")
                .doesNotContain("data-decide");
        assertThat(reviewersBrowser
                        .get("/review/" + task(document) + "/preview")
                        .body())
                .contains(WORDS);
    }

    @Test
    void aVersionWhoseDifferenceCannotBeShownIsShownItself() {
        assertThat(reviewersBrowser.get("/inbox/" + task(earlier)).body())
                .contains("cannot be displayed", "Salt and rope", "data-decide=\"approve\"");
    }

    @Test
    void thePageOfThePostKeepsItsOtherParts() {
        var page = authorsBrowser.get("/posts/" + earlier);

        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.body())
                .contains(
                        "Second thought",
                        "cannot be displayed",
                        "/posts/" + earlier + "/withdraw",
                        "asked for changes");
        assertThat(authorsBrowser.get("/posts/" + document).body()).contains("/posts/" + document + "/withdraw");
    }

    @Test
    void thePageOfAPostWhoseRowCannotBeReadTellsItsHistory() {
        var page = authorsBrowser.get("/posts/" + row);

        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.body()).contains(WORDS, "@tidewater-author");
        assertThat(authorsBrowser.get("/posts/" + UUID.randomUUID()).statusCode())
                .isEqualTo(404);
    }

    @Test
    void thePageOfAPostWhoseRowCannotBeReadIsForItsBrandAlone(@LocalServerPort int port) {
        new Cast(port);
        assertThat(Visitor.signedIn(port, "stranger", Cast.PASSWORD)
                        .get("/posts/" + row)
                        .statusCode())
                .isEqualTo(404);
    }

    @Test
    void whatIsAskedForByItselfIsAProblemThatNamesIt() {
        for (var path : List.of("/api/posts/" + row)) {
            var problem = author.get(path);
            assertThat(problem.status()).isEqualTo(500);
            assertThat(problem.text("/type")).isEqualTo("/problems/unreadable-item");
            assertThat(problem.text("/item")).isEqualTo("post:" + row);
            assertThat(problem.text("/detail")).contains("post:" + row, "administrator");
        }
        for (var path : List.of("", "/content", "/renditions/thumbnail")) {
            var problem = author.get("/api/assets/" + asset + path);
            assertThat(problem.status()).as(problem::toString).isEqualTo(500);
            assertThat(problem.text("/item")).isEqualTo("asset:" + asset);
        }
    }

    @Test
    void whoMayNotSeeItIsToldNothingOfIt(@LocalServerPort int port) {
        var stranger = new Cast(port).stranger;

        assertThat(stranger.get("/api/posts/" + row).status()).isEqualTo(404);
        assertThat(stranger.get("/api/assets/" + asset).status()).isEqualTo(404);
    }

    @Test
    void aPostWhoseRowCannotBeReadIsWithdrawn() {
        var stuck = submitted("Stuck between two tides");
        slotZone(stuck, "Sea/Bottom");
        try {
            assertThat(authorsBrowser.get("/posts/" + stuck).body()).contains(WORDS, "/posts/" + stuck + "/withdraw");
            var withdrawn = author.post("/api/posts/" + stuck + "/withdraw", "{\"reason\": \"It is stuck\"}");

            assertThat(withdrawn.status()).as(withdrawn::toString).isLessThan(300);
        } finally {
            slotZone(stuck, "UTC");
        }
        assertThat(author.get("/api/posts/" + stuck).text("/state")).isEqualTo("withdrawn");
    }

    @Test
    void theTaskOfAPostWhoseRowCannotBeReadIsRejectedButNotApproved() {
        var stuck = submitted("Ink and sea water");
        var hash = author.get("/api/posts/" + stuck).text("/hash");
        slotZone(stuck, "Sea/Bottom");
        try {
            var decision = "{\"decision\": \"%s\", \"hash\": \"%s\", \"comment\": \"Unreadable\"}";
            var address = "/api/tasks/" + task(stuck) + "/decision";
            assertThat(reviewer.post(address, decision.formatted("approve", hash))
                            .status())
                    .isGreaterThanOrEqualTo(400);

            var rejected = reviewer.post(address, decision.formatted("reject", hash));

            assertThat(rejected.status()).as(rejected::toString).isEqualTo(200);
        } finally {
            slotZone(stuck, "UTC");
        }
        assertThat(author.get("/api/posts/" + stuck).text("/state")).isEqualTo("rejected");
    }

    @Test
    void aVersionThatCannotBeDisplayedIsRejectedOnItsPage() {
        var torn = submitted("Half a letter");
        jdbc.sql("alter table approval_round disable trigger user").update();
        jdbc.sql("update approval_round set document = '{\"title\": ' where subject = :subject")
                .param("subject", "post:" + torn)
                .update();
        jdbc.sql("alter table approval_round enable trigger user").update();
        var page = reviewersBrowser.get("/inbox/" + task(torn)).body();
        var form = Pattern.compile("name=\"(_csrf|hash|subject|verdict)\" value=\"([^\"]+)\"")
                .matcher(page.substring(page.indexOf("id=\"pane\"")));
        var fields = new ArrayList<>(List.of("comment", "It cannot be read."));
        while (form.find()) {
            fields.add(form.group(1));
            fields.add(form.group(2));
        }

        var answer = reviewersBrowser.form("/inbox/" + task(torn), fields.toArray(String[]::new));

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(302);
        assertThat(author.get("/api/posts/" + torn).text("/state")).isEqualTo("rejected");
    }

    private void slotZone(String post, String zone) {
        jdbc.sql("update post set slot_local = now(), slot_at = now(), slot_zone = :zone where id = :id")
                .param("zone", zone)
                .param("id", UUID.fromString(post))
                .update();
    }

    private String drafted(String title) {
        var made = author.post("/api/brands/tidewater/posts", """
                {"title": "%s", "variants": [{"channel": "feed", "text": "Salt and rope"}], "assets": []}""".formatted(title));
        assertThat(made.status()).as(made::toString).isEqualTo(201);
        return made.text("/id");
    }

    private String submitted(String title) {
        var id = drafted(title);
        assertThat(author.post("/api/posts/" + id + "/submit").status()).isEqualTo(202);
        return id;
    }

    private void askForChanges(String post) {
        var hash = author.get("/api/posts/" + post).text("/hash");
        var decided = reviewer.post("/api/tasks/" + task(post) + "/decision", """
                {"decision": "request_changes", "hash": "%s", "comment": "Once more."}""".formatted(hash));
        assertThat(decided.status()).as(decided::toString).isEqualTo(200);
    }

    /** The open task about a post, from the table, since the list may leave it out. */
    private String task(String post) {
        return Objects.requireNonNull(jdbc.sql("select task from inbox_item where subject = :subject")
                .param("subject", "post:" + post)
                .query(String.class)
                .single());
    }
}
