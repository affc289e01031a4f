package org.imprimatur.story;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static java.nio.charset.StandardCharsets.UTF_8;
import static java.time.temporal.ChronoUnit.MINUTES;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions.HasTextOptions;
import com.microsoft.playwright.options.AriaRole;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.Map;
import java.util.regex.Pattern;
import org.imprimatur.Product;
import org.imprimatur.demo.StoryPhoto;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.TestMethodOrder;

/**
 * The whole way of one post, told by {@code ./start} and real Chromium: each test is a chapter and leans on the one
 * before. The pictures are in {@code target/story}.
 */
@Tag("story")
@TestMethodOrder(OrderAnnotation.class)
@TestInstance(Lifecycle.PER_CLASS)
abstract class DraftToPublished {

    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
    private static final String POST = "Harbour roast";
    private static final String FIRST = "The healthiest way to start your morning.";
    private static final String SECOND = "Roasted by the water, in our shops from today.";

    private final Path shots = Path.of("target/story", getClass().getSimpleName());
    private @Nullable Product product;
    private @Nullable Browser browser;
    private String post = "";

    /** What the environment says to {@code ./start}. */
    abstract Map<String, String> settings() throws IOException;

    /** Says when the post that will be approved shall go out. */
    abstract void wishToPublish(Portal creator);

    @BeforeAll
    void aStrangerStartsIt() throws IOException {
        Files.createDirectories(shots);
        var settings = settings();
        product = Product.start(data(), settings);
        browser = new Browser();
        product().address();
    }

    static Path data() throws IOException {
        return Files.createTempDirectory(Path.of("target").toAbsolutePath(), "story data ");
    }

    @AfterAll
    void andStopsIt() {
        if (browser != null) {
            browser.close();
        }
        if (product != null) {
            product.close();
        }
    }

    Product product() {
        return requireNonNull(product);
    }

    private Portal as(String person) {
        return Portal.signIn(requireNonNull(browser), product().address(), shots, person);
    }

    private String feed(String path) {
        try {
            return HttpClient.newHttpClient()
                    .send(
                            HttpRequest.newBuilder(product().address().resolve(path))
                                    .build(),
                            BodyHandlers.ofString(UTF_8))
                    .body();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Test
    @Order(1)
    void oneSignInOpensPortalTasklistAndCockpitAndOneSignOutClosesThem() {
        try (var admin = as("admin")) {
            admin.shoot("home-of-the-administrator");
            var page = admin.page();
            admin.webapp("cockpit", "Ada Nyström").shoot("cockpit").webapp("tasklist", "Ada Nyström");

            admin.open("/");
            admin.find("nav.side details.menu:last-of-type summary").click();
            admin.page()
                    .getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Sign out"))
                    .first()
                    .click();
            assertThat(admin.button("Sign in")).isVisible();
            page.navigate(product()
                    .address()
                    .resolve("/camunda/app/tasklist/default/")
                    .toString());
            assertThat(admin.button("Sign in")).isVisible();
            admin.shoot("signed-out");
        }
    }

    @Test
    @Order(2)
    void aCreatorUploadsAPhotoAndSeesWhatItSaysOfItself() throws IOException {
        try (var creator = as("creator")) {
            creator.open("/library");
            var page = creator.page();
            var chosen = page.waitForFileChooser(
                    () -> page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName(Pattern.compile("^Upload")))
                            .click());
            chosen.setFiles(StoryPhoto.into(Files.createTempDirectory("story")));
            var card = page.locator("#cards li").filter(new Locator.FilterOptions().setHasText(StoryPhoto.TITLE));
            assertThat(card.getByText("Waiting for approval")).isVisible();
            creator.shoot("uploaded");
            card.getByText(StoryPhoto.TITLE).click();

            var detail = creator.find("#detail");
            for (var fact : new String[] {"JPEG, 1600 × 1000", "Aurora Coffee", "harbour", "Hamburg", "20 Nov 2026"}) {
                assertThat(detail).containsText(fact);
            }
            assertThat(detail).containsText("You uploaded this, so somebody else decides");
            creator.shoot("what-the-file-says");
        }
    }

    @Test
    @Order(3)
    void itCannotGoIntoAPostBeforeALibrarianApprovedIt() {
        try (var creator = as("creator")) {
            creator.open("/posts/new");
            creator.button("From the library").click();
            var waiting = creator.page()
                    .locator("#picker li, #picker .pk")
                    .filter(new Locator.FilterOptions().setHasText(StoryPhoto.TITLE))
                    .first();
            assertThat(waiting).isVisible();
            assertThat(creator.find("#picker")).containsText("approved");
            creator.shoot("not-approved-yet");
        }
        try (var librarian = as("librarian")) {
            librarian.open("/inbox");
            librarian
                    .page()
                    .getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName(StoryPhoto.TITLE))
                    .first()
                    .click();
            assertThat(librarian.find("#pane-title")).containsText(StoryPhoto.TITLE);
            librarian.shoot("librarian-decides");
            librarian.decide(Pattern.compile("^Approve"));
            assertThat(librarian.find(".toast-x:last-child")).containsText("Approved");
        }
    }

