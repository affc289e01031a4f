package org.imprimatur.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.UUID;
import java.util.regex.Pattern;
import org.imprimatur.Api;
import org.imprimatur.Cast;
import org.imprimatur.ImprimaturTest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;

/** People change their own password on a page. */
@ImprimaturTest
class PasswordPageTests {

    private static final Pattern CSRF = Pattern.compile("name=\"_csrf\" value=\"([^\"]+)\"");
    private static final String OLD = "the first password";
    private static final String NEW = "the second password";

    @LocalServerPort
    private int port;

    private String person;
    private Visitor here;

    @BeforeEach
    void somebodyIsSignedIn() {
        new Cast(port); // makes the brand
        person = "p-" + UUID.randomUUID();
        var made = Api.byPassword(port, "admin", "demo").post("/api/people", """
                {"id": "%s", "zone": "Asia/Seoul", "password": "%s", "roles": {"meridian": ["reviewer"]}}""".formatted(person, OLD));
        assertThat(made.status()).as(made::toString).isEqualTo(201);
        here = Visitor.signedIn(port, person, OLD);
    }

    @Test
    void theOtherSessionsEndAndThisOneStays() {
        var elsewhere = Visitor.signedIn(port, person, OLD);

        assertThat(change(OLD, NEW, NEW).statusCode()).isEqualTo(302);

        assertThat(here.get("/inbox").statusCode()).isEqualTo(200);
        assertThat(elsewhere.get("/inbox").statusCode()).isEqualTo(302);
        assertThat(new Visitor(port).signIn(person, NEW).headers().firstValue("Location"))
                .get()
                .asString()
                .doesNotContain("refused");
    }

    @Test
    void theSessionGoesOnUnderANewId() {
        var before = here.cookie("imprimatur");

        change(OLD, NEW, NEW);

        assertThat(here.cookie("imprimatur")).isNotEqualTo(before);
    }

    @Test
    void everythingThatIsWrongIsToldAtOnceAndNoPasswordIsRepeated() {
        var page = change("not the one", "brief", "differs!");

        assertThat(page.statusCode()).isEqualTo(422);
        assertThat(page.body())
                .contains("3 things to correct", "href=\"#old\"", "href=\"#password\"", "href=\"#again\"")
                .contains("id=\"old-error\"", "id=\"password-error\"", "id=\"again-error\"")
                .doesNotContain("not the one", "brief", "differs!");
    }

    @Test
    void guessingTheOldPasswordIsThrottledAndTheOwnerIsNotLockedOutAtTheDoor() {
        for (var i = 0; i < 10; i++) {
            assertThat(change("guess number " + i, NEW, NEW).statusCode()).isEqualTo(422);
        }

        var page = change(OLD, NEW, NEW);
        assertThat(page.statusCode()).isEqualTo(429);
        assertThat(page.headers().firstValue("Retry-After")).isPresent();
        assertThat(page.body()).contains("Too many wrong passwords");
        assertThat(new Visitor(port).signIn(person, OLD).headers().firstValue("Location"))
                .get()
                .asString()
                .doesNotContain("refused", "wait");
    }

    @Test
    void theRulesAreToldBeforeAndTheMenuLeadsThere() {
        assertThat(here.get("/account/password").body()).contains("At least 12 characters");
        assertThat(here.get("/").body()).contains("href=\"/account/password\"");
    }

    private HttpResponse<String> change(String old, String password, String again) {
        var page = CSRF.matcher(here.get("/account/password").body());
        assertThat(page.find()).isTrue();
        return here.form("/account/password", "old", old, "password", password, "again", again, "_csrf", page.group(1));
    }
}
