package org.imprimatur.story;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.imprimatur.Api;
import org.imprimatur.Cast;

/**
 * Two brands that try what a page can bear: in {@code woerter} every name, title, text, comment and file is one long
 * German word and there are many of each, in {@code leer} there is nothing at all.
 */
final class LongWords {

    static final String WORD = "Rindfleischetikettierungsüberwachungsaufgabenübertragungsgesetz";

    /** As long as a text for the feed can be, and without a space. */
    static final String TEXT = WORD.repeat(32).substring(0, 2_000);

    static final String AUTHOR = "woerter-autorin";
    static final String LIBRARIAN = "woerter-archivarin";
    static final String REVIEWER = "woerter-lektorin";
    static final String MANAGER = "woerter-leiterin";
    static final String NEWCOMER = "leer-alle";

    private static final String SECRET = Cast.PASSWORD;
    private static final int ROWS = 12;

    private final int port;
    private final Api admin;
    private final Api author;
    private final List<String> pictures = new ArrayList<>();

    /** Ids by what they stand for, {@code in-review} for example. */
    final Map<String, String> ids = new HashMap<>();

    LongWords(int port) {
        this.port = port;
        admin = Api.of(port, "admin");
        brand("woerter", WORD + " GmbH");
        brand("leer", "Leer");
        person(AUTHOR, "woerter", "\"creator\"");
        person(LIBRARIAN, "woerter", "\"librarian\"");
        person(REVIEWER, "woerter", "\"reviewer\"");
        person(MANAGER, "woerter", "\"brand-manager\"");
        person(NEWCOMER, "leer", "\"creator\", \"librarian\", \"reviewer\", \"brand-manager\"");
        author = as(AUTHOR);
        files();
        posts();
    }

    Api as(String person) {
        return Api.of(port, person, SECRET);
    }

    private void files() {
        for (var file = 0; file < 4; file++) {
            pictures.add(author.upload("woerter", WORD + "-" + file + ".jpg", Cast.picture())
                    .text("/id"));
        }
        var notes =
                author.upload("woerter", WORD + ".txt", (WORD + " ").repeat(40).getBytes(UTF_8));
        var broken = author.upload("woerter", "kaputt-" + WORD + ".pdf", "%PDF-1.7 broken".getBytes(UTF_8));
        ids.put("notes", notes.text("/id"));
        ids.put("broken", broken.text("/id"));
        await().atMost(Duration.ofMinutes(4)).until(() -> StreamSupport.stream(
                        author.get("/api/brands/woerter/assets")
                                .json()
                                .get("items")
                                .spliterator(),
                        false)
                .map(asset -> asset.get("state").asText())
                .noneMatch(state -> state.equals("received") || state.equals("cataloging")));
        decide(LIBRARIAN, pictures.get(0), "approve");
        decide(LIBRARIAN, pictures.get(1), "approve");
        decide(LIBRARIAN, pictures.get(2), "reject");
        ids.put("approved", pictures.get(0));
        ids.put("rejected", pictures.get(2));
        ids.put("waiting", pictures.get(3));
    }

    private void posts() {
        var again = submitted(post(TEXT, 2, 72));
        decide(REVIEWER, again, "request_changes");
        changed(again, "Neu " + TEXT.substring(100));
        submitted(again);
        ids.put("in-review", again);
        var twice = submitted(post(TEXT, 1, 96));
        decide(REVIEWER, twice, "approve");
        ids.put("brand-approval", twice);
        var sentBack = submitted(post(WORD, 1, 48));
        decide(REVIEWER, sentBack, "request_changes");
        ids.put("sent-back", sentBack);
        var turnedDown = submitted(post(WORD, 0, 48));
        decide(REVIEWER, turnedDown, "reject");
        ids.put("turned-down", turnedDown);
        var approved = submitted(post(WORD, 0, 120));
        decide(REVIEWER, approved, "approve");
        decide(MANAGER, approved, "approve");
        var out = submitted(post(TEXT, 2, 0));
        decide(REVIEWER, out, "approve");
        decide(MANAGER, out, "approve");
        ids.put("published", out);
        for (var row = 0; row < ROWS; row++) {
            var one = post("Text " + row, row % 2, 24 + row);
            if (row % 2 == 0) {
                submitted(one);
            } else {
                ids.put("draft", one);
            }
        }
        await().atMost(Duration.ofMinutes(4))
                .until(() -> author.get("/api/posts/" + out).text("/state").equals("published"));
    }

    /** @param hours until its slot; 0 is as soon as it is approved */
    private String post(String text, int attached, int hours) {
        var assets = pictures.subList(0, attached).stream()
                .map(id -> "{\"id\": \"" + id + "\", \"alt\": \"" + WORD + " " + WORD + "\"}")
                .toList();
        var slot = hours == 0
                ? "null"
                : "{\"local\": \"%s\", \"zone\": \"UTC\"}"
                        .formatted(LocalDateTime.now(ZoneOffset.UTC)
                                .plusHours(hours)
                                .truncatedTo(ChronoUnit.MINUTES));
        var made = author.post("/api/brands/woerter/posts", """
            {"title": "%s %d", "variants": [{"channel": "feed", "text": "%s"}], "assets": %s, "slot": %s}\
            """.formatted(WORD, hours, text, assets, slot));
        assertThat(made.status()).as(made::toString).isEqualTo(201);
        return made.text("/id");
    }

    private void changed(String post, String text) {
        var version = author.get("/api/posts/" + post).header("ETag");
        assertThat(version).isNotNull();
        var changed = author.json("PATCH", "/api/posts/" + post, """
            {"variants": [{"channel": "feed", "text": "%s"}]}\
            """.formatted(text), "If-Match", version);
        assertThat(changed.status()).as(changed::toString).isEqualTo(200);
    }

    private String submitted(String post) {
        var answer = author.post("/api/posts/" + post + "/submit");
        assertThat(answer.status()).as(answer::toString).isEqualTo(202);
        return post;
    }

    private void decide(String who, String subject, String decision) {
        var task = task(as(who), subject);
        var answer = as(who).post("/api/tasks/" + task.get("id").asText() + "/decision", """
            {"decision": "%s", "hash": "%s", "comment": "%s %s"}\
            """.formatted(
                        decision, task.at("/subject/hash").asText(), WORD, WORD));
        assertThat(answer.status()).as(answer::toString).isEqualTo(200);
    }

    private static JsonNode task(Api who, String subject) {
        return StreamSupport.stream(who.get("/api/tasks?limit=200").json().spliterator(), false)
                .filter(task -> task.at("/subject/id").asText().equals(subject))
                .findFirst()
                .orElseThrow(() -> new AssertionError("No task about " + subject));
    }

    private void brand(String id, String name) {
        var made = admin.post("/api/brands", """
            {"id": "%s", "name": "%s", "zone": "America/Argentina/ComodRivadavia"}\
            """.formatted(id, name));
        assertThat(made.status()).as(made::toString).isEqualTo(201);
    }

    private void person(String id, String brand, String roles) {
        var made = Api.byPassword(port, "admin", "demo")
                .post("/api/people", """
            {"id": "%s", "name": "Donaudampfschifffahrtsgesellschaftskapitänin %s", "zone": "Europe/Berlin",
             "password": "%s", "administrator": false, "roles": {"%s": [%s]}}\
            """.formatted(id, id.substring(0, 4), SECRET, brand, roles));
        assertThat(made.status()).as(made::toString).isEqualTo(201);
    }
}
