package org.imprimatur.access;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.toCollection;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.URLEncoder;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.imprimatur.Api;
import org.imprimatur.Cast;
import org.imprimatur.ImprimaturTest;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.boot.web.servlet.context.ServletWebServerApplicationContext;
import org.springframework.web.servlet.handler.AbstractUrlHandlerMapping;
import org.springframework.web.servlet.mvc.method.RequestMappingInfoHandlerMapping;

/**
 * Who may call what: everything that answers at an address, by every role, with the status that they get. What is not in
 * the table fails the test, so whoever adds an endpoint says here for whom it is.
 *
 * <p>Requests that change something are sent so that they are refused for their content where they are allowed: 400, 409,
 * 412, 415 and 422 say "you may, but not so". 302 for nobody is the way to the sign-in page. Where somebody else's brand
 * is asked for, 404: that it is there is not told.
 */
@ImprimaturTest
class WhoMayWhatTests {

    private static final List<String> ROLES = List.of(
            "nobody",
            "creator",
            "librarian",
            "reviewer",
            "brand-manager",
            "publisher",
            "modeler",
            "auditor",
            "admin", // keeps people, belongs to no brand
            "stranger"); // has every role, in another brand

    private static final String TABLE = """
            endpoint                                                                  | no  cre lib rev man pub mod aud adm str
            # the API
            GET    /api/channels                                                      | 401 200 200 200 200 200 200 200 200 200
            GET    /api/brands/{brand}/assets                                         | 401 200 200 200 200 200 200 200 404 404
            POST   /api/brands/{brand}/assets                                         | 401 422 422 403 422 403 403 403 404 404
            GET    /api/assets/{id}                                                   | 401 200 200 200 200 200 200 200 404 404
            POST   /api/assets/{id}/reopen                                            | 401 422 422 403 422 403 403 403 404 404
            GET    /api/assets/{id}/content                                           | 401 200 200 200 200 200 200 200 404 404
            GET    /api/assets/{id}/renditions/thumbnail                              | 401 200 200 200 200 200 200 200 404 404
            GET    /api/brands/{brand}/posts                                          | 401 200 200 200 200 200 200 200 404 404
            POST   /api/brands/{brand}/posts                                          | 401 422 403 403 403 403 403 403 404 404
            GET    /api/posts/{id}                                                    | 401 200 200 200 200 200 200 200 404 404
            PATCH  /api/posts/{id}                                                    | 401 412 403 403 403 403 403 403 404 404
            DELETE /api/posts/{id}                                                    | 401 428 403 403 428 403 403 403 404 404
            POST   /api/posts/{id}/submit                                             | 401 422 403 403 403 403 403 403 404 404
            POST   /api/posts/{id}/withdraw                                           | 401 409 403 403 409 403 403 403 404 404
            GET    /api/posts/{id}/publications                                       | 401 200 403 403 200 200 403 200 404 404
            GET    /api/brands/{brand}/publications                                   | 401 403 403 403 200 200 403 200 404 404
            GET    /api/tasks                                                         | 401 200 200 200 200 200 200 200 200 200
            GET    /api/tasks/{id}                                                    | 401 200 200 200 200 200 200 200 404 404
            GET    /api/tasks/{id}/comment-draft                                      | 401 200 200 200 200 200 200 200 404 404
            PUT    /api/tasks/{id}/comment-draft                                      | 401 200 200 200 200 200 200 200 404 404
            DELETE /api/tasks/{id}/comment-draft                                      | 401 204 204 204 204 204 204 204 404 404
            POST   /api/tasks/{id}/decision                                           | 401 403 403 409 403 403 403 403 404 404
            POST   /api/tasks/{id}/claim                                              | 401 403 403 200 403 403 403 403 404 404
            DELETE /api/tasks/{id}/claim                                              | 401 403 403 204 403 403 403 403 204 404
            # a token makes no token, no account and no password; a session or a password does
            GET    /api/people                                                        | 401 403 403 403 403 403 403 403 200 403
            POST   /api/people                                                        | 401 403 403 403 403 403 403 403 403 403
            GET    /api/people/{id}                                                   | 401 403 403 403 403 403 403 403 200 403
            PATCH  /api/people/{id}                                                   | 401 403 403 403 403 403 403 403 403 403
            GET    /api/brands                                                        | 401 403 403 403 403 403 403 403 200 403
            GET    /api/brands/{brand}/file-kinds                                     | 401 200 200 200 200 200 200 200 200 404
            PUT    /api/brands/{brand}/file-kinds                                     | 401 403 403 403 403 403 403 403 422 403
            POST   /api/brands                                                        | 401 403 403 403 403 403 403 403 422 403
            PATCH  /api/brands/{id}                                                   | 401 403 403 403 403 403 403 403 422 403
            GET    /api/tokens                                                        | 401 200 200 200 200 200 200 200 200 200
            POST   /api/tokens                                                        | 401 403 403 403 403 403 403 403 403 403
            DELETE /api/tokens/{id}                                                   | 401 404 404 404 404 404 404 404 404 404
            GET    /api/account                                                       | 401 200 200 200 200 200 200 200 200 200
            PATCH  /api/account                                                       | 401 422 422 422 422 422 422 422 422 422
            PUT    /api/account/password                                              | 401 422 422 422 422 422 422 422 422 422
            GET    /api/openapi.json                                                  | 401 200 200 200 200 200 200 200 200 200
            GET    /api/openapi.json.yaml                                             | 401 200 200 200 200 200 200 200 200 200
            GET    /api/audit/verify                                                  | 401 403 403 403 403 403 403 200 200 200
            POST   /api/reconciliations                                               | 401 403 403 403 403 403 403 403 202 403
            GET    /api/reconciliations/latest                                        | 401 403 403 403 403 403 403 403 200 403
            # pages
            GET    /api                                                               | 302 200 200 200 200 200 200 200 200 200
            GET    /                                                                  | 302 200 200 200 200 200 200 200 200 200
            GET    /sign-in                                                           | 200 302 302 302 302 302 302 302 302 302
            POST   /sign-in                                                           | 302 405 405 405 405 405 405 405 405 405
            POST   /sign-out                                                          | 302 404 404 404 404 404 404 404 404 404
            GET    /session                                                           | 200 200 200 200 200 200 200 200 200 200
            GET    /session/webapp                                                    | 302 200 200 200 200 200 200 200 200 200
            GET    /inbox                                                             | 302 200 200 200 200 200 200 200 200 200
            GET    /inbox/{task}                                                      | 302 200 200 200 200 200 200 200 404 404
            POST   /inbox/{task}                                                      | 401 403 403 409 403 403 403 403 404 404
            POST   /inbox/{task}/claim                                                | 401 403 403 302 403 403 403 403 404 404
            POST   /inbox/{task}/release                                              | 401 403 403 302 403 403 403 403 404 404
            GET    /review/{task}/preview                                             | 302 200 200 200 200 200 200 200 404 404
            GET    /review/{task}/form                                                | 302 200 200 200 200 200 200 200 404 404
            GET    /review/next/{kind}/{id}                                           | 302 200 200 200 200 200 200 200 404 404
            GET    /posts                                                             | 302 200 200 200 200 200 200 200 403 200
            POST   /posts                                                             | 401 422 403 403 403 403 403 403 403 422
            GET    /posts/new                                                         | 302 200 403 403 403 403 403 403 403 200
            GET    /posts/pictures                                                    | 302 200 200 200 200 200 200 200 403 200
            POST   /posts/autosave                                                    | 401 422 403 403 403 403 403 403 403 422
            POST   /posts/autosave/discard                                            | 401 302 403 403 403 403 403 403 403 302
            GET    /posts/{id}                                                        | 302 200 200 200 200 200 200 200 404 404
            POST   /posts/{id}                                                        | 401 422 403 403 403 403 403 403 404 404
            POST   /posts/{id}/autosave                                               | 401 200 403 403 403 403 403 403 404 404
            POST   /posts/{id}/autosave/discard                                       | 401 302 302 302 302 302 302 302 404 404
            POST   /posts/{id}/delete                                                 | 401 302 403 403 302 403 403 403 404 404
            POST   /posts/{id}/pictures                                               | 401 302 403 403 403 403 403 403 404 404
            GET    /posts/{id}/withdraw                                               | 302 302 403 403 302 403 403 403 404 404
            POST   /posts/{id}/withdraw                                               | 401 409 403 403 409 403 403 403 404 404
            GET    /posts/{id}/way                                                    | 302 200 200 200 200 200 200 200 404 404
            GET    /library                                                           | 302 200 200 200 200 200 200 200 403 200
            POST   /library/upload                                                    | 401 302 302 403 302 403 403 403 403 302
            GET    /library/{id}                                                      | 302 200 200 200 200 200 200 200 403 404
            GET    /library/{id}/card                                                 | 302 200 200 200 200 200 200 200 404 404
            POST   /library/{id}/decision                                             | 401 403 409 403 409 403 403 403 404 404
            GET    /account/password                                                  | 302 200 200 200 200 200 200 200 200 200
            POST   /account/password                                                  | 401 422 422 422 422 422 422 422 422 422
            GET    /account/tokens                                                    | 302 200 200 200 200 200 200 200 200 200
            POST   /account/tokens                                                    | 401 403 403 403 403 403 403 403 403 403
            POST   /account/tokens/{id}/revoke                                        | 401 404 404 404 404 404 404 404 404 404
            POST   /library/{id}/reopen                                               | 401 422 422 403 422 403 403 403 404 404
            GET    /admin/brands/{brand}/file-kinds                                   | 302 403 403 403 403 403 403 403 200 403
            POST   /admin/brands/{brand}/file-kinds                                   | 401 403 403 403 403 403 403 403 422 403
            GET    /admin/people                                                      | 302 403 403 403 403 403 403 403 200 403
            POST   /admin/people                                                      | 401 403 403 403 403 403 403 403 403 403
            GET    /admin/people/{id}                                                 | 302 403 403 403 403 403 403 403 200 403
            POST   /admin/people/{id}                                                 | 401 403 403 403 403 403 403 403 403 403
            GET    /admin/people/{id}/deactivate                                      | 302 403 403 403 403 403 403 403 200 403
            POST   /admin/people/{id}/deactivate                                      | 401 403 403 403 403 403 403 403 403 403
            POST   /admin/people/{id}/release                                         | 401 403 403 403 403 403 403 403 403 403
            POST   /admin/people/brands                                               | 401 403 403 403 403 403 403 403 403 403
            POST   /admin/people/brands/{id}                                          | 401 403 403 403 403 403 403 403 403 403
            # what everybody reads
            GET    /feeds/{brand}                                                     | 200 200 200 200 200 200 200 200 200 200
            GET    /feeds/{brand}.atom                                                | 200 200 200 200 200 200 200 200 200 200
            GET    /feeds/{brand}.json                                                | 200 200 200 200 200 200 200 200 200 200
            GET    /feeds/{brand}/posts/{post}                                        | 404 404 404 404 404 404 404 404 404 404
            GET    /feeds/{brand}/media/{asset}                                       | 404 404 404 404 404 404 404 404 404 404
            GET    /favicon.svg                                                       | 200 200 200 200 200 200 200 200 200 200
            GET    /imprint.svg                                                       | 200 200 200 200 200 200 200 200 200 200
            GET    /site.webmanifest                                                  | 200 200 200 200 200 200 200 200 200 200
            GET    /build/**                                                          | 404 404 404 404 404 404 404 404 404 404
            GET    /webjars/**                                                        | 302 403 403 403 403 403 403 403 403 403
            GET    /error                                                             | 302 404 404 404 404 404 404 404 404 404
            GET    /nowhere                                                           | 302 404 404 404 404 404 404 404 404 404
            GET    /actuator                                                          | 302 403 403 403 403 403 403 403 403 403
            GET    /actuator/health                                                   | 200 200 200 200 200 200 200 200 200 200
            GET    /actuator/health/liveness                                          | 200 200 200 200 200 200 200 200 200 200
            GET    /actuator/health/readiness                                         | 200 200 200 200 200 200 200 200 200 200
            GET    /actuator/health/**                                                | 302 403 403 403 403 403 403 403 403 403
            GET    /actuator/prometheus                                               | 401 401 401 401 401 401 401 401 401 401
            GET    /actuator/env                                                      | 302 403 403 403 403 403 403 403 403 403
            # Camunda's webapps
            GET    /camunda/app/welcome/default/                                      | 302 200 200 200 200 200 200 200 200 200
            GET    /camunda/app/tasklist/default/                                     | 302 200 200 200 200 200 200 200 200 200
            GET    /camunda/app/cockpit/default/                                      | 302 403 403 403 403 403 200 200 200 200
            GET    /camunda/app/admin/default/                                        | 302 403 403 403 403 403 403 403 200 403
            GET    /camunda/app/admin/default/setup/                                  | 302 403 403 403 403 403 403 403 403 403
            POST   /camunda/api/admin/setup/default/user/create                       | 401 403 403 403 403 403 403 403 403 403
            GET    /camunda/favicon.ico                                               | 302 200 200 200 200 200 200 200 200 200
            GET    /camunda/lib/**                                                    | 302 404 404 404 404 404 404 404 404 404
            GET    /camunda/assets/**                                                 | 302 404 404 404 404 404 404 404 404 404
            GET    /camunda/api/welcome/plugin/welcomePlugins/static/app/plugin.js    | 401 403 403 403 403 403 403 403 403 403
            GET    /camunda/api/tasklist/plugin/tasklistPlugins/static/app/plugin.js  | 401 200 200 200 200 200 200 200 200 200
            GET    /camunda/api/cockpit/plugin/cockpitPlugins/static/app/plugin.js    | 401 403 403 403 403 403 200 200 200 200
            GET    /camunda/api/admin/plugin/adminPlugins/static/app/plugin.js        | 401 403 403 403 403 403 403 403 200 403
            GET    /camunda/api/engine/engine/default/filter/count                    | 401 200 200 200 200 200 200 200 200 200
            GET    /camunda/api/engine/engine/default/deployment/count                | 401 403 403 403 403 403 200 200 200 200
            GET    /camunda/api/engine/engine/default/user/count                      | 401 403 403 403 403 403 403 403 200 403
            GET    /camunda/api/engine/engine/default/metrics                         | 401 403 403 403 403 403 403 403 403 403
            POST   /camunda/api/engine/engine/default/deployment/create               | 401 403 403 403 403 403 403 403 403 403
            GET    /engine-rest/engine                                                | 302 403 403 403 403 403 403 403 403 403""";

