package org.imprimatur.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.imprimatur.Api;
import org.imprimatur.Cast;
import org.imprimatur.ImprimaturTest;
import org.imprimatur.access.Visitor;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.web.server.LocalServerPort;

/** A field that holds only what nobody sees is refused in the words of an empty one. */
@ImprimaturTest
class InvisibleTextTests {

    private static final List<String> INVISIBLE = List.of(
            " ",
            "\u200B",
            "\u00A0\u2003",
            "\u00AD",
            "\u2800",
            "\u3164\uFFA0",
            "\uDB40\uDC61\uDB40\uDC7F",
            "\u200D\uFE0F",
            "\u202E\u2069",
            "\uFFFC",
            "\uFFFE\uFDD0",
            "\t\u2060\uFEFF\u180E \u115F");

    @LocalServerPort
    private int port;

    private Cast cast;

    @BeforeEach
    void people() {
        cast = new Cast(port);
    }

    static Stream<Arguments> bodies() {
        return Stream.of(
                arguments("POST", "/api/brands/meridian/posts", "title", "{\"title\": \"?\"}"),
                arguments("POST", "/api/people", "id", person("?", "Kim", "UTC")),
                arguments("POST", "/api/people", "name", person("kim-1", "?", "UTC")),
                arguments("POST", "/api/people", "zone", person("kim-1", "Kim", "?")),
                arguments("PATCH", "/api/people/meridian-auditor", "name", "{\"name\": \"?\"}"),
                arguments("PATCH", "/api/people/meridian-auditor", "zone", "{\"zone\": \"?\"}"),
                arguments("POST", "/api/brands", "id", "{\"id\": \"?\", \"name\": \"B\", \"zone\": \"UTC\"}"),
                arguments("POST", "/api/brands", "name", "{\"id\": \"bb\", \"name\": \"?\", \"zone\": \"UTC\"}"),
                arguments("PATCH", "/api/brands/meridian", "name", "{\"name\": \"?\"}"),
                arguments("POST", "/api/tokens", "name", "{\"name\": \"?\"}"),
                arguments("PATCH", "/api/account", "name", "{\"name\": \"?\"}"),
                arguments("PATCH", "/api/account", "zone", "{\"zone\": \"?\"}"));
    }

    private static String person(String id, String name, String zone) {
        return "{\"id\": \"%s\", \"name\": \"%s\", \"zone\": \"%s\", \"password\": \"long enough a password\"}"
                .formatted(id, name, zone);
    }

    @ParameterizedTest(name = "{0} {1} {2}")
    @MethodSource("bodies")
    void aFieldOfABodyIsEmpty(String method, String path, String field, String body) {
        var caller = path.contains("/posts") ? cast.creator : Api.byPassword(port, "admin", "demo");
        var empty = message(caller.json(method, path, body.replace("?", "")), field);

        for (var invisible : INVISIBLE) {
            assertThat(message(caller.json(method, path, body.replace("?", escaped(invisible))), field))
                    .as(escaped(invisible))
                    .isEqualTo(empty);
        }
    }

    static Stream<Arguments> forms() {
        return Stream.of(
                arguments("creator", "/posts/new", "/posts", "title", Map.of("when", "asap")),
                arguments("creator", "/posts/new", "/posts", "slot.date", slot("slot.date")),
                arguments("creator", "/posts/new", "/posts", "slot.time", slot("slot.time")),
                arguments("admin", "/admin/people", "/admin/people", "id", account("id")),
                arguments("admin", "/admin/people", "/admin/people", "name", account("name")),
                arguments("admin", "/admin/people", "/admin/people", "zone", account("zone")),
                arguments(
                        "admin",
                        "/admin/people",
                        "/admin/people/auditor",
                        "name",
                        Map.of("zone", "UTC", "enabled", "true")),
                arguments("admin", "/admin/people", "/admin/people/brands", "id", brand("id")),
                arguments("admin", "/admin/people", "/admin/people/brands", "name", brand("name")),
                arguments("admin", "/admin/people", "/admin/people/brands/aurora", "name", Map.of("zone", "UTC")),
                arguments("creator", "/account/tokens", "/account/tokens", "name", Map.of()));
    }

    private static Map<String, String> slot(String without) {
        return without(
                without,
                Map.of(
                        "title",
                        "T",
                        "when",
                        "slot",
                        "slot.date",
                        "2030-01-01",
                        "slot.time",
                        "09:00",
                        "slot.zone",
                        "UTC"));
    }

    private static Map<String, String> account(String without) {
        return without(
                without,
                Map.of(
                        "id",
                        "kim-2",
                        "name",
                        "Kim",
                        "zone",
                        "UTC",
                        "password",
                        "long enough a password",
                        "groups",
                        "aurora:creator"));
    }

