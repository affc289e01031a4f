package org.imprimatur.access;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.URLEncoder;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.imprimatur.Api;
import org.imprimatur.Api.Answer;
import org.imprimatur.Cast;
import org.imprimatur.ImprimaturTest;
import org.imprimatur.access.WhoMayWhatTests.Row;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;

/**
 * A thing of another brand is answered exactly like one that does not exist: with the same status, the same words and the
 * same headers. Asked by somebody who has every role, but in another brand.
 */
@ImprimaturTest
class ForeignThingsTests {

    private static final String NOTHING = "7c0ffee0-0000-4000-8000-00000000c0de";

    /** Endpoints that name a thing elsewhere than in their path, with what is sent. */
    private static final List<String> ELSEWHERE = List.of(
            "GET /api/tasks?brand={brand}",
            "GET /inbox?brand={brand}",
            "GET /posts?brand={brand}",
            "GET /posts/new?brand={brand}",
            "GET /posts/new?picture={asset}",
            "GET /posts/pictures?post={post}",
            "GET /posts/pictures?brand={brand}",
            "GET /library?brand={brand}",
            "GET /?brand={brand}",
            "POST /api/brands/boreal/posts {\"title\": \"Ours\", \"assets\": [{\"id\": \"{asset}\"}]}",
            "POST /posts title=Ours&asset={asset}&brand=boreal",
            "POST /posts title=Ours&brand={brand}",
            "POST /api/tasks/{task}/decision {}",
            "POST /api/tasks/{task}/decision {\"decision\": \"reject\", \"hash\": \"" + "f".repeat(64) + "\"}",
            "POST /inbox/{task} verdict=reject&comment=No",
            "POST /library/{asset}/decision decision=reject&comment=No&task={task}");

    @LocalServerPort
    private int port;

    private Cast cast;
    private Map<String, String> foreign;
    private Map<String, String> unknown;

    @BeforeEach
    void thingsOfAnotherBrand() {
        cast = new Cast(port);
        foreign = new LinkedHashMap<>(WhoMayWhatTests.names(cast));
        foreign.put("{id}", cast.creator.get("/api/tokens").text("/items/0/id"));
        unknown = new LinkedHashMap<>();
        foreign.forEach((name, value) -> unknown.put(
                name,
                name.startsWith("/")
                        ? name.replace("{kind}", "post")
                                .replace("{id}", name.startsWith("/brands/") ? "nowhere" : NOTHING)
                        : name.equals("{brand}") ? "nowhere" : NOTHING));
    }

    @Test
    void whatIsNamedInAPathIsAnsweredAsIfItWereNotThere() {
        var different = new ArrayList<String>();
        WhoMayWhatTests.rows()
                .filter(row -> row.path().contains("{") && !row.path().startsWith("/feeds")) // which everybody reads
                .forEach(row -> compare(
                        row.endpoint(),
                        told(sent(row, foreign), foreign),
                        told(sent(row, unknown), unknown),
                        different));

        assertThat(different).isEmpty();
    }

    @Test
    void whatIsNamedElsewhereIsAnsweredAsIfItWereNotThere() {
        var different = new ArrayList<String>();
        for (var call : ELSEWHERE) {
            compare(call, told(sent(call, foreign), foreign), told(sent(call, unknown), unknown), different);
        }

        assertThat(different).isEmpty();
    }

    @Test
    void aTaskIsAnsweredByCamundasRestAsIfItWereNotThere() {
        var stranger = Visitor.signedIn(port, "stranger", Cast.PASSWORD);
        stranger.get("/camunda/app/welcome/default/");
        var root = "/camunda/api/engine/engine/default/task/";
        var task = cast.task(cast.reviewer, cast.submitted(cast.creator, "Of another brand", "null"))
                .get("id")
                .asText();
        for (var path : List.of("", "/form", "/deployed-form", "/form-variables")) {
            var there = stranger.get(root + task + path);
            var nowhere = stranger.get(root + NOTHING + path);

            assertThat(there.statusCode()).as(path).isEqualTo(404);
            assertThat(nowhere.statusCode()).as(path).isEqualTo(404);
            assertThat(there.body()).isEqualTo(nowhere.body()).contains("no such task");
        }
        for (var call : List.of(
                "/claim {\"userId\": \"stranger\"}",
                "/unclaim {}",
                "/submit-form {\"variables\": {\"decision\": {\"value\": \"approve\"}}}")) {
            var words = call.split(" ", 2);
            var there = stranger.camunda("POST", root + task + words[0], words[1]);
            var nowhere = stranger.camunda("POST", root + NOTHING + words[0], words[1]);

            assertThat(there.statusCode()).as(call).isEqualTo(404);
            assertThat(nowhere.statusCode()).as(call).isEqualTo(404);
            assertThat(there.body()).isEqualTo(nowhere.body()).contains("no such task");
        }
    }

    private static void compare(String call, String foreign, String unknown, List<String> different) {
        if (!foreign.equals(unknown)) {
            different.add(call + "\n  foreign: " + foreign + "\n  unknown: " + unknown);
        }
    }

    /** Everything that a caller can see of an answer, but for what names the request and what was asked for. */
    private static String told(Answer answer, Map<String, String> names) {
        var headers = new TreeMap<>(answer.headers().map());
        headers.keySet().removeIf(name -> List.of(
                        "date", "x-request-id", "content-length", "transfer-encoding", "connection", "keep-alive")
                .contains(name.toLowerCase(java.util.Locale.ROOT)));
        var text = answer.status() + " " + headers + " " + answer.text();
        for (var value : names.values()) {
            text = text.replace(value.substring(value.lastIndexOf('/') + 1), "NAMED");
        }
        return text.replaceAll("\"request\":\"[^\"]+\"", "")
                .replaceAll("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}", "ID")
                .replaceAll("(name=\"_csrf\" value=|csrf[^ ]*=?)\"[^\"]+\"", "");
    }

    private Answer sent(Row row, Map<String, String> names) {
        var body = WhoMayWhatTests.BODIES.getOrDefault(row.endpoint(), row.forPrograms() ? "{}" : "");
        var path = filled(row.path(), names);
        if (row.method().equals("GET") || row.method().equals("DELETE")) {
            return cast.stranger.send(row.method(), path, BodyPublishers.noBody());
        }
        if (row.endpoint().equals("POST /api/brands/{brand}/assets") || path.equals("/library/upload")) {
            return cast.stranger.parts(path, Api.title("no file"));
        }
        return row.forPrograms()
                ? cast.stranger.json(row.method(), path, filled(body, names), "If-Match", "\"1\"")
                : cast.stranger.form(path, encoded(body, names));
    }

    private Answer sent(String call, Map<String, String> names) {
        var words = call.split(" ", 3);
        var path = filled(words[1], names);
        if (words[0].equals("GET")) {
            return cast.stranger.get(path);
        }
        return words[2].startsWith("{")
                ? cast.stranger.post(path, filled(words[2], names))
                : cast.stranger.form(path, filled(words[2], names));
    }

    private static String filled(String text, Map<String, String> names) {
        for (var name : names.entrySet()) {
            text = text.replace(name.getKey(), name.getValue());
        }
        return text;
    }

    private static String encoded(String body, Map<String, String> names) {
        var encoded = names.entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey,
                        name -> URLEncoder.encode(name.getValue(), UTF_8),
                        (first, second) -> first,
                        LinkedHashMap::new));
        return filled(body, encoded);
    }
}
