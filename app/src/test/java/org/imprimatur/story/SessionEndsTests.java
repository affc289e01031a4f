package org.imprimatur.story;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.Page;
import java.util.UUID;
import org.imprimatur.Cast;
import org.imprimatur.ImprimaturTest;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A session ends while somebody writes, and nothing that was typed is lost. */
@ImprimaturTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SessionEndsTests {

    @LocalServerPort
    private int port;

    @Autowired
    private JdbcClient jdbc;

    private final Browser browser = new Browser();
    private Cast cast;

    @BeforeAll
    void somePeople() {
        cast = new Cast(port);
    }

    @AfterAll
    void close() {
        browser.close();
    }

    @Test
    void aDraftIsSavedAfterSignInInPlace() {
        var page = signedIn("meridian-creator");
        var title = "Written for an hour " + UUID.randomUUID();
        page.navigate(address("/posts/new"));
        page.locator("#title").fill(title);
        page.locator("textarea[data-text]").first().fill("Every word of it");
        end("meridian-creator");

        page.keyboard().press("Control+s");
        assertThat(page.locator("#session")).isVisible();
        signInAgain(page, "a wrong one");
        assertThat(page.locator("#session-error")).containsText("Wrong user name or password");
        signInAgain(page, Cast.PASSWORD);

        page.waitForURL(url -> url.matches(".*/posts/[0-9a-f-]{36}.*"));
        assertThat(page.locator("#title")).hasValue(title);
        assertThat(page.locator("textarea[data-text]").first()).hasValue("Every word of it");
        Browser.close(page);
    }

    @Test
    void aDecisionIsSentWithItsCommentAfterSignInInPlace() {
        var post = cast.submitted(cast.creator, "To be sent back", "null");
        var task = cast.entry(cast.reviewer, post).orElseThrow().at("/id").asText();
        var comment = "Name the shop " + UUID.randomUUID();
        var page = signedIn("meridian-reviewer");
        page.navigate(address("/inbox/" + task));
        page.locator("#comment").fill(comment);
        end("meridian-reviewer");

        page.locator("[data-decide=request_changes]").click();
        assertThat(page.locator("#session")).isVisible();
        assertThat(page.locator("#comment")).hasValue(comment);
        signInAgain(page, Cast.PASSWORD);

        assertThat(page.locator("#session-banner")).isHidden();
        page.waitForCondition(() ->
                jdbc.sql("select count(*) from decision where comment = :comment and person = 'meridian-reviewer'")
                                .param("comment", comment)
                                .query(Integer.class)
                                .single()
                        == 1);
        Browser.close(page);
    }

    @Test
    void aPageNoticesThatItsPersonSignedOutInAnotherTabAndThatTheyAreBack() {
        var page = signedIn("meridian-librarian");
        page.navigate(address("/account/tokens"));
        page.locator("input[name=name]").fill("Half typed");
        var tab = page.context().newPage();
        tab.navigate(address("/account/tokens"));
        tab.locator(".side [data-menu] summary").last().click();
        tab.locator(".side form[action$='/sign-out'] button").click();
        tab.waitForURL("**/sign-in?signed-out");

        assertThat(page.locator("#session-banner")).isVisible();
        signIn(tab, "meridian-librarian");

        assertThat(page.locator("#session-banner")).isHidden();
        assertThat(page.locator("input[name=name]")).hasValue("Half typed");
        Browser.close(page);
    }

    @Test
    void withoutScriptsAPageKeepsWhatWasTypedAndSendsItAfterSignIn() {
        var page = browser.window(new NewContextOptions().setJavaScriptEnabled(false));
        signIn(page, "meridian-creator");
        var title = "Typed without scripts " + UUID.randomUUID();
        page.navigate(address("/posts/new"));
        page.locator("#title").fill(title);
        end("meridian-creator");

        page.locator("#title").press("Enter");
        assertThat(page.locator("h1")).hasText("Your session ended");
        signIn(page, "meridian-creator", Cast.PASSWORD);
        assertThat(page.locator("h1")).hasText("What you typed is not saved yet");
        page.locator(".session-ended form button").click();

        page.waitForURL(url -> url.matches(".*/posts/[0-9a-f-]{36}.*"));
        assertThat(page.locator("#title")).hasValue(title);
        Browser.close(page);
    }

    private Page signedIn(String who) {
        var page = browser.window();
        signIn(page, who);
        return page;
    }

    private void signIn(Page page, String who) {
        page.navigate(address("/sign-in"));
        signIn(page, who, Cast.PASSWORD);
        page.waitForURL(url -> !url.contains("/sign-in"));
    }

    private static void signIn(Page page, String who, String password) {
        page.locator("#username").fill(who);
        page.locator("#password").fill(password);
        page.locator("#password").press("Enter");
    }

    private static void signInAgain(Page page, String password) {
        page.locator("#session-password").fill(password);
        page.locator("#session-password").press("Enter");
    }

    private void end(String who) {
        var ended = jdbc.sql("delete from spring_session where principal_name = :who")
                .param("who", who)
                .update();
        assertThat(ended).isPositive();
    }

    private String address(String path) {
        return "http://127.0.0.1:" + port + path;
    }
}