    @Test
    @Order(4)
    void theCreatorWritesAPostAndSubmitsIt() {
        try (var creator = as("creator")) {
            creator.open("/posts/new");
            creator.find("#title").fill(POST);
            creator.find("[data-text=feed]").fill(FIRST);
            assertThat(creator.find("[data-count]")).containsText("41 of 2,000 characters");
            creator.button("From the library").click();
            creator.find("#picker").getByText(StoryPhoto.TITLE).click();
            creator.find("[data-picked] textarea").fill("A sack of coffee beans on a quay");
            wish(creator, ZonedDateTime.now(BERLIN).plusDays(2).truncatedTo(MINUTES));
            creator.shoot("draft");
            submit(creator, 1);
            post = URI.create(creator.page().url()).getPath();
            creator.shoot("in-review");
        }
    }

    @Test
    @Order(5)
    void aReviewerRequestsChangesInTasklist() {
        try (var reviewer = as("reviewer")) {
            var tasklist = reviewer.tasklist(POST);
            assertThat(tasklist.preview()).containsText(FIRST);
            assertThat(tasklist.preview()).containsText("A sack of coffee beans on a quay");
            tasklist.decide("Request changes", "A health claim that we cannot prove.");
        }
    }

    @Test
    @Order(6)
    void theCreatorMendsItAndTheNextVersionShowsTheDifference() {
        try (var creator = as("creator")) {
            creator.open(post);
            assertThat(creator.find("main")).containsText("A health claim that we cannot prove.");
            creator.shoot("changes-requested");
            creator.find("[data-text=feed]").fill(SECOND);
            wishToPublish(creator);
            submit(creator, 2);
        }
        try (var reviewer = as("reviewer")) {
            var tasklist = reviewer.tasklist(POST);
            assertThat(tasklist.preview().locator("del").first()).isVisible();
            assertThat(tasklist.preview().locator("ins").first()).isVisible();
            tasklist.decide("Approve", "");
        }
    }

    @Test
    @Order(7)
    void theBrandManagerApprovesTheSameVersionInThePortal() {
        try (var manager = as("brand-manager")) {
            manager.open("/inbox");
            manager.page()
                    .getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName(POST))
                    .first()
                    .click();
            manager.page().waitForURL("**/inbox/*"); // what was open before may be the same post, and is drawn anew
            assertThat(manager.find("main")).containsText(SECOND);
            manager.shoot("brand-manager-decides");
            manager.decide(Pattern.compile("^Approve version"));
            assertThat(manager.find(".toast-x:last-child")).containsText(POST);
        }
    }

    @Test
    @Order(8)
    void whenTheSlotComesItIsOnTheFeedAndItsWayIsOnTheDiagram() {
        await().atMost(Duration.ofMinutes(5))
                .pollInterval(Duration.ofSeconds(1))
                .until(() -> feed("/feeds/aurora.json").contains(SECOND));
        assertThat(feed("/feeds/aurora.atom"))
                .contains("http://www.w3.org/2005/Atom")
                .contains(SECOND);
        assertThat(feed("/feeds/aurora.json"))
                .contains("https://jsonfeed.org/version/1.1")
                .contains("/media/");
        try (var creator = as("creator")) {
            creator.open(post);
            assertThat(creator.find("h1 + *, .chip"))
                    .hasText(Pattern.compile("\\s*Published\\s*"), new HasTextOptions());
            creator.find(".djs-container, .bp svg").waitFor();
            creator.shoot("published-and-its-way");
            creator.page().navigate(product().address().resolve("/feeds/aurora").toString());
            assertThat(creator.page().getByText(SECOND).first()).isVisible();
            creator.shoot("feed");
        }
    }

    /** Far enough for two people to decide, near enough to wait for. */
    static ZonedDateTime soon() {
        return ZonedDateTime.now(BERLIN).plusSeconds(150).truncatedTo(MINUTES);
    }

    static void wish(Portal creator, ZonedDateTime slot) {
        creator.find("#when-slot").check();
        creator.find("[id='slot.local']").fill(slot.toLocalDate().toString());
        creator.find("[id='slot.time']").fill(slot.toLocalTime().toString());
        creator.find("[id='slot.zone']").fill(slot.getZone().getId());
    }

    private static void submit(Portal creator, int version) {
        creator.page()
                .getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(Pattern.compile("^Submit version")))
                .click();
        creator.page().locator("#tight-slot[role=alert], .toast-x").first().waitFor();
        if (creator.page().locator("#tight-slot[role=alert]").isVisible()) {
            creator.find("#tight-slot input").check();
            creator.page()
                    .getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(Pattern.compile("^Submit version")))
                    .click();
        }
        creator.page().waitForURL(Pattern.compile("/posts/[0-9a-f-]{36}"));
        assertThat(creator.find("main header")).containsText("In review");
        assertThat(creator.page().getByText("submitted version " + version).first())
                .isVisible();
    }
}