    /** What is sent, where it is not an empty object or an empty form. */
    static final Map<String, String> BODIES = Map.ofEntries(
            Map.entry("PATCH /api/people/{id}", "{\"zone\": \"Nowhere/Land\"}"),
            Map.entry("PATCH /api/brands/{id}", "{\"zone\": \"Nowhere/Land\"}"),
            Map.entry("PATCH /api/account", "{\"zone\": \"Nowhere/Land\"}"),
            Map.entry(
                    "POST /api/tasks/{id}/decision",
                    "{\"decision\": \"approve\", \"hash\": \"" + "0".repeat(64) + "\", \"comment\": \"Because.\"}"),
            Map.entry("POST /inbox/{task}", "verdict=approve&hash=" + "0".repeat(64)),
            Map.entry("POST /library/{id}/decision", "task={file-task}&decision=approve&hash=" + "0".repeat(64)),
            Map.entry("POST /posts", "title=" + "x".repeat(500)),
            Map.entry("POST /posts/{id}", "version=1&title=" + "x".repeat(500)),
            Map.entry("POST /posts/{id}/pictures", "asset={asset}"),
            Map.entry("POST /account/tokens", "name="),
            Map.entry("POST /admin/people", "id=-&name=-&zone=UTC&password=short"),
            Map.entry("POST /admin/people/{id}", "name=-&zone=Nowhere/Land"),
            Map.entry("POST /admin/brands/{brand}/file-kinds", "stored=music"),
            Map.entry("POST /admin/people/brands", "id=-&name=-&zone=UTC"),
            Map.entry("POST /admin/people/brands/{id}", "name=-&zone=Nowhere/Land"));

