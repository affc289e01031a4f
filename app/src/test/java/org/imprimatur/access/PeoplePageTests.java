package org.imprimatur.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.Arrays;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.imprimatur.Api;
import org.imprimatur.Cast;
import org.imprimatur.ImprimaturTest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The forms for people and brands: what is typed stays, everything that is wrong is told at once. */
@ImprimaturTest
class PeoplePageTests {

    private static final Pattern CSRF = Pattern.compile("name=\"_csrf\" value=\"([^\"]+)\"");

    @LocalServerPort
    private int port;

    @Autowired
    private JdbcClient jdbc;

    private Cast cast;
    private Visitor admin;

    @BeforeEach
    void anAdministratorIsSignedIn() {
        cast = new Cast(port);
        admin = Visitor.signedIn(port, "admin", "demo");
    }

    @Test
    void aRefusedNewPersonKeepsEveryFieldButThePassword() {
        var page = send(
                "/admin/people",
                "id",
                "Not A Name",
                "name",
                "Ōe, Kenzaburō",
                "zone",
                "Asia/Tokyo",
                "password",
                "too short",
                "groups",
                "meridian:publisher",
                "groups",
                "meridian:auditor",
                "administrator",
                "true");

        assertThat(page.statusCode()).isEqualTo(422);
        assertThat(page.body())
                .contains("value=\"Not A Name\"", "value=\"Ōe, Kenzaburō\"")
                .containsPattern(" name=\"zone\" [^>]*value=\"Asia/Tokyo\"")
                .doesNotContain("too short");
        assertThat(ticked(page)).contains("meridian:publisher", "meridian:auditor", "administrator");
    }

    @Test
    void everythingThatIsWrongWithANewPersonIsToldAtOnce() {
        var page = send("/admin/people", "id", "-", "name", " ", "zone", "Europe/Atlantis", "password", "brief");

        assertThat(page.statusCode()).isEqualTo(422);
        assertThat(page.body())
                .contains("5 things to correct")
                .contains("href=\"#id\"", "href=\"#name\"", "href=\"#zone\"", "href=\"#password\"", "href=\"#roles\"")
                .contains("id=\"id-error\"", "id=\"name-error\"", "id=\"zone-error\"", "id=\"password-error\"")
                .contains("id=\"roles-error\"");
        assertThat(page.body().split("aria-invalid=\"true\"", -1)).hasSize(5);
    }

    @Test
    void aNameThatIsTakenIsToldTogetherWithTheMissingRole() {
        var page =
                send("/admin/people", "id", "alone", "name", "Al", "zone", "UTC", "password", "a fine long password");

        assertThat(page.statusCode()).isEqualTo(422);
        assertThat(page.body()).contains("The user name alone is taken.", "Choose at least one role in a brand");
    }

    @Test
    void aNewPersonIsAskedForARoleAndAZone() {
        var page =
                send("/admin/people", "id", "newcomer-9", "name", "Ny", "zone", "", "password", "a fine long password");

        assertThat(page.statusCode()).isEqualTo(422);
        assertThat(page.body()).contains("Choose a time zone.", "Choose at least one role in a brand");
        assertThat(cast.admin.get("/api/people/newcomer-9").status()).isEqualTo(404);
    }

    @Test
    void noZoneIsChosenBeforeSomebodyChooses() {
        var page = admin.get("/admin/people").body();

        assertThat(page).containsPattern(" id=\"zone\" [^>]*value=\"\"[^>]* placeholder=\"Choose a time zone\"");
    }

    @Test
    void theTimeZonesAreInThePageOnce() {
        var page = admin.get("/admin/people").body();

        assertThat(page.split("value=\"Asia/Tokyo\"", -1)).hasSize(2);
        assertThat(page).contains("list=\"zones\"", "<datalist id=\"zones\">");
    }

    @Test
    void peopleAndBrandsAreShownAPartAtATimeAndFound() {
        jdbc.sql("""
                        with part as (select 'zz-part-' || n as id, n from generate_series(10, 34) n),
                        made as (insert into brand (id, name, zone, made) select id, 'zz Part ' || n, 'UTC', now() from part)
                        insert into person (id, name, zone, password, made)
                        select id, 'Zoë ' || n, 'UTC', 'none', now() from part""").update();
        jdbc.sql(
                        "insert into membership (person, brand, role) select id, id, 'auditor' from brand where id like 'zz-part-%'")
                .update();

        var found = admin.get("/admin/people?q=zo%C3%AB&brands=ZZ%20PART").body();
        var rest = admin.get("/admin/people?q=zo%C3%AB&after=zz-part-29&brands=zz-part&brandsAfter=zz-part-29")
                .body();

        assertThat(found).contains("zz-part-29", "More people", "More brands").doesNotContain("zz-part-30");
        assertThat(found).contains("after=zz-part-29", "brandsAfter=zz-part-29");
        assertThat(rest)
                .contains("zz-part-30", "zz-part-34")
                .doesNotContain("zz-part-29\"", "More people", "More brands");
        assertThat(admin.get("/admin/people?q=nobody-is-called-so").body()).contains("No one matches.");
        assertThat(admin.get("/admin/people?q=100%25").body())
                .as("taken literally")
                .contains("No one matches.");
    }

