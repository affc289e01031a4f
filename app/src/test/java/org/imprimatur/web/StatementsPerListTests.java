package org.imprimatur.web;

import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Function;
import org.imprimatur.Api;
import org.imprimatur.Cast;
import org.imprimatur.CountedStatements;
import org.imprimatur.ImprimaturTest;
import org.imprimatur.access.Visitor;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;

/** No list asks the database once per row: with twelve rows it asks as often as with three. */
@ImprimaturTest
class StatementsPerListTests {

    private static final String BRAND = "abacus";
    private static final String AUTHOR = "abacus-author";
    private static final String READER = "abacus-reader";

    private static final List<String> PAGES = List.of(
            "/",
            "/inbox",
            "/posts",
            "/posts?state=published",
            "/posts?q=cup",
            "/posts/pictures",
            "/library",
            "/library?state=cataloged",
            "/library?q=cup",
            "/account/tokens",
            "/feeds/abacus",
            "/feeds/abacus.atom",
            "/feeds/abacus.json");

    private static final List<String> LISTS = List.of(
            "/api/tasks",
            "/api/tasks?kind=decision&brand=abacus",
            "/api/brands/abacus/posts",
            "/api/brands/abacus/posts?state=in_review",
            "/api/brands/abacus/posts?q=cup",
            "/api/brands/abacus/assets",
            "/api/brands/abacus/assets?q=cup",
            "/api/brands/abacus/publications",
            "/api/tokens");

    private static final List<String> AUTHORS = List.of("/", "/inbox", "/posts");

    private static final List<String> ADMINISTRATORS = List.of("/admin/people", "/api/people", "/api/brands");

    @LocalServerPort
    private int port;

    private Api admin;
    private Api author;
    private Api reader;

    @BeforeEach
    void people() {
        admin = Api.of(port, "admin");
        brand(BRAND);
        person(AUTHOR, "\"creator\"");
        person(READER, "\"reviewer\", \"brand-manager\", \"librarian\", \"publisher\", \"creator\"");
        author = Api.of(port, AUTHOR, Cast.PASSWORD);
        reader = Api.of(port, READER, Cast.PASSWORD);
    }

    @Test
    void aListWithTwelveRowsAsksTheDatabaseNoOftenerThanOneWithThree() {
        add(3);
        var three = lists();

        add(9);
        var twelve = lists();

        // a full page of a search may do without the look at all that is there
        var before = counts(three);
        assertThat(counts(twelve)).allSatisfy((list, statements) -> assertThat(statements)
                .as(list)
                .isLessThanOrEqualTo(Objects.requireNonNull(before.get(list)))
                .isPositive());
        assertThat(twelve).as("each list has grown, so something was counted").allSatisfy((list, seen) -> assertThat(
                        seen.length())
                .isGreaterThan(Objects.requireNonNull(three.get(list)).length()));
    }

    private static Map<String, Integer> counts(Map<String, Seen> lists) {
        return lists.entrySet().stream()
                .collect(toMap(Map.Entry::getKey, list -> list.getValue().statements()));
    }

    /** Everything that a list may show, so many times more. */
    private void add(int rows) {
        for (var row = 0; row < rows; row++) {
            draft();
            submitted();
            published();
            made(author.upload(BRAND, "cup.jpg", Cast.picture()));
            person("abacus-" + UUID.randomUUID(), "\"auditor\"");
            brand("abacus-" + row + UUID.randomUUID().toString().substring(0, 8));
            for (var who : List.of(AUTHOR, READER)) {
                made(Api.byPassword(port, who, Cast.PASSWORD).post("/api/tokens", "{\"name\": \"One of many\"}"));
            }
        }
        await().atMost(Duration.ofSeconds(60)).until(this::atRest);
    }

    private void draft() {
        made(author.post("/api/brands/" + BRAND + "/posts", """
                {"title": "A cup", "variants": [{"channel": "feed", "text": "A cup of it"}], "assets": [], "slot": null}"""));
    }

    private String submitted() {
        var post = made(author.post("/api/brands/" + BRAND + "/posts", """
                {"title": "A cup", "variants": [{"channel": "feed", "text": "A cup of it"}], "assets": [], "slot": null}""")).text("/id");
        made(author.post("/api/posts/" + post + "/submit"));
        return post;
    }

    private void published() {
        var post = submitted();
        for (var step = 1; step <= 2; step++) {
            decide(post);
        }
    }

    private void decide(String post) {
        for (var task : reader.get("/api/tasks?kind=decision&limit=200").json()) {
            if (task.at("/subject/id").asText().equals(post)) {
                made(reader.post("/api/tasks/" + task.get("id").asText() + "/decision", """
                        {"decision": "approve", "hash": "%s"}""".formatted(
                                task.at("/subject/hash").asText())));
                return;
            }
        }
        throw new AssertionError("Nobody is asked about " + post);
    }

    /** Nothing is on its way to a state in which it looks otherwise. */
    private boolean atRest() {
        return count("posts", "approved")
                        + count("posts", "publishing")
                        + count("assets", "received")
                        + count("assets", "cataloging")
                == 0;
    }

    private int count(String what, String state) {
        return reader.get("/api/brands/" + BRAND + "/" + what + "?state=" + state)
                .json()
                .at("/items")
                .size();
    }

    private void brand(String id) {
        made(admin.post("/api/brands", """
                {"id": "%1$s", "name": "%1$s", "zone": "UTC"}""".formatted(id)));
    }

    private void person(String id, String roles) {
        made(Api.byPassword(port, "admin", "demo").post("/api/people", """
                {"id": "%s", "name": "Of many", "zone": "UTC", "password": "%s", "administrator": false,
                 "roles": {"%s": [%s]}}""".formatted(id, Cast.PASSWORD, BRAND, roles)));
    }

    private static Api.Answer made(Api.Answer answer) {
        assertThat(answer.status()).as(answer::toString).isBetween(200, 299);
        return answer;
    }

    /** How often each list asked the database, and what it showed. */
    private Map<String, Seen> lists() {
        var seen = new LinkedHashMap<String, Seen>();
        var writes = Visitor.signedIn(port, AUTHOR, Cast.PASSWORD);
        var reads = Visitor.signedIn(port, READER, Cast.PASSWORD);
        var keeps = Visitor.signedIn(port, "admin", "demo");
        AUTHORS.forEach(list -> seen.put(list + " of an author", seen(headers -> writes.get(list, headers)
                .body())));
        PAGES.forEach(
                list -> seen.put(list, seen(headers -> reads.get(list, headers).body())));
        LISTS.forEach(
                list -> seen.put(list, seen(headers -> reader.get(list, headers).text())));
        ADMINISTRATORS.forEach(
                list -> seen.put(list, seen(headers -> keeps.get(list, headers).body())));
        return seen;
    }

    /** Looked at twice: what is read only once in the life of an application is not what a list costs. */
    private static Seen seen(Function<String[], String> ask) {
        assertThat(ask.apply(new String[0])).isNotEmpty();
        var name = UUID.randomUUID().toString();
        var answer = ask.apply(new String[] {CountedStatements.HEADER, name});
        return new Seen(CountedStatements.of(name), answer.length());
    }

    private record Seen(int statements, int length) {}
}
