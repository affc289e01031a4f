package org.imprimatur.access.engine;

import static java.util.Objects.requireNonNullElse;
import static java.util.stream.Collectors.toCollection;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Page.GetByRoleOptions;
import com.microsoft.playwright.Request;
import com.microsoft.playwright.Response;
import com.microsoft.playwright.options.AriaRole;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.imprimatur.Cast;
import org.imprimatur.ImprimaturTest;
import org.imprimatur.access.Webapp;
import org.imprimatur.story.Browser;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.springframework.boot.test.web.server.LocalServerPort;

/**
 * The allow list of Camunda's REST, held to what Camunda's webapps ask for as somebody walks through them in Chromium:
 * each webapp gets what it asks for, and the list has nothing that was not asked for.
 */
@ImprimaturTest
@TestInstance(Lifecycle.PER_CLASS)
class WebappsTests {

    /** Asked for by Admin on its page of diagnostics, and refused: it tells of the machine, and the log has it. */
    private static final Set<String> REFUSED = Set.of("GET /camunda/api/engine/engine/default/telemetry/data");

    /** Asked for by Cockpit once without a number of rows, which the engine refuses itself, and then with one. */
    private static final Set<String> UNBOUNDED = Set.of("GET /camunda/api/engine/engine/default/process-definition");

    private static final long QUIET = Duration.ofMillis(250).toNanos();

    /** After which a question that is still open counts as one whose end the browser did not tell. */
    private static final long SILENT = Duration.ofSeconds(2).toNanos();

    private final Browser browser = new Browser();
    private final Set<String> asked = new TreeSet<>();
    private final Set<String> refused = new TreeSet<>();
    private final Set<String> limited = new TreeSet<>();

    @BeforeAll
    void walkThroughTheWebapps(@LocalServerPort int port) {
        var cast = new Cast(port);
        var title = "Walked past " + System.nanoTime();
        cast.submitted(cast.creator, title, "null");
        try (browser) {
            new Walk(port, Webapp.WELCOME, "meridian-reviewer").through("#!/welcome", "#!/profile");
            tasklist(new Walk(port, Webapp.TASKLIST, "meridian-reviewer"), title);
            cast.submitted(cast.creator, "Looked at " + title, "null");
            cockpit(new Walk(port, Webapp.COCKPIT, "meridian-auditor"));
            admin(new Walk(port, Webapp.ADMIN, "admin"));
        }
    }

    @Test
    void theWebappsGetWhatTheyAskFor() {
        assertThat(refused).isEqualTo(REFUSED);
    }

    @Test
    void theWebappsStayBelowEveryLimit() {
        assertThat(limited).isSubsetOf(UNBOUNDED);
    }

    @Test
    void nothingIsAllowedThatNoWebappAsksFor() {
        var proven = Allowed.LIST.stream()
                .flatMap(allowed -> allowed.askedBy().stream().map(webapp -> webapp + " " + allowed))
                .collect(toCollection(TreeSet::new));

        assertThat(asked).containsAll(proven);
    }

    @Test
    void whatAWebappAsksForIsAllowedForItsSake() {
        var allowed = Allowed.LIST.stream()
                .flatMap(each -> each.askedBy().stream().map(webapp -> webapp + " " + each))
                .collect(toCollection(TreeSet::new));

        assertThat(allowed).containsAll(asked);
    }

    private static void tasklist(Walk walk, String title) {
        walk.through("");
        walk.page
                .locator(".tasks-list li.task")
                .filter(new Locator.FilterOptions().setHasText(title))
                .first()
                .click();
        walk.page.locator("[ng-click='claim()'], .claim").first().click();
        walk.click("[ng-click='unclaim()'], .unclaim");
        walk.click("[ng-click='claim()'], .claim");
        for (var tab : List.of("Diagram", "Description", "Form")) {
            walk.tab(tab);
        }
        walk.page
                .getByRole(AriaRole.RADIO, new GetByRoleOptions().setName("Approve"))
                .check(new Locator.CheckOptions().setForce(true));
        // again if need be: a form that has just been shown takes no decision yet
        await().pollInSameThread()
                .atMost(Duration.ofMinutes(1))
                .ignoreExceptions()
                .until(() -> {
                    walk.page
                            .getByRole(AriaRole.BUTTON, new GetByRoleOptions().setName("Complete"))
                            .click(new Locator.ClickOptions().setTimeout(2_000));
                    walk.page
                            .getByText("Select a task in the list")
                            .waitFor(new Locator.WaitForOptions().setTimeout(5_000));
                    return true;
                });
    }