    @LocalServerPort
    private int port;

    @Autowired
    private ServletWebServerApplicationContext application;

    @Test
    void everythingThatAnswersStandsInTheTable() {
        var table = rows().map(Row::endpoint).toList();

        assertThat(table).doesNotHaveDuplicates();
        assertThat(handlers())
                .filteredOn(handler -> !table.contains(handler))
                .as("not in the table")
                .isEmpty();
        assertThat(places())
                .filteredOn(place -> rows().noneMatch(row -> row.path.startsWith(place)))
                .as("places without a row")
                .isEmpty();
    }

    @Test
    void everyRoleMayWhatTheTableSaysAndNothingElse() {
        var cast = new Cast(port);
        var found = new ArrayList<String>();
        var names = names(cast);
        var callers = ROLES.stream().map(role -> caller(cast, role)).toList();

        rows().forEach(row -> found.add(row.line(
                callers.stream().map(caller -> caller.status(row, names)).toList())));

        assertThat(String.join("\n", found))
                .isEqualTo(rows().map(row -> row.line(row.statuses)).collect(joining("\n")));
    }

    /** Methods of controllers, ours and those of libraries, the actuator's among them. */
    private SortedSet<String> handlers() {
        return application.getBeansOfType(RequestMappingInfoHandlerMapping.class).values().stream()
                .flatMap(mapping -> mapping.getHandlerMethods().entrySet().stream())
                .filter(handler ->
                        !handler.getValue().getBeanType().getPackageName().endsWith(".slogan")) // a test's
                .map(Map.Entry::getKey)
                .flatMap(info -> info.getPatternValues().stream()
                        .map(path -> path.replaceAll(":[^{}]*}", "}"))
                        .flatMap(path -> info.getMethodsCondition().getMethods().isEmpty()
                                ? Stream.of("GET " + path)
                                : info.getMethodsCondition().getMethods().stream()
                                        .map(method -> method + " " + path)))
                .collect(toCollection(TreeSet::new));
    }

