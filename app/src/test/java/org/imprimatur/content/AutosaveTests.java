package org.imprimatur.content;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpResponse;
import java.util.Arrays;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.imprimatur.Api;
import org.imprimatur.Cast;
import org.imprimatur.ImprimaturTest;
import org.imprimatur.access.Visitor;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What is typed into the form of a post is kept while it is typed, and comes back. */
@ImprimaturTest
class AutosaveTests {

    /** Begins titles that are counted: other tests write posts into the same database. */
    private static final String OURS = UUID.randomUUID() + " ";

    private static final Pattern CSRF = Pattern.compile("name=\"_csrf\" value=\"([^\"]+)\"");

    @LocalServerPort
    private int port;

    @Autowired
    private JdbcClient jdbc;

    private Cast cast;
    private String person;
    private Visitor writer;

    @BeforeEach
    void somebodyWrites() {
        cast = new Cast(port);
        person = "w-" + UUID.randomUUID();
        var made = Api.byPassword(port, "admin", "demo").post("/api/people", """
                {"id": "%s", "password": "%s", "roles": {"meridian": ["creator"]}}""".formatted(person, Cast.PASSWORD));
        assertThat(made.status()).as(made::toString).isEqualTo(201);
        writer = Visitor.signedIn(port, person, Cast.PASSWORD);
    }

    @Test
    void whatWasTypedComesBackInAnotherBrowserAndMakesNoVersionAndNoAuthor() {
        var post = cast.draft(cast.creator, "Before", "null");

        var kept = autosave(post, "1", "Typed ‘here’", "Seven cups\nof tea");

        assertThat(kept.statusCode()).isEqualTo(200);
        assertThat(kept.body()).contains("savedAt");
        var page = Visitor.signedIn(port, person, Cast.PASSWORD)
                .get("/posts/" + post)
                .body();
        assertThat(page).contains("Your unsaved changes were restored", "value=\"Typed ‘here’\"", "Seven cups\nof tea");
        var saved = cast.creator.get("/api/posts/" + post);
        assertThat(saved.text("/title")).isEqualTo("Before");
        assertThat(saved.text("/version")).isEqualTo("1");
        assertThat(saved.json().get("authors")).hasSize(1);
        assertThat(cast.creator.get("/api/posts/" + post).json().get("history")).hasSize(1);
    }

    @Test
    void nobodyElseSeesIt() {
        var post = cast.draft(cast.creator, "Shared", "null");
        autosave(post, "1", "Secret thoughts", "x");

        assertThat(Visitor.signedIn(port, "meridian-creator", Cast.PASSWORD)
                        .get("/posts/" + post)
                        .body())
                .doesNotContain("Secret thoughts", "Your unsaved changes were restored");
    }

    @Test
    void whatSomebodySavedMeanwhileIsShownAndNotOverwritten() {
        var post = cast.draft(cast.creator, "First title", "null");
        autosave(post, "1", "Title as I typed it", "Mine");
        cast.creator.json("PATCH", "/api/posts/" + post, "{\"title\": \"Theirs\"}", "If-Match", "\"1\"");

        var page = writer.get("/posts/" + post).body();

        assertThat(page)
                .contains("@meridian-creator saved version 2 while you were writing", "Save mine over version 2")
                .contains("value=\"Title as I typed it\"", "data-base=\"1\"");
        assertThat(cast.creator.get("/api/posts/" + post).text("/title")).isEqualTo("Theirs");
    }

    @Test
    void savingAndDiscardingDeleteIt() {
        var saved = cast.draft(cast.creator, "To be saved", "null");
        autosave(saved, "1", "Half", "x");
        send("/posts/" + saved, "version", "1", "title", "Whole", "when", "asap", "action", "save");
        var discarded = cast.draft(cast.creator, "To be discarded", "null");
        autosave(discarded, "1", "Half", "x");
        send("/posts/" + discarded + "/autosave/discard");

        assertThat(rows()).isZero();
        assertThat(writer.get("/posts/" + discarded).body()).contains("value=\"To be discarded\"");
    }

