package org.imprimatur.story;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.Dialog;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.util.UUID;
import java.util.regex.Pattern;
import org.imprimatur.Api;
import org.imprimatur.Cast;
import org.imprimatur.ImprimaturTest;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.boot.test.web.server.LocalServerPort;

/** What is typed survives that a window closes without a word, in Chromium. */
@ImprimaturTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TypedTextTests {

    private static final String TEXT = "[name='variants[feed].text']";

    @LocalServerPort
    private int port;

    private final Browser browser = new Browser();
    private Cast cast;

    @BeforeAll
    void people() {
        cast = new Cast(port);
    }

    @AfterAll
    void close() {
        browser.close();
    }

    @Test
    void aNewPostComesBackAfterTheWindowCrashed() {
        var title = "Typed " + UUID.randomUUID();
        var window = signedIn("meridian-creator", "/posts/new");
        window.locator("#title").fill(title);
        window.locator(TEXT).fill("Twelve words that nobody wants to type again");
        assertThat(window.locator("[data-saved-words]")).containsText("kept at");
        Browser.close(window);

        var again = signedIn("meridian-creator", "/posts/new");
        again.locator(".note", new Page.LocatorOptions().setHasText(title))
                .getByRole(AriaRole.LINK)
                .click();

        assertThat(again.locator(TEXT)).hasValue("Twelve words that nobody wants to type again");
        assertThat(again.locator("#restored")).isVisible();
        again.reload();
        assertThat(again.locator("#title")).hasValue(title);
        again.locator("[data-save]").click();
        again.waitForURL(Pattern.compile("/posts/[0-9a-f-]{36}"));
        again.navigate(address("/posts/new"));
        assertThat(again.getByText(title)).hasCount(0);
        Browser.close(again);
    }

    @Test
    void whatWasTypedAtTheVeryEndIsSentAsThePageIsLeft() {
        var post = cast.draft(cast.creator, "Left in a hurry", "null");
        var window = signedIn("meridian-creator", "/posts/" + post);
        window.onDialog(Dialog::accept); // "leave the page?"
        window.locator(TEXT).press("Control+End");
        window.locator(TEXT).pressSequentially(" and milk");

        window.navigate(address("/posts"));

        // it was sent while the page was left, and may come after the next one was asked for
        await().ignoreExceptions().untilAsserted(() -> {
            window.navigate(address("/posts/" + post));
            assertThat(window.locator(TEXT).inputValue()).isEqualTo("A cup of it and milk");
        });
        window.locator("#restored button").click();
        assertThat(window.locator("#restored")).hasCount(0);
        assertThat(window.locator(TEXT)).hasValue("A cup of it");
        Browser.close(window);
    }

    @Test
    void whatWasTypedAfterARefusalComesBackWhenThePageIsLoadedAgain() {
        var begun = "Refused " + UUID.randomUUID();
        var window = signedIn("meridian-creator", "/posts/new");
        window.onDialog(Dialog::accept);
        window.locator(TEXT).fill(begun);
        window.locator("[data-submit]").click(); // without a title
        assertThat(window.locator("#errors")).isVisible();
        window.locator(TEXT).fill(begun + ", and much more");
        assertThat(window.locator("[data-saved-words]")).containsText("kept at");

        window.reload();
        assertThat(window.locator(TEXT)).hasValue(begun + ", and much more");

        window.locator("#title").fill("Now with a title");
        window.locator("[data-save]").click();
        window.waitForURL(Pattern.compile("/posts/[0-9a-f-]{36}"));
        window.goBack(); // to a page, and not to the question whether a form is to be sent again
        assertThat(window.locator("h1").first()).isVisible();
        Browser.close(window);
    }

    @Test
    void aSaveThatCameTooLateKeepsWhatIsTypedAfterItWhenThePageIsLoadedAgain() {
        var post = cast.draft(cast.creator, "Two at once", "null");
        var window = signedIn("meridian-creator", "/posts/" + post);
        window.onDialog(Dialog::accept);
        var saved = cast.alone.json("PATCH", "/api/posts/" + post, "{\"title\": \"Theirs\"}", "If-Match", "\"1\"");
        assertThat(saved.status()).isEqualTo(200);
        window.locator(TEXT).fill("Mine");
        window.locator("[data-save]").click();
        assertThat(window.locator("#clash")).isVisible();
        window.locator(TEXT).fill("Mine, and more of it");
        assertThat(window.locator("[data-saved-words]")).containsText("kept at");

        window.reload();

        assertThat(window.locator(TEXT)).hasValue("Mine, and more of it");
        Browser.close(window);
    }

    @Test
    void aCommentIsTheSameInTheInboxAndInTasklist() {
        var title = "Commented " + UUID.randomUUID();
        var post = cast.submitted(cast.creator, title, "null");
        var task = cast.task(cast.reviewer, post).get("id").asText();
        var inbox = signedIn("meridian-reviewer", "/inbox/" + task);
        inbox.locator("#comment").fill("Begun in the inbox");
        assertThat(inbox.locator(".draft-state")).containsText("Kept as a draft");
        Browser.close(inbox);

        var tasklist = signedIn("meridian-reviewer", "/camunda/app/tasklist/default/");
        var comment = open(tasklist, title);
        assertThat(comment).hasValue("Begun in the inbox");
        comment.fill("Begun in the inbox, continued in Tasklist");
        assertThat(tasklist.getByText("Kept as a draft")).isVisible();
        Browser.close(tasklist);

        var again = signedIn("meridian-reviewer", "/inbox/" + task);
        assertThat(again.locator("#comment")).hasValue("Begun in the inbox, continued in Tasklist");
        cast.decide(cast.reviewer, post, "request_changes");
        assertThat(draft(task).status()).isEqualTo(404);
        Browser.close(again);
    }

    private Locator open(Page tasklist, String title) {
        tasklist.locator(".tasks-list li.task")
                .filter(new Locator.FilterOptions().setHasText(title))
                .first()
                .click();
        return tasklist.locator("#im-comment");
    }

    private Api.Answer draft(String task) {
        return cast.reviewer.get("/api/tasks/" + task + "/comment-draft");
    }

    private Page signedIn(String who, String path) {
        var window = browser.window();
        window.navigate(address("/sign-in"));
        window.locator("#username").fill(who);
        window.locator("#password").fill(Cast.PASSWORD);
        window.keyboard().press("Enter");
        window.waitForURL(url -> !url.contains("/sign-in"));
        window.navigate(address(path));
        window.waitForFunction("() => !document.querySelector('[data-island]:not([data-mounted])')");
        return window;
    }

    private String address(String path) {
        return "http://127.0.0.1:" + port + path;
    }
}