    /** Where files are served, and other servlets than Spring's. */
    private SortedSet<String> places() {
        var files = application.getBeansOfType(AbstractUrlHandlerMapping.class).values().stream()
                .flatMap(mapping -> mapping.getHandlerMap().keySet().stream());
        var servlets =
                Objects.requireNonNull(application.getServletContext()).getServletRegistrations().values().stream()
                        .flatMap(servlet -> servlet.getMappings().stream());
        return Stream.concat(files, servlets)
                .map(pattern -> pattern.replaceAll("\\*+$", ""))
                .collect(toCollection(TreeSet::new));
    }

    /** What stands for the ids in the table; longer names first, since each is replaced wherever it is found. */
    static Map<String, String> names(Cast cast) {
        var asset = cast.uploaded(cast.creator, "cup.jpg", Cast.picture());
        var draft = cast.creator
                .post("/api/brands/meridian/posts", "{\"title\": \"A draft that says nothing\"}")
                .text("/id");
        var review = cast.submitted(cast.creator, "Waits for review", "null");
        var task = cast.task(cast.reviewer, review).get("id").asText();
        var names = new LinkedHashMap<String, String>();
        names.put("/brands/{id}", "/brands/meridian");
        names.put("{brand}", "meridian");
        names.put("/people/{id}", "/people/creator");
        names.put("/assets/{id}", "/assets/" + asset);
        names.put("/library/{id}", "/library/" + asset);
        names.put("/posts/{id}", "/posts/" + draft);
        names.put("/tasks/{id}", "/tasks/" + task);
        names.put("/next/{kind}/{id}", "/next/post/" + draft);
        names.put("{task}", task);
        names.put("{asset}", asset);
        names.put("{file-task}", cast.task(cast.librarian, asset).get("id").asText());
        names.put("{post}", draft); // which is not published
        names.put("{id}", "00000000-0000-0000-0000-000000000000");
        return names;
    }

