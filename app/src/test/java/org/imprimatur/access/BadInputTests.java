package org.imprimatur.access;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.imprimatur.Api;
import org.imprimatur.Cast;
import org.imprimatur.ImprimaturTest;
import org.imprimatur.access.WhoMayWhatTests.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.boot.web.servlet.context.ServletWebServerApplicationContext;
import org.springframework.core.DefaultParameterNameDiscoverer;
import org.springframework.core.MethodParameter;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.mvc.method.RequestMappingInfoHandlerMapping;

/** Bad input is the caller's mistake at every endpoint: never a failure of the product, never a stack trace in the log. */
@ImprimaturTest
@ExtendWith(OutputCaptureExtension.class)
class BadInputTests {

    private static final List<String> BAD = List.of(
            "\0",
            "be\0fore",
            "\uDC80\uD83D", // halves of two pairs, in the wrong order
            "-1",
            "9".repeat(30) + "%_!\\'\"<");

    /** Read from the request itself, or by an argument that no controller names. */
    private static final Set<String> EVERYWHERE = Set.of("brand", "title", "text");

    /** With {@code ?} for the bad value. */
    private static final List<String> POSTS = List.of(
            "{'title': ?}",
            "{'title': 'x', ?: 'x'}",
            "{'title': 'x', 'variants': [{'channel': ?, 'text': 'x'}]}",
            "{'title': 'x', 'variants': [{'channel': 'feed', 'text': ?}], 'slot': {'local': 'x'}}",
            "{'title': 'x', 'assets': [{'id': ?}]}",
            "{'title': 'x', 'slot': {'local': '2030-01-01T09:00', 'zone': ?}}",
            "{'title': 'x', 'slot': {'local': ?, 'zone': 'UTC'}}");

    private static final JsonMapper JSON =
            JsonMapper.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();

    @LocalServerPort
    private int port;

    @Autowired
    private ServletWebServerApplicationContext application;

    @Test
    void noParameterFieldOrJsonStringMakesAnEndpointFail(CapturedOutput log) {
        var cast = new Cast(port);
        var names = WhoMayWhatTests.names(cast);
        var handlers = handlers();
        var failed = new TreeSet<String>();
        WhoMayWhatTests.rows().filter(row -> !row.path().startsWith("/camunda")).forEach(row -> {
            var path = filled(row, names);
            for (var who : Stream.of(cast.alone, cast.admin)
                    .limit(adminOnly(row) ? 2 : 1)
                    .toList()) {
                for (var field : fields(row, handlers)) {
                    BAD.forEach(bad -> send(who, row, path, field, bad, failed));
                }
            }
        });

        assertThat(failed).isEmpty();
        assertThat(log.getAll()).doesNotContain("threw exception", "invalid byte sequence");
    }

    @Test
    void aFormThatCannotBeStoredIsKeptAndNamesItsField() {
        new Cast(port);
        var browser = Visitor.signedIn(port, "alone", Cast.PASSWORD);
        var page = browser.get("/posts/new?brand=meridian").body();
        var token = page.replaceAll("(?s).*?name=\"_csrf\" value=\"([^\"]+)\".*", "$1");

        for (var field : List.of("title", "text.feed")) {
            var answer = browser.form(
                    "/posts", "_csrf", token, "note", "Typed & kept", field, "a\0b \uD83C\uDF0A", "brand", "meridian");

            assertThat(answer.statusCode()).isEqualTo(422);
            assertThat(answer.body())
                    .contains(field, "Typed &amp; kept", "value=\"ab \uD83C\uDF0A\"", "action=\"/posts\"")
                    .doesNotContain("\0");
        }
    }

    private static boolean adminOnly(Row row) {
        return row.path().contains("people")
                || row.path().contains("/api/brands")
                || row.path().contains("audit");
    }

    private static String filled(Row row, Map<String, String> names) {
        var path = row.path().replace("/**", "/x");
        for (var name : names.entrySet()) {
            path = path.replace(name.getKey(), name.getValue());
        }
        return path;
    }

