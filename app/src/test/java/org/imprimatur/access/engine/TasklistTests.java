package org.imprimatur.access.engine;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.ConsoleMessage;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Page.GetByRoleOptions;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.WaitForSelectorState;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.imprimatur.Api;
import org.imprimatur.Cast;
import org.imprimatur.ImprimaturTest;
import org.imprimatur.story.Browser;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What Tasklist and the inbox look like in Chromium, each time in a profile that nothing was loaded into before. */
@ImprimaturTest
@TestInstance(Lifecycle.PER_CLASS)
class TasklistTests {

    /** Notes each text that looks like the key of a label, as soon as it is on the page. */
    private static final String NOTE_KEYS = """
            if (window.top === window) {
              window.keys = new Set();
              new MutationObserver(() => {
                const shown = document.body ? document.body.innerText : "";
                const placeholders = [...document.querySelectorAll("[placeholder]")].map((one) => one.placeholder);
                for (const text of [shown, ...placeholders])
                  for (const key of text.match(/\\b[A-Z]{3,}(_[A-Z]+)+\\b/g) ?? []) window.keys.add(key);
              }).observe(document, { subtree: true, childList: true, characterData: true, attributes: true });
            }
            """;

    private static final String CLAIM = "[ng-click='claim()'], .claim";
    private static final String COMPLETE = ".form-actions .btn-primary";
    private static final String UNCLAIM = "[ng-click='unclaim()'], .unclaim";

    private final Browser browser = new Browser();
    private final List<Page> windows = new ArrayList<>();
    private final List<String> errors = new ArrayList<>();
    private String title = "";
    private String address = "";
    private Cast cast;

    @Autowired
    private JdbcClient jdbc;

    @BeforeAll
    void submit(@LocalServerPort int port) {
        address = "http://localhost:" + port;
        title = "Lanterns at the pier " + System.nanoTime();
        cast = new Cast(port);
        cast.submitted(cast.creator, "First of " + title, "null");
        cast.submitted(cast.creator, "Second of " + title, "null");
        cast.submitted(cast.creator, title, "null");
    }

    @AfterEach
    void closeWindows() {
        windows.forEach(Browser::close);
        windows.clear();
    }

    @AfterAll
    void close() {
        browser.close();
    }

    @Test
    void theFirstLoadShowsNoKeyOfALabelHoweverLateTheLabelsCome() {
        var page = signedIn();
        page.addInitScript(NOTE_KEYS);
        var held = new ArrayList<Route>();
        page.route("**/locales/en.json*", held::add);
        page.navigate(address + "/camunda/app/tasklist/default/");
        page.waitForCondition(() -> !held.isEmpty());
        page.evaluate("() => new Promise(rest => requestIdleCallback(rest, {timeout: 2000}))");
        page.unroute("**/locales/en.json*");
        held.forEach(Route::resume);
        card(page).waitFor();

        assertThat(page.evaluate("() => [...window.keys]")).isEqualTo(List.of());
        assertThat(page.locator("[placeholder='Filter Tasks']").isVisible()).isTrue();
        assertThat(errors).isEmpty();
    }

    @Test
    void thereIsNoBannerOfTheEngine() {
        var page = signedIn();

        tasklist(page);

        assertThat(page.locator(".ce-eol-banner").isVisible()).isFalse();
        assertThat(page.locator(".alert-danger:visible, .notification:visible").count())
                .isZero();
    }