    private static void cockpit(Walk walk) {
        walk.through("#/dashboard", "#/processes");
        walk.click("a[href*='#/process-definition/content-approval']");
        for (var tab : List.of("Incidents", "Called Process Definitions", "Job Definitions", "Process Instances")) {
            walk.tab(tab);
        }
        walk.click("td.instance-id a[href*='#/process-instance/'], a[href*='#/process-instance/']");
        for (var tab :
                List.of("Incidents", "Called Process Instances", "User Tasks", "Jobs", "External Tasks", "Variables")) {
            walk.tab(tab);
        }
        walk.through("#/decisions", "#/tasks", "#/batch", "#/repository");
        walk.click(".deployments .deployment, [cam-deployment], .deployment");
        walk.click(".resource a, .resource");
    }

    private static void admin(Walk walk) {
        walk.through(
                "#/users",
                "#/",
                "#/users/creator?tab=account",
                "#/users/creator?tab=groups",
                "#/users/creator?tab=tenants",
                "#/groups",
                "#/groups/aurora:reviewer?tab=group",
                "#/groups/aurora:reviewer?tab=users",
                "#/groups/aurora:reviewer?tab=tenants",
                "#/tenants",
                "#/tenants/aurora?tab=tenant",
                "#/tenants/aurora?tab=users",
                "#/tenants/aurora?tab=groups",
                "#/authorization?resource=0",
                "#/system?section=system-settings-metrics",
                "#/system?section=diagnostics");
    }

    /** One person in one webapp. */
    private final class Walk {

        private final Webapp webapp;
        private final Page page;
        private final Set<String> open = new TreeSet<>();
        private long latest;

        Walk(int port, Webapp webapp, String person) {
            var address = "http://localhost:" + port;
            this.webapp = webapp;
            page = browser.window();
            page.setDefaultTimeout(120_000); // the machine may have much else to do
            var start = address + "/camunda/app/" + webapp.name().toLowerCase(java.util.Locale.ROOT) + "/default/";
            page.navigate(address + "/sign-in");
            page.getByLabel("User name").fill(person);
            page.locator("#password").fill(person.equals("admin") ? "demo" : Cast.PASSWORD);
            page.getByRole(
                            AriaRole.BUTTON,
                            new GetByRoleOptions().setName("Sign in").setExact(true))
                    .click();
            page.locator("nav.side").waitFor();
            page.onRequest(request -> open.add(request.url()));
            page.onRequestFinished(this::answered);
            page.onRequestFailed(this::answered);
            page.onResponse(this::note);
            page.navigate(start);
            settle();
        }

        private void answered(Request request) {
            open.remove(request.url());
            latest = System.nanoTime();
        }

        private void note(Response answer) {
            var method = answer.request().method();
            var path = requireNonNullElse(URI.create(answer.url()).getRawPath(), "");
            if (!path.startsWith(Allowed.ROOT)) {
                return;
            }
            if (Set.of(400, 413, 422, 429).contains(answer.status())) {
                limited.add(method + " " + path);
            }
            var allowed = Allowed.of(method, path);
            if (allowed.isEmpty()) {
                refused.add(method + " " + path);
            } else {
                asked.add(webapp + " " + allowed.get());
            }
        }

        void through(String... places) {
            for (var place : places) {
                page.evaluate("place => { location.hash = place }", place);
                settle();
            }
        }

        void tab(String name) {
            click(".nav-tabs a:has-text('" + name + "')");
        }

        void click(String what) {
            page.locator(what).first().click();
            settle();
        }

        /** Until the webapp has nothing left to do: its scripts rest, and every question was answered a while ago. */
        private void settle() {
            for (var twice = 0; twice < 2; twice++) {
                page.evaluate("() => new Promise(rest => requestIdleCallback(rest, {timeout: 1000}))");
                latest = System.nanoTime();
                page.waitForCondition(() -> System.nanoTime() - latest > (open.isEmpty() ? QUIET : SILENT));
            }
            open.clear();
        }
    }
}
