package org.imprimatur.access.engine;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.ConsoleMessage;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Page.GetByRoleOptions;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.WaitForSelectorState;
import java.util.ArrayList;
import java.util.List;
import org.imprimatur.Cast;
import org.imprimatur.ImprimaturTest;
import org.imprimatur.story.Browser;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.test.web.server.LocalServerPort;

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
    private static final String UNCLAIM = "[ng-click='unclaim()'], .unclaim";

    private final Browser browser = new Browser();
    private final List<String> errors = new ArrayList<>();
    private String title = "";
    private String address = "";

    @BeforeAll
    void submit(@LocalServerPort int port) {
        address = "http://localhost:" + port;
        title = "Lanterns at the pier " + System.nanoTime();
        var cast = new Cast(port);
        cast.submitted(cast.creator, "First of " + title, "null");
        cast.submitted(cast.creator, "Second of " + title, "null");
        cast.submitted(cast.creator, title, "null");
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
                                        .setName(title + " Review")
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
        errors.clear();
        var page = browser.window();
        page.setDefaultTimeout(120_000); // the machine may have much else to do
        page.onConsoleMessage(this::note);
        page.onPageError(error -> errors.add(error));
        page.navigate(address + "/sign-in");
        page.getByLabel("User name").fill("meridian-reviewer");
        page.locator("#password").fill(Cast.PASSWORD);
        page.getByRole(
                        AriaRole.BUTTON,
                        new GetByRoleOptions().setName("Sign in").setExact(true))
                .click();
        page.locator("nav.side").waitFor();
        return page;
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