    private static Map<String, String> brand(String without) {
        return without(without, Map.of("id", "br", "name", "B", "zone", "UTC"));
    }

    private static Map<String, String> without(String field, Map<String, String> fields) {
        var rest = new java.util.LinkedHashMap<>(fields);
        rest.remove(field);
        return rest;
    }

    @ParameterizedTest(name = "{0} {2} {3}")
    @MethodSource("forms")
    void aFieldOfAFormIsEmpty(String person, String page, String path, String field, Map<String, String> others) {
        var visitor = Visitor.signedIn(port, person, "demo");
        var csrf = visitor.csrf(page);
        var answer = visitor.form(path, fields(csrf, others, field, ""));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(422);
        var empty = errors(answer.body());
        assertThat(empty).isNotEmpty();

        for (var invisible : INVISIBLE) {
            var refused = visitor.form(path, fields(csrf, others, field, invisible));
            assertThat(refused.statusCode()).as(escaped(invisible)).isEqualTo(422);
            assertThat(errors(refused.body())).as(escaped(invisible)).isEqualTo(empty);
        }
    }

    private static String[] fields(String csrf, Map<String, String> others, String field, String value) {
        var fields = new ArrayList<>(List.of("_csrf", csrf, field, value));
        others.forEach((name, other) -> fields.addAll(List.of(name, other)));
        return fields.toArray(String[]::new);
    }

    /** What the page says is wrong. */
    private static List<String> errors(String page) {
        return org.jsoup.Jsoup.parse(page).select("[id*=error]:not([hidden])").eachText();
    }

    @Test
    void aPostWithoutAVisibleTextIsNotSubmitted() {
        for (var invisible : List.of("\u200B\u2800", "\u00A0", "\u3164")) {
            var post = cast.creator.post(
                    "/api/brands/meridian/posts",
                    "{\"title\": \"T\", \"variants\": [{\"channel\": \"feed\", \"text\": \"%s\"}]}"
                            .formatted(escaped(invisible)));

            var refused = cast.creator.post("/api/posts/" + post.text("/id") + "/submit");

            assertThat(refused.status()).as(refused::toString).isEqualTo(422);
            assertThat(refused.toString()).contains("variants[feed].text");
        }
    }

    @Test
    void aRefusalWithoutAVisibleCommentIsNoDecision() {
        var post = cast.submitted(cast.creator, "To be decided", "null");
        var task = cast.task(cast.reviewer, post);
        var hash = task.at("/subject/hash").asText();

        for (var invisible : INVISIBLE) {
            var refused = cast.reviewer.post(
                    "/api/tasks/" + task.get("id").asText() + "/decision",
                    "{\"decision\": \"reject\", \"hash\": \"%s\", \"comment\": \"%s\"}"
                            .formatted(hash, escaped(invisible)));

            assertThat(message(refused, "comment")).startsWith("Say why");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/api/brands|{\"id\": \"bb\", \"name\": \"?\", \"zone\": \"UTC\"}|name",
                "/api/tokens|{\"name\": \"?\"}|name",
                "/api/brands/aurora/posts|{\"title\": \"?\"}|title"
            })
    void aCharacterThatTurnsTheLineIsRefusedByItsName(String line) {
        var parts = line.split("\\|", -1);
        var caller = parts[0].contains("/posts")
                ? Api.byPassword(port, "creator", "demo")
                : Api.byPassword(port, "admin", "demo");

        var refused = caller.json("POST", parts[0], parts[1].replace("?", "abc\\u202Ecba"));

        assertThat(message(refused, parts[2])).contains("U+202E RIGHT-TO-LEFT OVERRIDE");
    }

    @Test
    void namesInRightToLeftScriptsNeedNoSuchCharacter() {
        var made = cast.creator.post("/api/brands/meridian/posts", "{\"title\": \"שלום \\u200Fعالم می\\u200Cخواهم\"}");

        assertThat(made.status()).as(made::toString).isEqualTo(201);
        assertThat(made.text("/title")).isEqualTo("שלום \u200Fعالم می\u200Cخواهم");
    }

    private static String message(Api.Answer refused, String field) {
        assertThat(refused.status()).as(refused::toString).isEqualTo(422);
        for (JsonNode error : refused.json().path("errors")) {
            if (error.get("field").asText().equals(field)) {
                return error.get("message").asText();
            }
        }
        throw new AssertionError(field + " is not refused: " + refused);
    }

    private static String escaped(String text) {
        var escaped = new StringBuilder();
        text.chars().forEach(c -> escaped.append(String.format("\\u%04X", c)));
        return escaped.toString();
    }
}