    private Caller caller(Cast cast, String role) {
        return switch (role) {
            case "nobody" -> new Caller(cast.nobody, new Visitor(port));
            case "stranger" -> new Caller(cast.stranger, Visitor.signedIn(port, "stranger", Cast.PASSWORD));
            case "admin" -> new Caller(cast.admin, Visitor.signedIn(port, "admin", "demo"));
            default -> new Caller(cast.of(role), Visitor.signedIn(port, "meridian-" + role, Cast.PASSWORD));
        };
    }

    /** Somebody with a token, which opens everything but Camunda's webapps, and with a session, which those want. */
    private record Caller(Api program, Visitor browser) {

        String status(Row row, Map<String, String> names) {
            var path = row.path;
            var body = BODIES.getOrDefault(row.endpoint(), row.forPrograms() ? "{}" : "");
            for (var name : names.entrySet()) {
                path = path.replace(name.getKey(), name.getValue());
                body = body.replace(name.getKey(), URLEncoder.encode(name.getValue(), UTF_8));
            }
            return Integer.toString(status(row, path.replace("/**", "/x"), body));
        }

        private int status(Row row, String path, String body) {
            if (path.startsWith("/camunda")) {
                return row.method.equals("GET")
                        ? browser.get(path).statusCode()
                        : browser.camunda(row.method, path, body).statusCode();
            }
            if (row.endpoint().equals("POST /api/brands/{brand}/assets") || path.equals("/library/upload")) {
                return program.parts(path, Api.title("no file")).status();
            }
            if (row.method.equals("GET") || row.method.equals("DELETE")) {
                return program.send(row.method, path, BodyPublishers.noBody()).status();
            }
            return row.forPrograms()
                    ? program.json(row.method, path, body, "If-Match", "\"999\"")
                            .status()
                    : program.form(path, body).status();
        }
    }

    static Stream<Row> rows() {
        return TABLE.lines()
                .skip(1)
                .map(String::strip)
                .filter(line -> !line.isEmpty() && !line.startsWith("#"))
                .map(line -> {
                    var words = Arrays.asList(line.split("[\\s|]+", -1));
                    return new Row(words.get(0), words.get(1), words.subList(2, words.size()));
                });
    }

    record Row(String method, String path, List<String> statuses) {

        String endpoint() {
            return method + " " + path;
        }

        boolean forPrograms() {
            return path.startsWith("/api/") || path.startsWith("/camunda/api/");
        }

        String line(List<String> found) {
            return "%-6s %-66s | %s".formatted(method, path, String.join(" ", found));
        }
    }
}
