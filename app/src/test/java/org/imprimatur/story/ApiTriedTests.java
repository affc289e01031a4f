package org.imprimatur.story;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.ConsoleMessage;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.function.Consumer;
import org.imprimatur.Api;
import org.imprimatur.ImprimaturTest;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;

/** A developer reads the API's document in the browser and tries it, under the policy that all our pages live under. */
@ImprimaturTest
class ApiTriedTests {

    private static final Path SHOTS = Path.of("target/story");

    private static Browser browser;

    @LocalServerPort
    private int port;

    private Portal creator;
    private final List<String> complaints = new ArrayList<>();

    @BeforeAll
    static void aBrowserOpens() throws IOException {
        Files.createDirectories(SHOTS);
        browser = new Browser();
    }

    @AfterAll
    static void andCloses() {
        browser.close();
    }

    @BeforeEach
    void aCreatorOpensTheApi() {
        creator = Portal.signIn(browser, URI.create("http://127.0.0.1:" + port), SHOTS, "creator");
        Consumer<ConsoleMessage> listen = message -> {
            if (message.type().equals("error")) {
                complaints.add(message.text());
            }
        };
        creator.page().setDefaultTimeout(60_000); // a busy machine takes its time with a script of this size
        creator.page().onConsoleMessage(listen);
        creator.page().onPageError(complaints::add);
        creator.open("/api");
    }

    @AfterEach
    void theBrowserHadNothingToComplainOf() {
        creator.close();
        assertThat(complaints).isEmpty();
    }

    @Test
    void whoIsSignedInTriesCallsAsThemselves() {
        var me = operation("Account-account-me");
        me.locator(".execute").click();
        assertThat(status(me)).hasText("200");
        assertThat(answer(me)).containsText("\"id\": \"creator\"");
        creator.shoot("api");

        var create = operation("Tokens-tokens-create");
        create.locator("textarea.body-param__text").fill("{\"name\": \"Tried in the browser\"}");
        create.locator(".execute").click();
        assertThat(status(create)).hasText("201");
        assertThat(answer(create)).containsText("imp_");
    }

    @Test
    void aPastedTokenCallsAsItsOwner() {
        var password = Base64.getEncoder().encodeToString("librarian:demo".getBytes(UTF_8));
        var token = Api.nobody(port)
                .json("POST", "/api/tokens", "{\"name\": \"Pasted\"}", "Authorization", "Basic " + password)
                .text("/token");

        creator.find(".scheme-container .btn.authorize").click();
        var bearer = creator.page().locator(".auth-container").first();
        bearer.locator("input").fill(token);
        bearer.locator(".auth-btn-wrapper .authorize").click();
        creator.find(".modal-ux .btn-done").click();

        var me = operation("Account-account-me");
        me.locator(".execute").click();
        assertThat(answer(me)).containsText("\"id\": \"librarian\"");
    }

    @Test
    void itIsReadOnAPhoneAndInTheDark() {
        creator.page().setViewportSize(390, 844);
        var me = operation("Account-account-me");
        me.locator(".execute").click();
        assertThat(status(me)).hasText("200");
        creator.shoot("api-phone");

        assertThat(creator.page().evaluate("document.documentElement.scrollWidth <= innerWidth"))
                .isEqualTo(true);

        creator.page().emulateMedia(new Page.EmulateMediaOptions().setColorScheme(ColorScheme.DARK));
        assertThat(creator.page().locator("html")).hasClass("dark-mode");
        creator.shoot("api-phone-dark");
        creator.page().setViewportSize(1440, 900);
        creator.shoot("api-dark");
    }

    private Locator operation(String id) {
        var operation = creator.page().locator("#operations-" + id);
        operation.locator(".opblock-summary-control").click();
        operation.locator(".execute").waitFor();
        return operation;
    }

    private static Locator status(Locator operation) {
        return operation.locator(".live-responses-table .response-col_status").last();
    }

    private static Locator answer(Locator operation) {
        return operation
                .locator(".live-responses-table .response-col_description")
                .last();
    }
}