    @Test
    void theTitleComesBeforeTheStep() {
        var page = signedIn();

        tasklist(page);

        assertThat(page.getByRole(
                                AriaRole.LINK,
                                new GetByRoleOptions()
                                        .setName("\u2068" + title + "\u2069 Review")
                                        .setExact(true))
                        .count())
                .isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({"1440, 900", "1280, 720"})
    void choiceCommentAndCompleteAreInSightAtOnce(int width, int height) {
        var page = signedIn();
        page.setViewportSize(width, height);

        open(page);
        page.locator(CLAIM).first().click(); // an unclaimed form lies under an overlay
        page.getByText("Choose a decision").waitFor();

        for (var control :
                List.of("input[value=approve]", "#im-comment", ".form-actions .btn-primary", "#im-missing")) {
            page.waitForFunction("""
                    control => {
                      const one = document.querySelector(control);
                      const box = one?.getBoundingClientRect();
                      return box && one.contains(document.elementFromPoint(box.left + box.width / 2, box.bottom - 2))
                        && box.top >= 0 && box.bottom <= innerHeight;
                    }""", control, new Page.WaitForFunctionOptions().setTimeout(20_000));
        }
        page.locator(UNCLAIM).first().click();
        assertThat(page.locator(".im-decision iframe").boundingBox().height).isGreaterThanOrEqualTo(160);
        assertThat(errors).isEmpty();
    }

    @Test
    void completeSaysWhatIsMissing() {
        var page = signedIn();
        open(page);
        var missing = page.locator("#im-missing");

        assertThat(missing.textContent()).contains("Claim");
        page.locator(CLAIM).first().click();
        missing.filter(new Locator.FilterOptions().setHasText("Choose a decision"))
                .waitFor();
        page.locator("input[value=reject]").check();
        missing.filter(new Locator.FilterOptions().setHasText("comment")).waitFor();
        page.locator("#im-comment").fill("The pier is closed.");
        page.locator(".form-actions .btn-primary:enabled").waitFor();
        assertThat(missing.textContent()).isEmpty();
        page.locator(UNCLAIM).first().click();
        missing.filter(new Locator.FilterOptions().setHasText("Claim")).waitFor();
    }

    @Test
    void aDecisionIsSentAfterSignInInPlace() {
        var post = cast.submitted(cast.creator, "Shutters " + System.nanoTime(), "null");
        var page = signedIn();
        claimed(page, post);
        page.locator("input[value=request_changes]").check();
        page.locator("#im-comment").fill("Paint them first.");
        errors.clear();
        end("meridian-reviewer");

        page.locator(COMPLETE).click();
        page.locator("#session[open]").waitFor();
        assertThat(page.locator("#im-comment").inputValue()).isEqualTo("Paint them first.");
        page.locator("#session-password").fill(Cast.PASSWORD);
        page.locator("#session-password").press("Enter");

        page.locator(".toast-x").getByText("Asked for changes on").waitFor();
        assertThat(comments(post)).containsExactly("Paint them first.");
        assertThat(page.url()).contains("/camunda/app/tasklist/");
    }

    @Test
    void aDecisionThatIsPutOffIsNotSentLater() {
        var post = cast.submitted(cast.creator, "Ropes " + System.nanoTime(), "null");
        var page = signedIn();
        claimed(page, post);
        page.locator("input[value=reject]").check();
        page.locator("#im-comment").fill("Too thin.");
        end("meridian-reviewer");

        page.locator(COMPLETE).click();
        page.locator("#session [data-session-later]").first().click();
        page.getByText("Nothing was sent").waitFor();
        page.locator("[data-session-open]").click();
        page.locator("#session-password").fill(Cast.PASSWORD);
        page.locator("#session-password").press("Enter");
        page.locator("#session-banner").waitFor(new Locator.WaitForOptions().setState(WaitForSelectorState.HIDDEN));

        assertThat(page.locator("input[value=reject]").isChecked()).isTrue();
        assertThat(page.locator("#im-comment").inputValue()).isEqualTo("Too thin.");
        assertThat(comments(post)).isEmpty();
        page.locator(COMPLETE).click();
        page.locator(".toast-x").getByText("Rejected “Ropes").waitFor();
        assertThat(comments(post)).containsExactly("Too thin.");
    }

    @Test
    void aPageDecidesNothingForSomebodyWhoSignedInMeanwhile() {
        var post = cast.submitted(cast.creator, "Anchors " + System.nanoTime(), "null");
        var page = signedIn();
        claimed(page, post);
        page.locator("input[value=approve]").check();
        var tab = page.context().newPage();
        end("meridian-reviewer");
        signIn(tab, "alone");
        tab.navigate(address + "/camunda/app/tasklist/default/");
        tab.locator(".tasks-list").waitFor();

        page.locator(COMPLETE).click();

        page.locator("#session[open]").getByText("signed in as @alone").waitFor();
        assertThat(cast.state(post)).isEqualTo("in_review");
    }

    @Test
    void choiceAndCommentAreThereAfterAReload() {
        var post = cast.submitted(cast.creator, "Buoys " + System.nanoTime(), "null");
        var page = signedIn();
        claimed(page, post);
        page.locator("input[value=reject]").check();
        page.locator("#im-comment").fill("They float.");

        page.reload();

        page.locator("label.chosen input[value=reject]").waitFor();
        assertThat(page.locator("#im-comment").inputValue()).isEqualTo("They float.");
    }

    @Test
    void aSlowAnswerIsWaitedForInWordsAndEndsInAConfirmation() {
        var name = "Ferry times " + System.nanoTime();
        var post = cast.submitted(cast.creator, name, "null");
        var page = signedIn();
        claimed(page, post);
        page.locator("input[value=approve]").check();
        var held = new ArrayList<Route>();
        page.route("**/submit-form", held::add);

        page.locator(COMPLETE + ":enabled").click();
        page.locator("#im-missing").getByText("Sending").waitFor();
        page.waitForCondition(() -> !held.isEmpty());
        held.forEach(Route::resume);

        page.locator(".toast-x")
                .getByText("Approved “" + name + "”, version 1. Next: Brand approval.")
                .waitFor();
        assertThat(page.getByText("has been removed").count()).isZero();
    }

    @Test
    void aDraftIsSubmittedOnlyAfterItWasShownAndItsQuestionsAreAnswered() {
        var name = "Night ferry " + System.nanoTime();
        var slot = Instant.now().plus(70, ChronoUnit.MINUTES).atOffset(ZoneOffset.UTC);
        var post = cast.draft(
                cast.creator,
                name,
                "{\"local\": \"" + slot.toLocalDateTime().truncatedTo(ChronoUnit.MINUTES) + "\", \"zone\": \"UTC\"}");
        var page = signedIn("meridian-creator");
        claimed(page, cast.creator, post);

        page.frameLocator("#im-preview").getByText("A cup of it").waitFor();
        page.getByText("2 approvals are still needed").waitFor();
        assertThat(page.locator(COMPLETE).isDisabled()).isTrue();
        page.locator("input[name=accepted]").check();
        page.locator(COMPLETE + ":enabled").click();

        page.locator(".toast-x")
                .getByText("Submitted “" + name + "”, version 1. Next: Review.")
                .waitFor();
        assertThat(cast.state(post)).isEqualTo("in_review");
        assertThat(errors).isEmpty();
    }

    @Test
    void aDraftThatIsNotReadyTellsEverythingAtOnce() {
        var slot = "{\"local\": \"2028-02-03T10:00\", \"zone\": \"UTC\"}";
        var post = cast.draft(cast.creator, "Unfinished " + System.nanoTime(), slot);
        cast.creator.json(
                "PATCH",
                "/api/posts/" + post,
                "{\"variants\": [{\"channel\": \"feed\", \"text\": \"\"}]}",
                "If-Match",
                "\"1\"");
        jdbc.sql("update post set slot_at = now() - interval '1 day', slot_local = now() - interval '1 day'"
                        + " where id = :id")
                .param("id", UUID.fromString(post))
                .update();
        var page = signedIn("meridian-creator");
        claimed(page, cast.creator, post);

        page.locator(".im-error li").first().waitFor();

        assertThat(page.locator(".im-error li").count()).isEqualTo(2);
        assertThat(page.locator(COMPLETE).isDisabled()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"tasklist, .page-wrap", "welcome, body > .container-fluid", "cockpit, .ctn-main", "admin, .ctn-main"})
    void aWebappBeginsRightBelowItsHeaderAndTheConsoleStaysEmpty(String webapp, String content) {
        var page = signedIn("admin", "demo");
        page.onConsoleMessage(message -> {
            if (message.type().equals("warning")) {
                errors.add(message.text());
            }
        });

        page.navigate(address + "/camunda/app/" + webapp + "/default/");
        var attached = new Locator.WaitForOptions().setState(WaitForSelectorState.ATTACHED);
        page.locator(content).waitFor(attached);
        page.locator("#im-parts").waitFor(attached);

        var top = page.locator(content).boundingBox().y;
        var header = page.locator("[cam-widget-header]").boundingBox();
        assertThat(top).isBetween(header.y + header.height - 3, header.y + header.height + 3);
        assertThat(errors)
                .filteredOn(error -> !error.contains("404")) // there is no password policy to be shown
                .isEmpty();
    }

    @Test
    void walkingThroughTheInboxBreaksNoPolicy() {
        var page = signedIn();
        page.navigate(address + "/inbox");
        var items = page.locator(".ib-item a[href*='/inbox/']");

        for (var each = 0; each < 3; each++) {
            var item = items.nth(each);
            page.waitForResponse(answer -> answer.url().contains("/inbox/"), item::click);
            page.locator("#comment").fill("A comment over\\nseveral\\nlines");
        }

        assertThat(errors).isEmpty();
    }

    private Page signedIn() {
        return signedIn("meridian-reviewer");
    }

    private Page signedIn(String who) {
        return signedIn(who, Cast.PASSWORD);
    }

    private Page signedIn(String who, String password) {
        errors.clear();
        var page = browser.window();
        windows.add(page);
        page.setDefaultTimeout(120_000); // the machine may have much else to do
        page.onConsoleMessage(this::note);
        page.onPageError(error -> errors.add(error));
        signIn(page, who, password);
        return page;
    }

    private void signIn(Page page, String who) {
        signIn(page, who, Cast.PASSWORD);
    }

    private void signIn(Page page, String who, String password) {
        page.navigate(address + "/sign-in");
        page.getByLabel("User name").fill(who);
        page.locator("#password").fill(password);
        page.getByRole(
                        AriaRole.BUTTON,
                        new GetByRoleOptions().setName("Sign in").setExact(true))
                .click();
        page.locator("nav.side").waitFor();
    }

    private void end(String who) {
        jdbc.sql("delete from spring_session where principal_name = :who")
                .param("who", who)
                .update();
    }

    private List<String> comments(String post) {
        return jdbc.sql("select comment from decision where subject = :subject")
                .param("subject", "post:" + post)
                .query(String.class)
                .list();
    }

    private void claimed(Page page, String post) {
        claimed(page, cast.reviewer, post);
    }

    /** Opens the form of a task that this person has claimed, and waits until it takes a decision. */
    private void claimed(Page page, Api who, String post) {
        var subject = cast.task(who, post).at("/subject/title").asText();
        page.navigate(address + "/camunda/app/tasklist/default/");
        page.locator(".tasks-list li.task h4.task a[data-title='" + subject + "']")
                .click();
        page.frameLocator("#im-preview")
                .locator("#main")
                .waitFor(new Locator.WaitForOptions().setState(WaitForSelectorState.VISIBLE));
        page.locator(CLAIM).first().click();
        page.waitForFunction(
                "() => window.imprimatur && !document.querySelector('#im-preview').closest('.disabled-form')");
        page.waitForFunction("() => !/loaded|Claim/.test(document.querySelector('#im-missing').textContent)");
        page.locator(".im-decision:not([data-not-ready]), .im-draft:not([data-not-ready])")
                .waitFor();
    }

    private void note(ConsoleMessage message) {
        if (message.type().equals("error")) {
            errors.add(message.text());
        }
    }

    private void tasklist(Page page) {
        page.navigate(address + "/camunda/app/tasklist/default/");
        card(page).waitFor();
    }

    private void open(Page page) {
        tasklist(page);
        card(page).click();
        page.locator("#im-missing:not(:empty)").waitFor();
        page.frameLocator("#im-preview")
                .locator("#main")
                .waitFor(new Locator.WaitForOptions().setState(WaitForSelectorState.VISIBLE));
    }

    /** The newest task comes first. */
    private Locator card(Page page) {
        return page.locator(".tasks-list li.task h4.task a[data-title='" + title + "']");
    }
}
