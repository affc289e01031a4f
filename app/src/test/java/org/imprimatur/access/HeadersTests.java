package org.imprimatur.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.List;
import org.imprimatur.Cast;
import org.imprimatur.ImprimaturTest;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.test.web.server.LocalServerPort;

/** What browsers are told with every kind of answer. */
@ImprimaturTest
@TestInstance(Lifecycle.PER_CLASS)
class HeadersTests {

    private Visitor nobody;
    private Visitor creator;
    private Visitor reviewer;
    private String asset;
    private String task;

    @BeforeAll
    void somethingToLookAt(@LocalServerPort int port) {
        var cast = new Cast(port);
        asset = cast.uploaded(cast.creator, "cup.jpg", Cast.picture());
        task = cast.task(cast.reviewer, cast.submitted(cast.creator, "Looked at closely", "null"))
                .get("id")
                .asText();
        nobody = new Visitor(port);
        creator = Visitor.signedIn(port, "meridian-creator", Cast.PASSWORD);
        reviewer = Visitor.signedIn(port, "meridian-reviewer", Cast.PASSWORD);
    }

    /** The last column says who may show it in a frame. */
    @ParameterizedTest(name = "{0} {1} is framed by {4}")
    @CsvSource({
        "nobody,   /sign-in, 200, script-src 'self', none",
        "nobody,   /sign-in?refused, 200, script-src 'self', none",
        "nobody,   /inbox, 302, script-src 'self', none",
        "creator,  /, 200, script-src 'self', none",
        "creator,  /library, 200, script-src 'self', none",
        "creator,  /posts, 200, script-src 'self', none",
        "creator,  /api, 200, script-src 'self', none",
        "creator,  /account/tokens, 200, script-src 'self', none",
        "reviewer, /inbox/{task}, 200, script-src 'self', none",
        "reviewer, /review/{task}/preview, 200, script-src 'self', self",
        "creator,  /nowhere, 404, script-src 'self', none",
        "creator,  /error, 404, script-src 'self', none",
        "creator,  /admin/people, 403, script-src 'self', none",
        "creator,  /camunda/app/cockpit/default/, 403, script-src 'self', none",
        "creator,  /camunda/nowhere, 403, script-src 'self', none",
        "nobody,   /api/account, 401, script-src 'self', none",
        "creator,  /api/account, 200, script-src 'self', none",
        "creator,  /api/assets/{asset}/content, 200, default-src 'none'; sandbox, none",
        "creator,  /api/assets/{asset}/renditions/thumbnail, 200, default-src 'none'; sandbox, none",
        "nobody,   /feeds/meridian, 200, default-src 'none', none",
        "nobody,   /feeds/meridian.atom, 200, default-src 'none', none",
        "nobody,   /feeds/meridian.json, 200, default-src 'none', none",
        "nobody,   /feeds/nobodys, 404, script-src 'self', none",
        "nobody,   /feeds/meridian/media/{asset}, 404, script-src 'self', none",
        "nobody,   /favicon.svg, 200, script-src 'self', none",
        "nobody,   /actuator/health, 200, script-src 'self', none",
    })
    void ourAnswersRunNothingButWhatWeServeAndAreNotFramed(
            String who, String path, int status, String policy, String framedBy) {
        var answer = visitor(who).get(path.replace("{task}", task).replace("{asset}", asset));

        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(policies(answer))
                .singleElement()
                .satisfies(only -> assertThat(only).contains(policy).doesNotContain("unsafe", "*", "http:", "https:"));
        if (framedBy.equals("self")) {
            assertThat(policies(answer).get(0)).contains("frame-ancestors 'self'");
            assertThat(header(answer, "X-Frame-Options")).isEqualTo("SAMEORIGIN");
        } else {
            assertThat(header(answer, "X-Frame-Options"))
                    .isEqualTo(path.startsWith("/camunda") ? "SAMEORIGIN" : "DENY");
        }
        assertThat(header(answer, "X-Content-Type-Options")).isEqualTo("nosniff");
        assertThat(header(answer, "Referrer-Policy")).isEqualTo("same-origin");
        assertThat(header(answer, "Permissions-Policy")).contains("camera=()");
        assertThat(header(answer, "Cross-Origin-Opener-Policy")).isEqualTo("same-origin");
        assertThat(answer.headers().map()).doesNotContainKeys("server", "x-powered-by");
    }

    @ParameterizedTest
    @CsvSource({"tasklist", "welcome"})
    void camundasWebappsMayEvaluateAndAreFramedByNobodyElse(String webapp) {
        var page = creator.get("/camunda/app/" + webapp + "/default/");

        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(policies(page)).singleElement().satisfies(only -> assertThat(only)
                .contains("'unsafe-eval'", "'nonce-", "frame-ancestors 'none'", "object-src 'none'", "base-uri 'self'")
                .doesNotContain("sandbox")); // one that allows scripts and the origin protects from nothing
    }

    @Test
    void noPageOfOursHasAnInlineScriptOrStyle() {
        for (var path : List.of("/", "/inbox/" + task, "/library", "/posts", "/account/tokens", "/nowhere")) {
            assertThat(reviewer.get(path).body())
                    .as(path)
                    .doesNotContainPattern("<script(?![^>]*\\ssrc=)[^>]*>\\s*[^<\\s]")
                    .doesNotContainPattern("<style|\\sstyle=\"|\\son[a-z]+=\"|javascript:");
        }
    }

    private Visitor visitor(String who) {
        return switch (who) {
            case "nobody" -> nobody;
            case "creator" -> creator;
            default -> reviewer;
        };
    }

    private static List<String> policies(HttpResponse<String> answer) {
        return answer.headers().allValues("Content-Security-Policy");
    }

    private static String header(HttpResponse<String> answer, String name) {
        return String.join(" and ", answer.headers().allValues(name));
    }
}