    /** What is not shown would be taken away when the form is saved. */
    @Test
    void aPersonsOwnBrandsAreAlwaysInTheForm() {
        var page =
                admin.get("/admin/people/meridian-modeler?brands=no-such-brand").body();

        assertThat(page).contains("value=\"meridian:modeler\"", "To give a role in another brand");
    }

    @Test
    void aRefusedChangeKeepsRolesZoneAndTicks() {
        var page = send(
                "/admin/people/meridian-modeler",
                "name",
                "Renamed",
                "zone",
                "Africa/Nairobi",
                "password",
                "x",
                "groups",
                "meridian:librarian",
                "administrator",
                "true",
                "enabled",
                "true");

        assertThat(page.statusCode()).isEqualTo(422);
        assertThat(page.body())
                .contains("value=\"Renamed\"", "2 things to correct")
                .containsPattern(" name=\"zone\" [^>]*value=\"Africa/Nairobi\"");
        assertThat(ticked(page))
                .contains("meridian:librarian", "administrator")
                .doesNotContain("meridian:modeler", "enabled");
        assertThat(cast.admin.get("/api/people/meridian-modeler").text("/zone")).isEqualTo("UTC");
    }

    @Test
    void nobodyIsDeactivatedWithoutTheQuestionWhoGetsWhatTheyHold() {
        var leaver = "leaver-of-the-page";
        var made = Api.byPassword(port, "admin", "demo").post("/api/people", """
            {"id": "%1$s", "name": "Ulla", "zone": "UTC", "password": "%2$s", "administrator": false,
             "roles": {"meridian": ["reviewer"]}}\
            """.formatted(leaver, Cast.PASSWORD));
        assertThat(made.status()).as(made::toString).isIn(201, 409);
        var post = cast.submitted(cast.creator, "Held by Ulla", "null");
        var task = cast.task(cast.reviewer, post).get("id").asText();
        Api.of(port, leaver, Cast.PASSWORD).post("/api/tasks/" + task + "/claim", "{}");

        assertThat(admin.get("/admin/people/" + leaver).body())
                .contains("Held by Ulla", "Can be taken over by @")
                .doesNotContain("Nobody else can decide");
        var saved = send("/admin/people/" + leaver, "name", "Ulla", "zone", "UTC", "groups", "meridian:reviewer");
        assertThat(saved.headers().firstValue("Location"))
                .hasValueSatisfying(to -> assertThat(to).endsWith("/admin/people/" + leaver + "/deactivate"));
        assertThat(admin.get("/admin/people/" + leaver + "/deactivate").body())
                .contains("Deactivate @" + leaver, "Held by Ulla", "can be decided by @");
        assertThat(cast.admin.get("/api/people/" + leaver).json().at("/enabled").asBoolean())
                .isTrue();

        assertThat(send("/admin/people/" + leaver + "/deactivate").statusCode()).isEqualTo(302);

        assertThat(cast.admin.get("/api/people/" + leaver).json().at("/enabled").asBoolean())
                .isFalse();
        assertThat(admin.get("/admin/people").body()).contains("@" + leaver + " is deactivated", "Held by Ulla");
        assertThat(cast.task(cast.reviewer, post).get("claimedBy").isNull()).isTrue();
    }

    @Test
    void aRefusedBrandKeepsItsZone() {
        var fresh = send("/admin/people/brands", "id", "No Id", "name", "Kew & Sons", "zone", "America/Lima");
        var known = send("/admin/people/brands/meridian", "name", "", "zone", "Pacific/Apia");

        assertThat(fresh.body())
                .contains("value=\"No Id\"", "value=\"Kew &amp; Sons\"", "href=\"#brand-id\"")
                .containsPattern(" id=\"brand-zone\" [^>]*value=\"America/Lima\"");
        assertThat(known.body())
                .contains("href=\"#name-meridian\"")
                .containsPattern(" id=\"zone-meridian\" [^>]*value=\"Pacific/Apia\"");
    }

    @Test
    void aTokenWithoutANameKeepsItsEnd() {
        var page = send("/account/tokens", "name", "", "days", "365");

        assertThat(page.statusCode()).isEqualTo(422);
        assertThat(page.body()).containsPattern("<option value=\"365\" selected=\"selected\"");
    }

    private HttpResponse<String> send(String path, String... fields) {
        var page = CSRF.matcher(admin.get("/admin/people").body());
        assertThat(page.find()).isTrue();
        return admin.form(
                path,
                Stream.concat(Arrays.stream(fields), Stream.of("_csrf", page.group(1)))
                        .toArray(String[]::new));
    }

    /** The boxes that are ticked: the value of each group, else its name. */
    private static java.util.List<String> ticked(HttpResponse<String> page) {
        return Pattern.compile("<input[^>]*type=\"checkbox\"[^>]*>")
                .matcher(page.body())
                .results()
                .map(java.util.regex.MatchResult::group)
                .filter(box -> box.contains("checked=\"checked\""))
                .map(box -> box.replaceAll(
                        box.contains("name=\"groups\"") ? ".*value=\"([^\"]*)\".*" : ".*name=\"([^\"]*)\".*", "$1"))
                .toList();
    }
}