    private static void send(Api who, Row row, String path, String field, String bad, Set<String> failed) {
        var pair = encoded(field) + "=" + encoded(bad);
        if (row.method().equals("GET") || row.method().equals("DELETE")) {
            note(
                    who.send(row.method(), path + "?" + pair, BodyPublishers.noBody())
                            .status(),
                    row,
                    field,
                    bad,
                    failed);
        } else if (row.forPrograms()) {
            for (var body : row.path().contains("posts") ? POSTS : List.of("{" + quoted(field) + ": ?}")) {
                var json = body.replace('\'', '"').replace("?", quoted(bad));
                var answer = who.json(row.method(), path, json, "If-Match", "\"999\"");
                note(answer.status(), row, field + " in " + body, bad, failed);
            }
        } else {
            note(who.form(path, pair).status(), row, field, bad, failed);
        }
    }

    private static void note(int status, Row row, String field, String bad, Set<String> failed) {
        if (status >= 500) {
            failed.add(status + " " + row.method() + " " + row.path() + " " + field + " "
                    + quoted(bad.substring(0, Math.min(20, bad.length()))));
        }
    }

    private Map<String, HandlerMethod> handlers() {
        var handlers = new HashMap<String, HandlerMethod>();
        for (var mapping : application
                .getBeansOfType(RequestMappingInfoHandlerMapping.class)
                .values()) {
            mapping.getHandlerMethods()
                    .forEach((info, method) -> info.getPatternValues().forEach(pattern -> info.getMethodsCondition()
                            .getMethods()
                            .forEach(verb -> handlers.put(verb + " " + pattern.replaceAll(":[^{}]*}", "}"), method))));
        }
        return handlers;
    }

    /** What a handler reads: its parameters, and the components of the records among them. */
    private static SortedSet<String> fields(Row row, Map<String, HandlerMethod> handlers) {
        var fields = new TreeSet<>(EVERYWHERE);
        var handler = handlers.get(row.endpoint());
        if (handler != null) {
            for (var parameter : handler.getMethodParameters()) {
                names(parameter).forEach(fields::add);
            }
        }
        return fields;
    }

    private static Stream<String> names(MethodParameter parameter) {
        parameter.initParameterNameDiscovery(new DefaultParameterNameDiscoverer());
        var components = parameter.getParameterType().getRecordComponents();
        return components == null
                ? Stream.ofNullable(parameter.getParameterName())
                : Arrays.stream(components).map(component -> component.getName());
    }

    @Test
    void noCallThatTheAllowListLetsThroughFailsForItsParametersOrForAnIdThatNamesNothing(CapturedOutput log) {
        new Cast(port);
        var people = Stream.of("meridian-reviewer", "meridian-auditor", "admin")
                .map(who -> Visitor.signedIn(port, who, who.equals("admin") ? "demo" : Cast.PASSWORD))
                .toList();
        people.forEach(person -> person.get("/camunda/app/welcome/default/"));
        var failed = new TreeSet<String>();
        for (var call : org.imprimatur.access.engine.AllowListForTests.calls()) {
            var words = call.split(" ", 2);
            var path = "/camunda/api/" + words[1].replace("{id}", "names-nothing");
            for (var person : people) {
                if (words[0].equals("POST")) {
                    for (var body : List.of(
                            "{}",
                            "{\"name\": \"\\u0000\"}",
                            "{\"businessKey\": \"\\uDC80\"}",
                            "{\"activityIdIn\": [], \"activityInstanceIdIn\": []}",
                            "{\"activityIdIn\": [\"\"], \"tenantIdIn\": [\"\"], \"assigneeIn\": [\"\"]}",
                            "{\"tenantIdIn\": []}",
                            "{\"orQueries\": [{\"candidateGroups\": []}]}")) {
                        noteCall(person.camunda("POST", path, body).statusCode(), call, body, failed);
                    }
                } else if (words[0].equals("GET")) {
                    for (var query : List.of(
                            "",
                            "?maxResults=5&name=%00",
                            "?maxResults=5&name=" + "9".repeat(30),
                            "?maxResults=5&nameLike=%25%00",
                            "?maxResults=5&taskId=%00&id=%00&member=%00&userId=%00",
                            "?maxResults=5&activityIdIn=&activityInstanceIdIn=&tenantIdIn=&assigneeIn=&processInstanceIds=",
                            "?maxResults=5&activityIdIn=a,,b&tenantIdIn=,aurora,&assigneeIn=,a",
                            "?maxResults=5&activityIdIn=,,",
                            "?maxResults=5&tenantIdIn=,,",
                            "?maxResults=5&candidateGroups=,,",
                            "?maxResults=-1",
                            "?maxResults=5&firstResult=-1",
                            "?maxResults=99999999999",
                            "?maxResults=5&processVariables=a_eq_%00",
                            "?maxResults=5&createdAfter=never&startedBefore=never",
                            "?maxResults=5&sortBy=nothing&sortOrder=asc")) {
                        noteCall(person.get(path + query).statusCode(), call, query, failed);
                    }
                }
            }
        }

        assertThat(failed).isEmpty();
        assertThat(log.getAll()).doesNotContain("threw exception", "ENGINE-REST-HTTP500", "invalid byte sequence");
    }

