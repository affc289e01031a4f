package org.imprimatur.story;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Mouse;
import com.microsoft.playwright.Page;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.imprimatur.Api;
import org.imprimatur.Cast;
import org.imprimatur.ImprimaturTest;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.web.server.LocalServerPort;

/** Decides in real Chromium as people in a hurry do: nothing is decided that was not on screen for a second. */
@ImprimaturTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class QuickPressTests {

    private static final String APPROVE = "[data-decide=approve]";

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

    @ParameterizedTest
    @CsvSource({"post,35", "post,180", "post,420", "post,640", "file,110", "file,530"})
    void aDoubleClickDecidesOnce(String kind, int gap) {
        var who = waiting(kind, 3);
        try (var portal = open(browser.window(), who)) {
            var sent = decisionsOf(portal.page());
            var button = ready(portal).boundingBox();
            var shown = portal.find("#decide input[name=subject]").inputValue();

            portal.page().mouse().move(button.x + button.width / 2, button.y + button.height / 2);
            portal.page().mouse().click(button.x + 30, button.y + 12);
            pause(portal.page(), gap);
            portal.page().mouse().click(button.x + 30, button.y + 12, new Mouse.ClickOptions().setClickCount(1));
            portal.page()
                    .waitForFunction(
                            "shown => document.querySelector('#decide input[name=subject]')?.value !== shown", shown);
            portal.page().mouse().click(button.x + 30, button.y + 12, new Mouse.ClickOptions().setClickCount(2));
            settle(portal.page());

            assertThat(sent).hasSize(1);
            assertThat(left(who)).isEqualTo(2);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"post", "file"})
    void aFingerThatTapsTwiceDecidesOnce(String kind) {
        var who = waiting(kind, 3);
        try (var portal = open(browser.phone(), who)) {
            var sent = decisionsOf(portal.page());
            portal.find(".ib-item a[hx-get]").tap();
            portal.find(".ib-open " + APPROVE).waitFor();
            portal.find("#pane-title").tap();
            var button = ready(portal).boundingBox();

            for (var tap = 0; tap < 4; tap++) {
                portal.page().touchscreen().tap(button.x + 20, button.y + 10);
                pause(portal.page(), 270);
            }
            settle(portal.page());

            assertThat(sent).hasSize(1);
            assertThat(left(who)).isEqualTo(2);
        }
    }

    @Test
    void keysPressedInARushDecideWhatWasShownAndNothingElse() {
        var who = waiting("post", 3);
        try (var portal = open(browser.window(), who)) {
            var sent = decisionsOf(portal.page());
            ready(portal);
            var shown = portal.find("#decide input[name=subject]").inputValue();

            for (var press : List.of("a", "Enter", "a", "Enter", "Enter", "j", "a", "Enter", "k", "a", "Enter")) {
                portal.page().keyboard().press(press);
                pause(portal.page(), 40);
            }
            settle(portal.page());

            assertThat(sent).singleElement().asString().contains(shown.replace(":", "%3A"));
            assertThat(left(who)).isEqualTo(2);
        }
    }

    @Test
    void whatIsFocusedInTheListIsWhatIsShownAndSigned() {
        var who = waiting("post", 3);
        try (var portal = open(browser.window(), who)) {
            ready(portal);
            portal.page().keyboard().press("j");
            portal.page().keyboard().press("j");
            var third = portal.page().locator(".ib-item").nth(2);
            var title = third.locator("a").innerText();
            com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat(portal.find("#pane-title"))
                    .hasText(title);
            settle(portal.page());

            portal.page().keyboard().press("a");
            ready(portal);
            portal.page().keyboard().press("Enter");

            com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat(portal.find(".toast-x:last-child"))
                    .containsText(title);
            assertThat(left(who)).isEqualTo(2);
        }
    }

    @Test
    void aSecondPressOnAFileInTheLibraryDecidesNothingMore() {
        var who = waiting("file", 2);
        var first = tasks(who).get(0);
        try (var portal = Portal.signIn(
                browser, URI.create("http://127.0.0.1:" + port), Path.of("target/story"), who, Cast.PASSWORD)) {
            var sent = decisionsOf(portal.page());
            portal.open("/library/" + first);
            var approve = portal.find("#detail button[value=approve]");

            approve.dispatchEvent("click"); // at once, and nothing was looked at
            portal.find("[data-decision-hint]:not(:empty)").waitFor();
            assertThat(sent).isEmpty();

            portal.find("#detail-title").hover();
            portal.find("#detail .facts").first().hover();
            portal.page().waitForSelector("form[data-decision]:not([data-not-ready])");
            approve.click();
            portal.page().locator(".toast-x").first().waitFor();

            assertThat(sent).hasSize(1);
            assertThat(left(who)).isEqualTo(1);
        }
    }

    /** A person of their own, with so many subjects before them, in a brand of their own. */
    private String waiting(String kind, int count) {
        var id = "hurry-" + kind + "-" + PEOPLE.incrementAndGet();
        made(cast.admin.post("/api/brands", """
                {"id": "%1$s", "name": "%1$s", "zone": "UTC"}""".formatted(id)), 201);
        person(id + "-w", id, "\"creator\"");
        person(id, id, "\"reviewer\", \"librarian\"");
        var writer = Api.of(port, id + "-w", Cast.PASSWORD);
        IntStream.range(0, count).forEach(n -> {
            if (kind.equals("post")) {
                var post = writer.post("/api/brands/" + id + "/posts", """
                        {"title": "Hurry %d", "variants": [{"channel": "feed", "text": "Slowly now"}], "assets": [],
                         "slot": null}""".formatted(n))
                        .text("/id");
                made(writer.post("/api/posts/" + post + "/submit"), 202);
            } else {
                made(writer.upload(id, "hurry-" + n + ".jpg", Cast.picture()), 201);
            }
        });
        await().atMost(Duration.ofSeconds(60)).until(() -> left(id) == count);
        return id;
    }

    private static final AtomicInteger PEOPLE = new AtomicInteger();

    private void person(String id, String brand, String roles) {
        made(
                Api.byPassword(port, "admin", "demo")
                        .post("/api/people", """
                {"id": "%1$s", "name": "%1$s", "zone": "UTC", "password": "%2$s", "administrator": false,
                 "roles": {"%3$s": [%4$s]}}""".formatted(id, Cast.PASSWORD, brand, roles)),
                201);
    }

    private static void made(Api.Answer answer, int status) {
        assertThat(answer.status()).as(answer::toString).isEqualTo(status);
    }

    private Portal open(Page window, String who) {
        var portal = Portal.signIn(
                window, URI.create("http://127.0.0.1:" + port), Path.of("target/story"), who, Cast.PASSWORD);
        return portal.open("/inbox");
    }

    /** Looks at what is shown until it can be decided. */
    private static Locator ready(Portal portal) {
        if (portal.find("#pane-title").isVisible() && portal.page().viewportSize().width > 600) {
            portal.find("#pane-title").hover();
            portal.page().mouse().move(700, 300); // the first place of a pointer is no movement yet
            portal.find("#pane-title").hover();
        }
        portal.page().waitForSelector("form[data-decision]:not([data-not-ready])");
        return portal.find(APPROVE);
    }

    private int left(String who) {
        return tasks(who).size();
    }

    private List<String> tasks(String who) {
        var found = new ArrayList<String>();
        Api.of(port, who, Cast.PASSWORD)
                .get("/api/tasks?limit=200")
                .json()
                .forEach(task -> found.add(task.at("/subject/id").asText()));
        return found;
    }

    private static List<String> decisionsOf(Page page) {
        var sent = new ArrayList<String>();
        page.onRequest(request -> {
            if (request.method().equals("POST")) {
                sent.add(request.url() + " " + request.postData());
            }
        });
        return sent;
    }

    /** Lets the page live for so long, as a hand does between two presses. */
    private static void pause(Page page, int milliseconds) {
        page.waitForTimeout(milliseconds);
    }

    /** Until nothing is under way and what came is drawn. */
    private static void settle(Page page) {
        page.waitForFunction(
                "() => !document.querySelector('.htmx-request, .htmx-swapping, .htmx-settling, .htmx-added')");
        page.evaluate("() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(() => done())))");
    }
}
