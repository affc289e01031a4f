package org.imprimatur.access;

import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.toCollection;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest.BodyPublishers;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.imprimatur.Api;
import org.imprimatur.Cast;
import org.imprimatur.ImprimaturTest;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/**
 * Who may call what: every mapping there is, by every role, with the status that they get. Requests that change
 * something are sent so that they are refused for their content where they are allowed: 400, 409, 412 and 422 say "you
 * may, but not so".
 */
@ImprimaturTest
class EndpointAccessTests {

    private static final List<String> ROLES = List.of(
            "nobody",
            "creator",
            "librarian",
            "reviewer",
            "brand-manager",
            "publisher",
            "modeler",
            "auditor",
            "admin",
            "stranger");

    private static final String TABLE = """
            endpoint                                   | no  cre lib rev man pub mod aud adm str
            GET    /api/channels                       | 401 200 200 200 200 200 200 200 200 200
            GET    /api/brands/{brand}/assets          | 401 200 200 200 200 200 200 200 404 404
            POST   /api/brands/{brand}/assets          | 401 422 422 403 422 403 403 403 404 404
            GET    /api/assets/{id}                    | 401 200 200 200 200 200 200 200 404 404
            GET    /api/assets/{id}/content            | 401 200 200 200 200 200 200 200 404 404
            GET    /api/assets/{id}/renditions/thumbnail | 401 200 200 200 200 200 200 200 404 404
            GET    /api/brands/{brand}/posts           | 401 200 200 200 200 200 200 200 404 404
            POST   /api/brands/{brand}/posts           | 401 422 403 403 403 403 403 403 404 404
            GET    /api/posts/{id}                     | 401 200 200 200 200 200 200 200 404 404
            PATCH  /api/posts/{id}                     | 401 412 403 403 403 403 403 403 404 404
            POST   /api/posts/{id}/submit              | 401 422 403 403 403 403 403 403 404 404
            POST   /api/posts/{id}/withdraw            | 401 409 403 403 409 403 403 403 404 404
            GET    /api/posts/{id}/publications        | 401 200 403 403 200 200 403 200 404 404
            GET    /api/brands/{brand}/publications    | 401 403 403 403 200 200 403 200 404 404
            GET    /api/tasks                          | 401 200 200 200 200 200 200 200 200 200
            GET    /api/tasks/{id}                     | 401 200 200 200 200 200 200 200 404 404
            POST   /api/tasks/{id}/decision            | 401 403 403 409 403 403 403 403 404 404
            GET    /api/people                         | 401 403 403 403 403 403 403 403 200 403
            POST   /api/people                         | 401 403 403 403 403 403 403 403 422 403
            GET    /api/people/{id}                    | 401 403 403 403 403 403 403 403 200 403
            PATCH  /api/people/{id}                    | 401 403 403 403 403 403 403 403 422 403
            GET    /api/brands                         | 401 403 403 403 403 403 403 403 200 403
            POST   /api/brands                         | 401 403 403 403 403 403 403 403 422 403
            PATCH  /api/brands/{id}                    | 401 403 403 403 403 403 403 403 422 403
            GET    /api/tokens                         | 401 200 200 200 200 200 200 200 200 200
            POST   /api/tokens                         | 401 422 422 422 422 422 422 422 422 422
            DELETE /api/tokens/{id}                    | 401 404 404 404 404 404 404 404 404 404
            GET    /api/account                        | 401 200 200 200 200 200 200 200 200 200
            PATCH  /api/account                        | 401 422 422 422 422 422 422 422 422 422
            PUT    /api/account/password               | 401 422 422 422 422 422 422 422 422 422
            GET    /api/audit/verify                   | 401 403 403 403 403 403 403 200 200 200
            POST   /api/reconciliations                | 401 403 403 403 403 403 403 403 200 403
            GET    /api/openapi.json                   | 401 200 200 200 200 200 200 200 200 200""";

