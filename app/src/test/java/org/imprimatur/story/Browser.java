package org.imprimatur.story;

import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.BrowserType.LaunchOptions;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Real Chromium from the system's packages; nothing is downloaded. */
public final class Browser implements AutoCloseable {

    static {
        PlaywrightAssertions.setDefaultAssertionTimeout(30_000); // cataloging and Tasklist take their time
    }

    private final Playwright playwright =
            Playwright.create(new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));

    private final com.microsoft.playwright.Browser chromium = playwright
            .chromium()
            .launch(new LaunchOptions()
                    .setExecutablePath(executable())
                    .setArgs(List.of(
                            "--no-sandbox",
                            "--disable-gpu",
                            "--disable-quic",
                            "--no-first-run",
                            "--disable-background-networking",
                            "--disable-component-update",
                            "--disable-sync",
                            "--disable-dev-shm-usage")));

    private static Path executable() {
        return Stream.of("chromium", "chromium-browser", "google-chrome")
                .flatMap(name ->
                        Stream.of("/usr/bin/", "/usr/local/bin/", "/snap/bin/").map(folder -> Path.of(folder + name)))
                .filter(Files::isExecutable)
                .findFirst()
                .orElseThrow(() ->
                        new IllegalStateException("Chromium is not installed; on Debian: apt-get install chromium"));
    }

    /** A window of its own, with no cookies, in the brand's zone. */
    public Page window() {
        return window(new NewContextOptions());
    }

    /** The same, with something set besides. */
    public Page window(NewContextOptions options) {
        var context =
                chromium.newContext(options.setIgnoreHTTPSErrors(true) // certificates of a test are signed by nobody
                        .setViewportSize(1440, 900)
                        .setLocale("en-GB")
                        .setTimezoneId("Europe/Berlin"));
        context.setDefaultTimeout(20_000);
        return context.newPage();
    }

    /** A telephone, which is touched and has no pointer. */
    public Page phone() {
        var context = chromium.newContext(new com.microsoft.playwright.Browser.NewContextOptions()
                .setViewportSize(390, 844)
                .setHasTouch(true)
                .setIsMobile(true)
                .setLocale("en-GB")
                .setTimezoneId("Europe/Berlin"));
        context.setDefaultTimeout(20_000);
        return context.newPage();
    }

    /** Closes a window and forgets its cookies. */
    public static void close(Page window) {
        window.context().close();
    }

    @Override
    public void close() {
        chromium.close();
        playwright.close();
    }
}
