package org.imprimatur.bench;

import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType.LaunchOptions;
import com.microsoft.playwright.Playwright;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * What the five main pages weigh and how soon one can work with them, in Chromium on this machine: the first time, with
 * nothing in the browser's cache, and the next time.
 *
 * <p>A page can be worked with when it is parsed, its islands are alive, and no task keeps the browser busy for more
 * than 50 ms any more.
 */
final class PagesBench implements Bench {

    /** Remembers when the last long task ended. */
    private static final String WATCH = """
            window.busyUntil = 0;
            new PerformanceObserver((list) => {
              for (const task of list.getEntries()) window.busyUntil = Math.max(window.busyUntil, task.startTime + task.duration);
            }).observe({ type: "longtask", buffered: true });
            """;

    private static final String ALIVE = """
            () => document.readyState === "complete"
              && !document.querySelector("[data-island]:not([data-mounted])")
              && (window.aliveAt ??= performance.now()) > 0
            """;

    private static final String TIMES = """
            () => [
              performance.getEntriesByType("navigation")[0].responseStart,
              performance.getEntriesByName("first-contentful-paint")[0]?.startTime ?? 0,
              Math.max(window.aliveAt, window.busyUntil)]
            """;

    @Override
    public void run(Settings settings) throws Exception {
        var rounds = settings.number("rounds", 7);
        Product.build();
        try (var product = Product.start(Product.emptyFolder(), Map.of());
                var playwright = Playwright.create(
                        new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
                var chromium = playwright
                        .chromium()
                        .launch(new LaunchOptions()
                                .setExecutablePath(Path.of(settings.text("chromium", "/usr/bin/chromium")))
                                .setArgs(
                                        List.of("--no-sandbox", "--disable-gpu", "--disable-background-networking")))) {
            var address = product.address();
            var pages = pages(Api.demo(address, "reviewer"), Api.demo(address, "creator"));
            System.out.printf(
                    "%n%-10s%-7s%10s%10s%12s%14s%14s   medians of %d%n",
                    "page", "visit", "requests", "kB", "answer, ms", "painted, ms", "alive, ms", rounds);
            for (var page : pages.entrySet()) {
                var first = new ArrayList<Visit>();
                var next = new ArrayList<Visit>();
                for (var round = 0; round <= rounds; round++) {
                    try (var window = chromium.newContext(
                            new NewContextOptions().setBaseURL(address).setViewportSize(1440, 900))) {
                        signIn(window, page.getValue().person());
                        var weighed = visit(window, page.getValue().path());
                        var again = visit(window, page.getValue().path());
                        if (round > 0) { // before, the server has not seen the page either
                            first.add(weighed);
                            next.add(again);
                        }
                    }
                }
                print(page.getKey(), "first", first);
                print("", "next", next);
            }
        }
    }

    private record Sight(String person, String path) {}

    private static Map<String, Sight> pages(Api reviewer, Api creator) throws Exception {
        var waits = reviewer.get("/api/tasks?kind=decision");
        while (waits.isEmpty() || draft(creator) == null) {
            Thread.sleep(1_000); // the demo is still telling its stories
            waits = reviewer.get("/api/tasks?kind=decision");
        }
        var pages = new LinkedHashMap<String, Sight>();
        pages.put("home", new Sight("creator", "/"));
        pages.put("library", new Sight("creator", "/library"));
        pages.put("post", new Sight("creator", "/posts/" + draft(creator)));
        pages.put("inbox", new Sight("reviewer", "/inbox"));
        pages.put(
                "diagram",
                new Sight("creator", "/posts/" + waits.get(0).at("/subject/id").asText()));
        return pages;
    }

    private static @Nullable String draft(Api creator) throws Exception {
        var drafts = creator.get("/api/brands/aurora/posts?state=draft").required("items");
        return drafts.isEmpty() ? null : drafts.get(0).required("id").textValue();
    }

    private static void signIn(BrowserContext window, String person) {
        var page = window.newPage();
        page.navigate("/sign-in");
        page.locator("#username").fill(person);
        page.locator("#password").fill("demo");
        page.locator("form:has(#password) button:not([type=button])").click();
        page.waitForURL(address -> !address.contains("/sign-in"));
        page.close();
    }

    /** @param requests of all kinds; {@code bytes} over the wire, headers too */
    private record Visit(int requests, long bytes, double answered, double painted, double alive) {}

    private static Visit visit(BrowserContext window, String path) {
        var page = window.newPage();
        var requests = new AtomicInteger();
        var bytes = new AtomicLong();
        var network = window.newCDPSession(page);
        network.on("Network.requestWillBeSent", sent -> requests.incrementAndGet());
        network.on(
                "Network.loadingFinished",
                sent -> bytes.addAndGet(sent.get("encodedDataLength").getAsLong()));
        network.send("Network.enable");
        page.addInitScript(WATCH);
        page.navigate(path);
        page.waitForFunction(ALIVE);
        page.waitForTimeout(500); // a task that began before it is reported after its end
        @SuppressWarnings("unchecked")
        var times = (List<Number>) page.evaluate(TIMES);
        page.close();
        return new Visit(
                requests.get(),
                bytes.get(),
                times.get(0).doubleValue(),
                times.get(1).doubleValue(),
                times.get(2).doubleValue());
    }

    private static void print(String page, String visit, List<Visit> visits) {
        System.out.printf(
                Locale.ROOT,
                "%-10s%-7s%10.0f%10.1f%12.0f%14.0f%14.0f%n",
                page,
                visit,
                median(visits.stream().mapToDouble(Visit::requests).toArray()),
                median(visits.stream().mapToDouble(Visit::bytes).toArray()) / 1024,
                median(visits.stream().mapToDouble(Visit::answered).toArray()),
                median(visits.stream().mapToDouble(Visit::painted).toArray()),
                median(visits.stream().mapToDouble(Visit::alive).toArray()));
    }

    private static double median(double[] values) {
        Arrays.sort(values);
        return values[values.length / 2];
    }
}
