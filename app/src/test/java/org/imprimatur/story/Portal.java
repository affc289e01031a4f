package org.imprimatur.story;

import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Page.GetByRoleOptions;
import com.microsoft.playwright.Page.ScreenshotOptions;
import com.microsoft.playwright.PlaywrightException;
import com.microsoft.playwright.options.AriaRole;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;

/** What one signed-in person does in their own window. */
final class Portal implements AutoCloseable {

    private static final AtomicInteger SHOTS = new AtomicInteger();

    private final Page page;
    private final URI address; // without a slash at its end
    private final Path shots;

    private Portal(Page page, URI address, Path shots) {
        this.page = page;
        this.address = address;
        this.shots = shots;
    }

    /** Opens a window and signs in at the front door with the demo's password. */
    static Portal signIn(Browser browser, URI address, Path shots, String person) {
        return signIn(browser, address, shots, person, "demo");
    }

    static Portal signIn(Browser browser, URI address, Path shots, String person, String password) {
        return signIn(browser.window(), address, shots, person, password);
    }

    static Portal signIn(Page window, URI address, Path shots, String person, String password) {
        var portal = new Portal(window, address, shots);
        portal.open("/");
        portal.page.getByLabel("User name").fill(person);
        portal.page.locator("#password").fill(password);
        portal.button("Sign in").click();
        portal.page.waitForURL(url -> !url.contains("/sign-in"));
        return portal;
    }

    Page page() {
        return page;
    }

    /** Opens a page and waits until its islands are alive. */
    Portal open(String path) {
        page.navigate(address + path);
        page.waitForFunction("() => !document.querySelector('[data-island]:not([data-mounted])')");
        return this;
    }

    Locator button(String name) {
        return page.getByRole(
                AriaRole.BUTTON, new GetByRoleOptions().setName(name).setExact(true));
    }

    Locator find(String selector) {
        return page.locator(selector).first();
    }

    /** Looks at what is under decision until it can be decided, and presses the button with this name. */
    void decide(Pattern name) {
        find("[data-decision-pane] h1, [data-decision-pane] h2").hover();
        page.mouse().move(700, 300); // the first place of a pointer is no movement yet
        find("[data-decision-pane] h1, [data-decision-pane] h2").hover();
        page.locator("form[data-decision]:not([data-not-ready])").first().waitFor();
        page.getByRole(AriaRole.BUTTON, new GetByRoleOptions().setName(name)).click();
    }

    /** Leaves a picture of the window in {@code target/story}. */
    Portal shoot(String name) {
        var file = "%02d-%s.png".formatted(SHOTS.incrementAndGet(), name);
        page.screenshot(new ScreenshotOptions().setPath(shots.resolve(file)));
        return this;
    }

    /**
     * Opens one of Camunda's webapps until it shows this text: again if need be, since it gives up on an answer that a
     * busy machine keeps waiting.
     */
    Portal webapp(String name, String text) {
        await().atMost(Duration.ofMinutes(3))
                .pollInSameThread()
                .ignoreExceptionsInstanceOf(PlaywrightException.class)
                .until(() -> {
                    page.navigate(address.resolve("/camunda/app/" + name + "/default/")
                            .toString());
                    page.getByText(text).first().waitFor();
                    return true;
                });
        return this;
    }

    /** Tasklist, with the task that shows this title chosen and claimed. */
    Tasklist tasklist(String title) {
        page.navigate(address + "/camunda/app/tasklist/default/");
        return new Tasklist(this, title);
    }

    @Override
    public void close() {
        Browser.close(page);
    }

    /** Camunda's own page on the same tasks. */
    static final class Tasklist {

        private final Portal portal;

        private Tasklist(Portal portal, String title) {
            this.portal = portal;
            var card = portal.page
                    .locator(".tasks-list li.task")
                    .filter(new Locator.FilterOptions().setHasText(title))
                    .first();
            card.waitFor();
            card.click();
            portal.find("button.claim").click();
            portal.find("button.unclaim").waitFor();
            portal.page.getByRole(AriaRole.RADIO).first().waitFor();
        }

        /** What the form shows of the post, in the frame that the portal serves. */
        Locator preview() {
            return portal.page.frameLocator("iframe[src*='/review/']").locator("body");
        }

        /** Signs. Tasklist draws the form anew after a claim, so what was chosen before that is chosen again. */
        void decide(String verdict, String comment) {
            var chosen = portal.page.getByRole(AriaRole.RADIO, new GetByRoleOptions().setName(verdict));
            var written = portal.find("textarea");
            await().atMost(Duration.ofSeconds(30))
                    .pollInSameThread()
                    .ignoreExceptionsInstanceOf(PlaywrightException.class)
                    .until(() -> {
                        chosen.check(new Locator.CheckOptions().setForce(true).setTimeout(2_000));
                        written.fill(comment, new Locator.FillOptions().setTimeout(2_000));
                        return chosen.isChecked() && written.inputValue().equals(comment);
                    });
            portal.shoot(
                    "tasklist-" + verdict.toLowerCase(java.util.Locale.ROOT).replace(' ', '-'));
            // again if need be: a form that has just been shown takes no decision yet, and says so
            var done = portal.page.getByText("Select a task in the list");
            await().atMost(Duration.ofSeconds(60))
                    .pollInSameThread()
                    .ignoreExceptionsInstanceOf(PlaywrightException.class)
                    .until(() -> {
                        if (!done.isVisible()) {
                            portal.button("Complete").click(new Locator.ClickOptions().setTimeout(2_000));
                            done.waitFor(new Locator.WaitForOptions().setTimeout(5_000));
                        }
                        return true;
                    });
        }
    }
}