    /** What a path's parts stand for, and what is sent, where it is not an empty object. */
    private static final Map<String, String> BODIES = Map.of(
            "PATCH /api/people/{id}", "{\"zone\": \"Nowhere/Land\"}",
            "PATCH /api/brands/{id}", "{\"zone\": \"Nowhere/Land\"}",
            "PATCH /api/account", "{\"zone\": \"Nowhere/Land\"}",
            "POST /api/tasks/{id}/decision",
                    "{\"decision\": \"approve\", \"hash\": \"" + "0".repeat(64) + "\", \"comment\": \"Because.\"}");

    @LocalServerPort
    private int port;

    @Autowired
    @Qualifier("requestMappingHandlerMapping")
    private RequestMappingHandlerMapping mappings;

    @Test
    void everyMappingOfTheApiStandsInTheTable() {
        var mapped = mappings.getHandlerMethods().keySet().stream()
                .flatMap(mapping -> mapping.getPatternValues().stream()
                        .filter(path -> path.startsWith("/api/"))
                        .flatMap(path -> mapping.getMethodsCondition().getMethods().stream()
                                .map(method -> method + " " + path)))
                .filter(endpoint -> !endpoint.contains("openapi"))
                .collect(toCollection(TreeSet::new));

        assertThat(rows().map(Row::endpoint).filter(endpoint -> !endpoint.contains("openapi")))
                .containsExactlyInAnyOrderElementsOf(mapped);
    }

    @Test
    void everyRoleMayWhatTheTableSaysAndNothingElse() {
        var cast = new Cast(port);
        var asset = cast.uploaded(cast.creator, "cup.jpg", Cast.picture());
        var draft = cast.creator
                .post("/api/brands/meridian/posts", "{\"title\": \"A draft that says nothing\"}")
                .text("/id");
        var review = cast.submitted(cast.creator, "Waits for review", "null");
        var task = cast.task(cast.reviewer, review).get("id").asText();
        var people = ROLES.stream().map(role -> caller(cast, role)).toList();

        var found = new ArrayList<String>();
        var expected = new ArrayList<String>();
        rows().forEach(row -> {
            UnaryOperator<String> filled = path -> path.replace("{brand}", "meridian")
                    .replace("/brands/{id}", "/brands/meridian")
                    .replace("/people/{id}", "/people/creator")
                    .replace("/assets/{id}", "/assets/" + asset)
                    .replace("/posts/{id}", "/posts/" + draft)
                    .replace("/tasks/{id}", "/tasks/" + task)
                    .replace("{id}", "00000000-0000-0000-0000-000000000000");
            expected.add(row.endpoint() + " " + String.join(" ", row.statuses()));
            found.add(row.endpoint() + " "
                    + people.stream()
                            .map(caller -> Integer.toString(called(caller, row, filled)))
                            .collect(joining(" ")));
        });

        assertThat(found).containsExactlyElementsOf(expected);
    }

    private static Api caller(Cast cast, String role) {
        return switch (role) {
            case "nobody" -> cast.nobody;
            case "stranger" -> cast.stranger;
            case "admin" -> cast.admin;
            default -> cast.of(role);
        };
    }

    private static int called(Api caller, Row row, UnaryOperator<String> filled) {
        var path = filled.apply(row.path());
        if (row.endpoint().equals("POST /api/brands/{brand}/assets")) {
            return caller.parts(path, Api.title("no file")).status();
        }
        if (row.method().equals("GET") || row.method().equals("DELETE")) {
            return caller.send(row.method(), path, BodyPublishers.noBody()).status();
        }
        return caller.json(row.method(), path, BODIES.getOrDefault(row.endpoint(), "{}"), "If-Match", "\"999\"")
                .status();
    }

    private static Stream<Row> rows() {
        return TABLE.lines().skip(1).map(line -> {
            var words = Arrays.asList(line.strip().split("[\\s|]+", -1));
            return new Row(words.get(0), words.get(1), words.subList(2, words.size()));
        });
    }

    private record Row(String method, String path, List<String> statuses) {
        String endpoint() {
            return method + " " + path;
        }
    }
}
