package org.imprimatur.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.imprimatur.Api;
import org.imprimatur.Cast;
import org.imprimatur.ImprimaturTest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.boot.test.web.server.LocalServerPort;

/** A body with several mistakes is answered with all of them, field by field. */
@ImprimaturTest
class AllProblemsTests {

    private static final String LONG_TITLE = "t".repeat(201);

    @LocalServerPort
    private int port;

    private Cast cast;

    @BeforeEach
    void people() {
        cast = new Cast(port);
    }

    static Stream<Arguments> bodies() {
        return Stream.of(
                arguments("POST", "/api/brands/meridian/posts", """
                        {"title": 7, "colour": "red", "variants": [{"channel": "radio", "text": "x"}, {"channel": "feed"}],
                         "assets": [{"id": "no id"}], "slot": {"local": "tomorrow", "zone": "Mars/Olympus"}}""", new String[] {
                    "title",
                    "colour",
                    "variants[0].channel",
                    "variants[1].text",
                    "assets[0].id",
                    "slot.local",
                    "slot.zone"
                }),
                arguments("POST", "/api/brands/meridian/posts", """
                        {"title": "%s", "variants": [{"channel": "feed", "text": "a\\u0007b"}],
                         "assets": [{"id": "00000000-0000-0000-0000-0000000000aa", "alt": "a\\u0007b"}],
                         "slot": {"local": "1999-01-01T10:00", "zone": "UTC"}}""".formatted(LONG_TITLE), new String[] {
                    "title", "variants[feed].text", "assets[0].id", "assets[0].alt", "slot.local"
                }),
                arguments("POST", "/api/brands/meridian/posts", "{\"text\": \"x\"}", new String[] {"title", "text"}),
                arguments("POST", "/api/people", """
                        {"id": "A B", "name": "", "zone": "+01:00", "password": "short",
                         "roles": {"meridian": ["emperor"]}}""", new String[] {"id", "name", "zone", "password", "roles"}),
                arguments("POST", "/api/people", "{}", new String[] {"id", "name", "zone", "password"}),
                arguments(
                        "PATCH", "/api/people/meridian-auditor", """
                        {"name": "", "zone": "Nowhere", "password": "x", "administrator": true,
                         "roles": {"atlantis": ["creator"]}}""", new String[] {"name", "zone", "password", "roles"
                        }),
                arguments("POST", "/api/brands", "{}", new String[] {"id", "name", "zone"}),
                arguments("PATCH", "/api/brands/meridian", "{\"name\": \" \", \"zone\": \"X\"}", new String[] {
                    "name", "zone"
                }),
                arguments("POST", "/api/tokens", "{\"expires\": \"2001-01-01T00:00:00Z\"}", new String[] {
                    "name", "expires"
                }),
                arguments("PATCH", "/api/account", "{\"name\": \"\", \"zone\": \"CET+1\"}", new String[] {"name", "zone"
                }),
                arguments(
                        "PUT", "/api/account/password", "{\"old\": \"wrong\", \"password\": \"wrong\"}", new String[] {
                            "old", "password"
                        }));
    }

    @ParameterizedTest(name = "{0} {1} {2}")
    @MethodSource("bodies")
    void everyFieldIsNamed(String method, String path, String body, String[] fields) {
        var caller = path.contains("/posts") ? cast.creator : Api.byPassword(port, "admin", "demo");

        var refused = caller.json(method, path, body);

        assertThat(refused.status()).as(refused::toString).isEqualTo(422);
        assertThat(named(refused)).containsExactlyInAnyOrder(fields);
        assertThat(refused.at("/errors/0/message")).isEqualTo(refused.at("/detail"));
        assertThat(refused.at("/errors/0/field")).isEqualTo(refused.at("/field"));
    }

    @Test
    void aChangeNamesEveryFieldAndChangesNothing() {
        var post = cast.draft(cast.creator, "As it was", "null");

        var refused = cast.creator.json("PATCH", "/api/posts/" + post, """
                {"title": "", "variants": "all", "slot": {"local": "2026-13-01T00:00", "zone": 5}}""", "If-Match", "\"1\"");

        assertThat(named(refused)).containsExactlyInAnyOrder("title", "variants", "slot.local", "slot.zone");
        assertThat(cast.creator.get("/api/posts/" + post).text("/title")).isEqualTo("As it was");
    }

    @Test
    void aDecisionNamesEveryField() {
        var post = cast.submitted(cast.creator, "To be decided", "null");
        var task = cast.task(cast.reviewer, post).get("id").asText();

        var refused =
                cast.reviewer.post("/api/tasks/" + task + "/decision", "{\"decision\": \"reject\", \"hash\": \"\"}");

        assertThat(named(refused)).containsExactlyInAnyOrder("hash", "comment");
    }

    @Test
    void anUnclearHourStillOffersItsChoicesBesideOtherProblems() {
        var refused = cast.creator.post("/api/brands/meridian/posts", """
                {"title": "", "slot": {"local": "2030-03-31T02:15", "zone": "Europe/Vienna"}}""");

        assertThat(named(refused)).containsExactlyInAnyOrder("title", "slot.local");
        assertThat(refused.json().get("choices")).hasSize(2);
    }

    @Test
    void thousandsOfMistakesAreAnsweredWithTheFirstOfThem() {
        var variant = "{\"channel\": \"x\", \"text\": \"\"}";

        var refused = cast.creator.post(
                "/api/brands/meridian/posts",
                "{\"title\": \"t\", \"variants\": [" + variant + ("," + variant).repeat(9_000) + "]}");

        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.json().get("errors")).hasSize(100);
    }

    private static Stream<String> stream(JsonNode errors) {
        return StreamSupport.stream(errors.spliterator(), false)
                .map(error -> error.get("field").asText());
    }

    private static java.util.List<String> named(Api.Answer refused) {
        assertThat(refused.json().has("errors")).as(refused::toString).isTrue();
        return stream(refused.json().get("errors")).toList();
    }
}
