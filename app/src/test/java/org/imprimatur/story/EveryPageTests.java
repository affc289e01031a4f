package org.imprimatur.story;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.imprimatur.story.LongWords.AUTHOR;
import static org.imprimatur.story.LongWords.LIBRARIAN;
import static org.imprimatur.story.LongWords.MANAGER;
import static org.imprimatur.story.LongWords.NEWCOMER;
import static org.imprimatur.story.LongWords.REVIEWER;
import static org.imprimatur.story.LongWords.WORD;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.ReducedMotion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.imprimatur.Cast;
import org.imprimatur.ImprimaturTest;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.http.server.PathContainer;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.bind.annotation.ResponseBody;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/**
 * Every page in real Chromium, with the longest words there are and with nothing: no serious finding of axe in either
 * theme, on a wide screen or a phone, nothing sticks out, no error in the console, and each control is reached by
 * keyboard, in order and in sight.
 */
@ImprimaturTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class EveryPageTests {

    private static final String NOBODY = "nobody";
    private static final String ADMIN = "admin";
    private static final int WIDE = 1440;
    private static final int PHONE = 390;

    /** 320 is a screen of 1280 at 400 %, where WCAG 2.2 (1.4.10) asks for one direction of scrolling only. */
    private static final int[] WIDTHS = {320, PHONE, 768, WIDE};

    /** A card for the grid of the library, the page that the makers of Swagger UI answer for, and parts for webapps. */
    private static final Set<String> NO_PAGES = Set.of("/library/{id}/card", "/api", "/session/webapp");

    @LocalServerPort
    private int port;

    @Autowired
    @Qualifier("requestMappingHandlerMapping")
    private RequestMappingHandlerMapping mappings;

    private final Browser browser = new Browser();
    private final Map<String, Page> windows = new HashMap<>();
    private final List<String> console = new ArrayList<>();
    private LongWords words;
    private String axe;

    @BeforeAll
    void thereIsALotToShow() throws IOException {
        words = new LongWords(port);
        axe = Files.readString(Path.of("src/main/frontend/node_modules/axe-core/axe.min.js"));
    }

    @AfterAll
    void close() {
        browser.close();
    }

    /** Who looks at which page. A new page is added here, or the last test names it. */
    static Stream<Arguments> pages() {
        return Stream.of(
                arguments(NOBODY, "/sign-in"),
                arguments(NOBODY, "/sign-in?refused"),
                arguments(NOBODY, "/sign-in?wait=3"),
                arguments(NOBODY, "/feeds/woerter"),
                arguments(NOBODY, "/feeds/woerter/posts/{published}"),
                arguments(NOBODY, "/feeds/leer"),
                arguments(AUTHOR, "/"),
                arguments(AUTHOR, "/posts"),
                arguments(AUTHOR, "/posts?q=nichts"),
                arguments(AUTHOR, "/posts/new"),
                arguments(AUTHOR, "/posts/pictures"),
                arguments(AUTHOR, "/posts/{draft}"),
                arguments(AUTHOR, "/posts/{sent-back}"),
                arguments(AUTHOR, "/posts/{in-review}"),
                arguments(AUTHOR, "/posts/{in-review}/withdraw"),
                arguments(AUTHOR, "/posts/{turned-down}"),
                arguments(AUTHOR, "/posts/{published}"),
                arguments(AUTHOR, "/library"),
                arguments(AUTHOR, "/library/{approved}"),
                arguments(AUTHOR, "/library/{rejected}"),
                arguments(AUTHOR, "/library/{broken}"),
                arguments(AUTHOR, "/library/{notes}"),
                arguments(AUTHOR, "/account/password"),
                arguments(AUTHOR, "/account/tokens"),
                arguments(AUTHOR, "/inbox"),
                arguments(AUTHOR, "/no-such-page"),
                arguments(AUTHOR, "/admin/people"),
                arguments(LIBRARIAN, "/library/{waiting}"),
                arguments(LIBRARIAN, "/inbox"),
                arguments(REVIEWER, "/inbox"),
                arguments(REVIEWER, "/inbox/gone"),
                arguments(MANAGER, "/inbox"),
                arguments(MANAGER, "/inbox/{task}"),
                arguments(REVIEWER, "/review/{task}/preview"),
                arguments(NEWCOMER, "/"),
                arguments(NEWCOMER, "/inbox"),
                arguments(NEWCOMER, "/posts"),
                arguments(NEWCOMER, "/library"),
                arguments(ADMIN, "/"),
                arguments(ADMIN, "/admin/people"),
                arguments(ADMIN, "/admin/brands/woerter/file-kinds"),
                arguments(ADMIN, "/admin/people/" + AUTHOR),
                arguments(ADMIN, "/admin/people/" + AUTHOR + "/deactivate"));
    }

    @ParameterizedTest(name = "{1} for {0}")
    @MethodSource("pages")
    void aPageIsSoundOnEachScreenAndInBothThemes(String who, String path) {
        var page = open(who, path);
        var troubles = new ArrayList<String>();

        for (var width : WIDTHS) {
            page.setViewportSize(width, 900);
            sticksOut(page).forEach(element -> troubles.add("sticks out at " + width + ": " + element));
            underTabs(page).forEach(element -> troubles.add("under the tabs at " + width + ": " + element));
            if (width == PHONE || width == WIDE) {
                findings(page, null).forEach(finding -> troubles.add("at " + width + ": " + finding));
                page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(ColorScheme.DARK));
                findings(page, "color-contrast").forEach(found -> troubles.add("at " + width + ", dark: " + found));
                page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(ColorScheme.LIGHT));
            }
        }

        troubles.addAll(console);
        assertThat(troubles).isEmpty();
    }

    @ParameterizedTest(name = "{1} for {0} at {2}")
    @CsvSource({
        "nobody, /sign-in, 1440",
        "woerter-autorin, /, 1440",
        "woerter-autorin, /, 390",
        "woerter-autorin, /posts, 1440",
        "woerter-autorin, /posts/{sent-back}, 1440",
        "woerter-autorin, /posts/{sent-back}, 390",
        "woerter-autorin, /posts/{in-review}, 1440",
        "woerter-autorin, /library/{approved}, 1440",
        "woerter-lektorin, /inbox, 1440",
        "woerter-leiterin, /inbox/{task}, 390",
        "admin, /admin/people, 1440",
    })
    void everyControlIsReachedByTabInOrderAndIsSeen(String who, String path, int width) {
        var page = open(who, path, width);
        var controls = controls(page);

        var walk = new ArrayList<Integer>();
        var unseen = new ArrayList<String>();
        for (var press = 0; press < 3 * controls.size() + 3 && walk.size() < controls.size(); press++) {
            page.keyboard().press("Tab");
            var focus = focus(page);
            if (focus.at < 0 || walk.contains(focus.at)) {
                continue; // the browser's own bar, or the next part of a date
            }
            walk.add(focus.at);
            if (!focus.seen) {
                unseen.add(controls.get(focus.at));
            }
        }

        assertThat(fromTheTop(walk))
                .as(() -> "the way through " + controls)
                .isEqualTo(IntStream.range(0, controls.size()).boxed().toList());
        assertThat(unseen).as("focused, but not to be seen").isEmpty();
    }

    @Test
    void aDecisionNeedsNothingButAKeyboard() {
        var page = browser.window();
        page.navigate(address("/"));
        assertThat(page.locator("#username")).isFocused(); // a busy browser gives the focus after it says "loaded"
        page.keyboard().type(REVIEWER);
        page.keyboard().press("Tab");
        page.keyboard().type(Cast.PASSWORD);
        page.keyboard().press("Enter");
        page.waitForURL("**/inbox"); // where who reviews begins, with what is due first already open
        settle(page);

        page.keyboard().press("a");
        assertThat(page.locator(":focus")).containsText("Approve version");
        page.waitForSelector("form[data-decision]:not([data-not-ready])");
        page.keyboard().press("Enter");
        assertThat(page.locator(".toast-x:last-child")).containsText("Approved “" + WORD);
        assertThat(toastCovers(page, "#decide"))
                .as("the toast lies on the form that decides")
                .isFalse();
        settle(page);

        page.keyboard().press("r");
        assertThat(page.locator("#comment")).isFocused();
        page.keyboard().type("Ein kürzeres Wort wäre schön.");
        page.waitForSelector("form[data-decision]:not([data-not-ready])");
        page.keyboard().press("Control+Enter");
        assertThat(page.locator(".toast-x:last-child")).containsText("Asked for changes on “" + WORD);
        Browser.close(page);
    }

    @Test
    void whoSignsInBeginsWithWhatWaitsForThem() {
        assertThat(firstPage(AUTHOR)).isEqualTo("/");
        assertThat(firstPage(MANAGER)).isEqualTo("/inbox");
        assertThat(firstPage(LIBRARIAN)).isEqualTo("/library?state=cataloged");
        assertThat(firstPage(NEWCOMER)).isEqualTo("/");
        assertThat(firstPage(ADMIN)).isEqualTo("/admin/people");
    }

    @Test
    void nothingMovesForWhoAskedForLessMotion() {
        var page = open(AUTHOR, "/library");

        page.keyboard().press("?");
        page.locator("#keys").waitFor();

        assertThat(page.evaluate("() => document.getAnimations().length")).isEqualTo(0);
    }

    @Test
    void noPageIsForgotten() {
        var looked = pages().map(page -> page.get()[1]
                        .toString()
                        .replaceFirst("\\?.*", "")
                        .replace("{", "")
                        .replace("}", ""))
                .toList();

        var forgotten = new TreeSet<String>();
        mappings.getHandlerMethods().forEach((mapping, method) -> {
            var html = method.getReturnType().getParameterType().equals(String.class)
                    && !method.hasMethodAnnotation(ResponseBody.class)
                    && method.getBeanType().getPackageName().startsWith("org.imprimatur");
            if (html && mapping.getMethodsCondition().getMethods().contains(RequestMethod.GET)) {
                mapping.getPathPatternsCondition().getPatterns().stream()
                        .filter(pattern -> !NO_PAGES.contains(pattern.getPatternString()))
                        .filter(pattern ->
                                looked.stream().noneMatch(path -> pattern.matches(PathContainer.parsePath(path))))
                        .forEach(pattern -> forgotten.add(pattern.getPatternString()));
            }
        });

        assertThat(forgotten).isEmpty();
    }

    private String firstPage(String who) {
        var page = browser.window();
        signIn(page, who);
        var here = page.url().substring(address("").length());
        Browser.close(page);
        return here;
    }

    /** A page in the person's own window, once it is alive. What was said before it was opened is forgotten. */
    private Page open(String who, String path) {
        return open(who, path, WIDE);
    }

    private Page open(String who, String path, int width) {
        var page = windows.computeIfAbsent(who, this::window);
        page.setViewportSize(width, 900);
        console.clear();
        page.navigate(address(filled(who, path)));
        settle(page);
        return page;
    }

    private Page window(String who) {
        var page = browser.window();
        page.emulateMedia(new Page.EmulateMediaOptions()
                .setColorScheme(ColorScheme.LIGHT)
                .setReducedMotion(ReducedMotion.REDUCE)); // or a colour is looked at on its way to another
        if (!who.equals(NOBODY)) {
            signIn(page, who);
        }
        page.onConsoleMessage(message -> {
            var itself = message.location().startsWith(page.url()); // an error page tells its status here, too
            if ((message.type().equals("error") || message.type().equals("warning")) && !itself) {
                console.add(message.text());
            }
        });
        page.onPageError(console::add);
        return page;
    }

    private void signIn(Page page, String who) {
        page.navigate(address("/sign-in"));
        page.locator("#username").fill(who);
        page.locator("#password").fill(who.equals(ADMIN) ? "demo" : Cast.PASSWORD);
        page.keyboard().press("Enter");
        page.waitForURL(url -> !url.contains("/sign-in"));
    }

    private static void settle(Page page) {
        page.waitForLoadState();
        page.waitForFunction("() => !document.querySelector('[data-island]:not([data-mounted])')");
    }

    private String address(String path) {
        return "http://127.0.0.1:" + port + path;
    }

    private String filled(String who, String path) {
        var filled = path;
        for (var id : words.ids.entrySet()) {
            filled = filled.replace("{" + id.getKey() + "}", id.getValue());
        }
        return filled.contains("{task}")
                ? filled.replace("{task}", words.as(who).get("/api/tasks").text("/0/id"))
                : filled;
    }

    /** What makes the page, or a part of it that is no row of tabs, scroll sideways. */
    private static List<String> sticksOut(Page page) {
        return said(page.evaluate("""
            () => [...document.querySelectorAll('html, body *')]
              .filter(element => element.scrollWidth > element.clientWidth + 1 && element.clientWidth > 0)
              .filter(element => element === document.documentElement
                || /auto|scroll/.test(getComputedStyle(element).overflowX))
              .filter(element => !element.matches('.seg, .facets, textarea') && element.checkVisibility())
              .map(element => element.localName + '.' + element.className + ' by '
                + (element.scrollWidth - element.clientWidth) + ' px')\
            """));
    }

    private static boolean toastCovers(Page page, String selector) {
        return page.evaluate("""
                        selector => {
                          const toast = document.querySelector('.toast-x').getBoundingClientRect();
                          const other = document.querySelector(selector).getBoundingClientRect();
                          return toast.bottom > other.top && toast.top < other.bottom
                            && toast.right > other.left && toast.left < other.right;
                        }\
                        """, selector).equals(true);
    }

    /** Bars that stay in sight, and are partly behind the tabs at the bottom of a narrow screen. */
    private static List<String> underTabs(Page page) {
        return said(page.evaluate("""
            () => {
              const tabs = document.querySelector('.tabs-bottom');
              const top = tabs?.checkVisibility() ? tabs.getBoundingClientRect().top : innerHeight;
              return [...document.querySelectorAll('.savebar, .ib-decide')]
                .filter(bar => bar.checkVisibility() && getComputedStyle(bar).position === 'sticky')
                .filter(bar => bar.getBoundingClientRect().bottom > top + 1)
                .map(bar => bar.className + ' by ' + (bar.getBoundingClientRect().bottom - top) + ' px');
            }\
            """));
    }

    /** @param only one rule; null for all of them */
    private List<String> findings(Page page, @Nullable String only) {
        if (page.evaluate("() => window.axe === undefined").equals(true)) {
            page.evaluate(axe);
        }
        return said(page.evaluate("""
                    only => axe.run(document, {resultTypes: ['violations'], ...(only ? {runOnly: [only]} : {})})
                      .then(({violations}) => violations
                        .filter(({impact}) => impact === 'serious' || impact === 'critical')
                        .map(({id, nodes}) => id + ': ' + nodes.map(node => node.target.join(' ')).join(', ')))\
                    """, only));
    }

    /** Everything one can press or fill in now, in the order of the page. */
    private static List<String> controls(Page page) {
        return said(page.evaluate("""
            () => {
              const chosen = radio => radio.checked || (![...document.getElementsByName(radio.name)]
                .some(other => other.checked) && document.getElementsByName(radio.name)[0] === radio);
              window.controls = [...document.querySelectorAll(
                  'a[href], button, input, select, textarea, summary, [tabindex="0"]')]
                .filter(control => control.tabIndex >= 0 && !control.disabled && control.type !== 'hidden')
                .filter(control => control.checkVisibility({visibilityProperty: true}))
                .filter(control => control.type !== 'radio' || chosen(control));
              return window.controls.map(control => control.localName + ' '
                + (control.getAttribute('aria-label') || control.id || control.textContent.trim()).slice(0, 40));
            }\
            """));
    }

    /** Which control has the focus; whether a frame is drawn around it and nothing lies over it. */
    private static Focus focus(Page page) {
        var told = said(page.evaluate("""
            () => {
              const control = document.activeElement;
              const at = window.controls.indexOf(control);
              if (at < 0) return [-1, false];
              const framed = [control, control.closest('[data-row]')].some(element => element
                && getComputedStyle(element).outlineStyle !== 'none'
                && parseFloat(getComputedStyle(element).outlineWidth) >= 2);
              const box = control.getBoundingClientRect();
              const over = document.elementFromPoint(
                Math.min(box.left + box.width / 2, innerWidth - 1), box.top + Math.min(box.height, 40) / 2);
              return [at, framed && over !== null && (control.contains(over) || over.contains(control)
                || control.closest('[data-row], label')?.contains(over) === true)];
            }\
            """));
        return new Focus(Integer.parseInt(told.get(0)), Boolean.parseBoolean(told.get(1)));
    }

    private record Focus(int at, boolean seen) {}

    /** The same round, told from its lowest member on: some pages begin in a field. */
    private static List<Integer> fromTheTop(List<Integer> round) {
        var first = round.indexOf(0);
        if (first <= 0) {
            return round;
        }
        var turned = new ArrayList<>(round.subList(first, round.size()));
        turned.addAll(round.subList(0, first));
        return turned;
    }

    private static List<String> said(Object answer) {
        return ((List<?>) answer).stream().map(String::valueOf).toList();
    }
}