    @Test
    void aFormThatSaysWhatIsSavedIsNotRestored() {
        var post = cast.draft(cast.creator, "The same", "null");
        autosave(post, "1", "The same", "A cup of it");

        assertThat(writer.get("/posts/" + post).body()).doesNotContain("restored");
        assertThat(rows()).isZero();
    }

    @Test
    void aNewPostThatWasNeverSavedIsOfferedAndContinued() {
        var key = UUID.randomUUID().toString();
        send(
                "/posts/autosave?brand=meridian",
                "key",
                key,
                "version",
                "0",
                "title",
                "Begun on Monday",
                "when",
                "slot",
                "slot.date",
                "2031-05-06",
                "slot.zone",
                "Asia/Kolkata",
                "variants[feed].text",
                "Only half a");

        assertThat(writer.get("/posts/new?brand=meridian").body())
                .contains("You began “Begun on Monday” and did not save it", "draft=" + key)
                .doesNotContain("Only half a");
        assertThat(writer.get("/posts/new?brand=meridian&draft=" + key).body())
                .contains("Only half a", "value=\"2031-05-06\"", "value=\"Asia/Kolkata\"", "value=\"" + key + "\"");

        send(
                "/posts",
                "brand",
                "meridian",
                "key",
                key,
                "version",
                "0",
                "title",
                "Begun on Monday",
                "when",
                "asap",
                "action",
                "save");
        assertThat(rows()).isZero();
    }

    @Test
    void theThreeNewestUnsavedFormsAreOfferedAndNoneThatSaysNothing() {
        for (var n = 1; n <= 5; n++) {
            typed("Begun " + n, "");
        }
        typed(" ", " ");
        typed("", "");

        assertThat(writer.get("/posts/new?brand=meridian").body())
                .contains("You began “Begun 3”", "You began “Begun 4”", "You began “Begun 5”")
                .doesNotContain("You began “Begun 1”", "You began “Begun 2”", "untitled");
    }

    @Test
    void aFormWithATextAndNoTitleIsOffered() {
        typed("", "The text comes first");

        assertThat(writer.get("/posts/new?brand=meridian").body()).contains("You began “");
    }

    private void typed(String title, String text) {
        var key = UUID.randomUUID().toString();
        send(
                "/posts/autosave?brand=meridian",
                "key",
                key,
                "title",
                title,
                "variants[feed].text",
                text,
                "when",
                "asap",
                "slot.zone",
                "Europe/Berlin");
    }

    @Test
    void aFormThatIsSentTwiceMakesOnePost() {
        var form = composed(UUID.randomUUID().toString(), OURS + "Sent twice", "save");

        var first = send("/posts", form);
        var second = send("/posts", form);

        assertThat(second.headers().firstValue("Location"))
                .isEqualTo(first.headers().firstValue("Location"))
                .isPresent();
        assertThat(posts(OURS + "Sent twice")).isEqualTo(1);
    }

    @Test
    void aFormThatArrivesManyTimesAtOnceMakesOnePostAndSubmitsItOnce() {
        var form = composed(UUID.randomUUID().toString(), OURS + "Pressed in a hurry", "submit");
        var token = token();
        var sent = Stream.concat(Arrays.stream(form), Stream.of("_csrf", token)).toArray(String[]::new);

        var places = IntStream.range(0, 4)
                .mapToObj(n -> CompletableFuture.supplyAsync(() -> writer.form("/posts", sent)))
                .toList()
                .stream()
                .map(answer -> answer.join().headers().firstValue("Location").orElse("none"))
                .collect(Collectors.toSet());

        assertThat(places).hasSize(1).doesNotContain("none");
        assertThat(posts(OURS + "Pressed in a hurry")).isEqualTo(1);
        var page = writer.get(URI.create(places.iterator().next()).getPath()).body();
        assertThat(page).contains("In review").doesNotContain("It is in review already");
    }

