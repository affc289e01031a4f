package org.imprimatur.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.imprimatur.ImprimaturTest;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/** Whatever somebody asks for who is not signed in, no row of a session is written for it. */
@ImprimaturTest
class AnonymousRequestsTests {

    private static final String FORM = "application/x-www-form-urlencoded";

    @LocalServerPort
    private int port;

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    @Qualifier("requestMappingHandlerMapping")
    private RequestMappingHandlerMapping endpoints;

    @Test
    void noEndpointWritesASession() {
        var start = System.currentTimeMillis();
        var browser = new Visitor(port);

        for (var path : paths()) {
            for (var method : List.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS")) {
                check(browser.send(method, path, BodyPublishers.noBody(), "Accept", "text/html"));
                check(browser.send(method, path, BodyPublishers.ofString("title=A+title"), "Content-Type", FORM));
                check(browser.send(method, path, BodyPublishers.noBody(), "HX-Request", "true"));
            }
        }

        assertThat(sessionsSince(start)).isZero();
    }

    @Test
    void noSignInThatFailsWritesASession() {
        var start = System.currentTimeMillis();
        var browser = new Visitor(port);

        check(browser.signIn("nobody-of-this-name", "a password"));
        check(browser.signIn("", ""));
        check(browser.form("/sign-in", "username", "creator", "password", "demo"));
        check(browser.form("/sign-in", "username", "creator", "password", "demo", "_csrf", "made up"));
        check(browser.form("/sign-out", "_csrf", "made up"));
        check(browser.get("/posts", "Cookie", "imprimatur-" + installation() + "=bm8tc3VjaC1zZXNzaW9u"));
        check(browser.get("/sign-in?refused&continue=/posts"));

        assertThat(sessionsSince(start)).isZero();
    }

    private Set<String> paths() {
        var paths = new TreeSet<>(List.of(
                "/",
                "/nowhere/at-all",
                "/favicon.svg",
                "/build/none.js",
                "/actuator/health",
                "/actuator/prometheus",
                "/camunda/",
                "/camunda/app/tasklist/default/",
                "/camunda/app/welcome/default/",
                "/camunda/api/engine/engine/default/task",
                "/camunda/api/admin/auth/user/default",
                "/camunda/api/admin/auth/user/default/login/tasklist",
                "/camunda/api/admin/setup/default/user/create",
                "/engine-rest/task",
                "/api/openapi.json"));
        var patterns = new ArrayList<String>();
        endpoints.getHandlerMethods().keySet().forEach(mapping -> patterns.addAll(mapping.getPatternValues()));
        patterns.stream().map(pattern -> pattern.replaceAll("\\{[^}]+}", "7")).forEach(paths::add);
        paths.removeIf(path -> path.contains("*"));
        assertThat(paths).hasSizeGreaterThan(RequestMethod.values().length * 5);
        return paths;
    }

    private static void check(HttpResponse<String> answer) {
        assertThat(answer.headers().allValues("Set-Cookie"))
                .as("%s %s", answer.request().method(), answer.uri())
                .noneMatch(cookie -> cookie.startsWith("imprimatur-") && !cookie.contains("=;"));
        assertThat(answer.statusCode())
                .as("%s %s", answer.request().method(), answer.uri())
                .isLessThan(500);
    }

    private String installation() {
        return jdbc.sql("select id from installation").query(String.class).single();
    }

    private int sessionsSince(long start) {
        return jdbc.sql("select count(*) from spring_session where creation_time >= :start and principal_name is null")
                .param("start", start)
                .query(Integer.class)
                .single();
    }
}