    private static void noteCall(int status, String call, String sent, Set<String> failed) {
        if (status >= 500) {
            failed.add(status + " " + call + " " + sent);
        }
    }

    /** Each is another spelling of a path that is there. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "/camunda/app/../api/engine/engine/default/filter",
                "/camunda/assets/%2E%2e/api/engine/engine/default/filter",
                "/camunda/api/./engine/engine/default/filter",
                "/camunda/api/engine/engine/default/filter/..",
                "/camunda/lib/..%2fapi/engine",
                "/camunda/lib/..;/api/engine",
                "/camunda/api/engine;x=1/engine",
                "/camunda/api/engine%5cengine",
                "/camunda/api/engine/engine/default/task/%00",
                "/camunda//api/engine",
                "/library/../camunda/api/engine",
                "/posts/./new",
                "/inbox/%2e%2e/posts",
                "/api/posts/x%00",
                "/feeds/meridian/%2e",
            })
    void anotherSpellingOfAPathIsRefusedForEverybody(String path, CapturedOutput log) {
        new Cast(port);
        for (var visitor : List.of(new Visitor(port), Visitor.signedIn(port, "alone", Cast.PASSWORD))) {
            assertThat(visitor.get(path).statusCode()).isEqualTo(400);
        }
        assertThat(new Cast(port).alone.get(path).status()).isEqualTo(400);
        assertThat(log.getAll()).doesNotContain("threw exception");
    }

    @Test
    void aNameThatNobodyCanHaveIsAWrongNameAtEveryWayIn() {
        var basic = Base64.getEncoder().encodeToString("\0nobody:a long password".getBytes(UTF_8));
        var program = Api.nobody(port).get("/api/account", "Authorization", "Basic " + basic);
        var person = new Visitor(port).signIn("crea\0tor", "a long password");

        assertThat(program.status()).isEqualTo(401);
        assertThat(person.statusCode()).isEqualTo(302);
        assertThat(person.headers().firstValue("Location"))
                .hasValueSatisfying(to -> assertThat(to).contains("/sign-in?"));
    }

    @Test
    void aSessionThatNoDatabaseKeepsIsNone(@Autowired JdbcClient jdbc) {
        var cookie = "imprimatur-"
                + jdbc.sql("select id from installation").query(String.class).single();
        for (var id : List.of("\0", "0\0", "\uFFFE")) {
            var value = Base64.getEncoder().encodeToString(id.getBytes(UTF_8));
            var answer = new Visitor(port).get("/posts", "Cookie", cookie + "=" + value);

            assertThat(answer.statusCode()).isEqualTo(302);
        }
    }

    private static String quoted(String text) {
        try {
            return JSON.writeValueAsString(text);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, UTF_8);
    }
}