    @Test
    void whatIsTypedIntoAFormThatWasSentMakesAPostOfItsOwn() {
        var key = UUID.randomUUID().toString();
        send("/posts", composed(key, OURS + "The one", "save"));
        send("/posts", composed(key, OURS + "And the other", "save"));

        assertThat(posts(OURS + "The one")).isEqualTo(1);
        assertThat(posts(OURS + "And the other")).isEqualTo(1);
    }

    @Test
    void theFormOfSomebodyElseIsNobodysPost() {
        var key = UUID.randomUUID().toString();
        var theirs = "Key of " + person;
        var made = cast.draft(cast.creator, theirs, "null");
        jdbc.sql("update post set form_key = cast(:key as uuid) where id = cast(:id as uuid)")
                .param("key", key)
                .param("id", made)
                .update();

        var answer = send("/posts", composed(key, theirs, "save"));

        assertThat(answer.headers().firstValue("Location").orElse("none"))
                .contains("/posts/")
                .doesNotContain(made);
        assertThat(posts(theirs)).isEqualTo(2);
    }

    private static String[] composed(String key, String title, String action) {
        return new String[] {
            "brand",
            "meridian",
            "key",
            key,
            "version",
            "0",
            "title",
            title,
            "variants[feed].text",
            "Nine cups",
            "when",
            "asap",
            "action",
            action
        };
    }

    private int posts(String title) {
        return jdbc.sql("select count(*) from post where title = :title")
                .param("title", title)
                .query(Integer.class)
                .single();
    }

    @Test
    void sizeRowsAndRateAreBounded() {
        var post = cast.draft(cast.creator, "Bounded", "null");
        assertThat(autosave(post, "1", "Too long", "x".repeat(310_000)).statusCode())
                .isEqualTo(422);
        assertThat(autosave(post, "1", "Zero", "a\0b").statusCode()).isEqualTo(422);

        var page = token();
        var last = autosave(post, "1", "n", "x");
        for (var i = 0; i < 70; i++) {
            last = writer.form("/posts/" + post + "/autosave", "version", "1", "title", "n" + i, "_csrf", page);
        }
        assertThat(last.statusCode()).isEqualTo(429);
        assertThat(last.headers().firstValue("Retry-After")).isPresent();

        for (var i = 0; i < PostAutosaves.MOST + 3; i++) {
            writer.form(
                    "/posts/autosave?brand=meridian",
                    "key",
                    UUID.randomUUID().toString(),
                    "title",
                    "n" + i,
                    "_csrf",
                    page);
        }
        assertThat(rows()).isEqualTo(PostAutosaves.MOST);
    }

    @Test
    void itIsKeptForThirtyDays() {
        var post = cast.draft(cast.creator, "Forgotten", "null");
        autosave(post, "1", "Long ago", "x");
        jdbc.sql("update post_autosave set saved_at = now() - interval '31 days' where person = :person")
                .param("person", person)
                .update();

        assertThat(writer.get("/posts/" + post).body()).doesNotContain("Long ago");
        autosave(cast.draft(cast.creator, "Another", "null"), "1", "Now", "x");
        assertThat(rows()).isEqualTo(1);
    }

    @Test
    void aPostUnderReviewKeepsNoForms() {
        var post = cast.submitted(cast.creator, "In review", "null");

        assertThat(autosave(post, "1", "Too late", "x").statusCode()).isEqualTo(409);
    }

    private HttpResponse<String> autosave(String post, String version, String title, String text) {
        return send(
                "/posts/" + post + "/autosave",
                "version",
                version,
                "title",
                title,
                "variants[feed].text",
                text,
                "when",
                "asap");
    }

    private HttpResponse<String> send(String path, String... fields) {
        return writer.form(
                path,
                Stream.concat(Arrays.stream(fields), Stream.of("_csrf", token()))
                        .toArray(String[]::new));
    }

    private String token() {
        var page = CSRF.matcher(writer.get("/account/tokens").body());
        assertThat(page.find()).isTrue();
        return page.group(1);
    }

    private int rows() {
        return jdbc.sql("select count(*) from post_autosave where person = :person")
                .param("person", person)
                .query(Integer.class)
                .single();
    }
}
