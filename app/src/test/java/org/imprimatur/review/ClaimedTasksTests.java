package org.imprimatur.review;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.concurrent.atomic.AtomicInteger;
import org.imprimatur.Api;
import org.imprimatur.Cast;
import org.imprimatur.ImprimaturTest;
import org.imprimatur.access.Visitor;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Claims over HTTP: in the portal, over the API, in Tasklist, and what becomes of them when their owner goes. */
@ImprimaturTest
class ClaimedTasksTests {

    private static final String ENGINE = "/camunda/api/engine/engine/default";
    private static final AtomicInteger PEOPLE = new AtomicInteger();

    @LocalServerPort
    private int port;

    @Autowired
    private JdbcClient jdbc;

    private Cast cast;

    @BeforeEach
    void people() {
        cast = new Cast(port);
    }

    @Test
    void whatSomebodyClaimedInTasklistIsFreeOnceTheyAreSwitchedOff() {
        var leaver = person("\"reviewer\"");
        var id = cast.submitted(cast.creator, "Held by a leaver", "null");
        var task = cast.task(cast.reviewer, id);
        var key = task.get("id").asText();
        assertThat(tasklist(leaver)
                        .camunda("POST", ENGINE + "/task/" + key + "/claim", "{\"userId\": \"" + leaver + "\"}")
                        .statusCode())
                .isEqualTo(204);
        assertThat(cast.entry(cast.reviewer, id)).isEmpty();
        assertThat(administrator().get("/admin/people/" + leaver).body()).contains("Held by a leaver", "Release");

        var changed = change(leaver, "{\"enabled\": false}");

        assertThat(changed.at("/released/0/task").asText()).isEqualTo(key);
        assertThat(changed.at("/released/0/title").asText()).isEqualTo("Held by a leaver");
        assertThat(assignee(key)).isNull();
        assertThat(cast.decide(cast.reviewer, task, "approve", null).status()).isEqualTo(200);
        assertThat(cast.creator.get("/api/posts/" + id).text()).contains("task.claimed", "task.released");
    }

    @Test
    void whoLosesTheRoleLosesTheClaim() {
        var leaver = person("\"librarian\", \"publisher\"");
        var file = cast.uploaded(cast.creator, "held.jpg", Cast.picture());
        var key = cast.task(cast.librarian, file).get("id").asText();
        assertThat(as(leaver).post("/api/tasks/" + key + "/claim", "{}").status())
                .isEqualTo(200);

        change(leaver, "{\"roles\": {\"meridian\": [\"publisher\"]}}");

        assertThat(assignee(key)).isNull();
        assertThat(cast.decide(cast.librarian, file, "approve").status()).isEqualTo(200);
    }

    @Test
    void anAuthorClaimsNothingOfTheirOwnAndReadsWhy() {
        var id = cast.submitted(cast.alone, "Mine alone", "null");
        var key = cast.task(cast.reviewer, id).get("id").asText();

        var inTasklist =
                tasklist("alone").camunda("POST", ENGINE + "/task/" + key + "/claim", "{\"userId\": \"alone\"}");
        assertThat(inTasklist.statusCode()).isIn(403, 409);
        assertThat(inTasklist.body()).contains("This is your own work, so somebody else decides.");
        var overApi = cast.alone.post("/api/tasks/" + key + "/claim", "{\"takeOver\": true}");
        assertThat(overApi.status()).isEqualTo(403);
        assertThat(overApi.text("/detail")).contains("This is your own work");

        assertThat(cast.decide(cast.reviewer, id, "approve").status()).isEqualTo(200);
    }

    @Test
    void aColleagueSeesWhoHasItAndTakesItOver() {
        var other = person("\"reviewer\"");
        var id = cast.submitted(cast.creator, "Held by a colleague", "null");
        var key = cast.task(cast.reviewer, id).get("id").asText();
        as(other).post("/api/tasks/" + key + "/claim", "{}");

        var refused = cast.reviewer.post("/api/tasks/" + key + "/claim", "{}");
        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.text("/detail")).contains("@" + other);
        assertThat(cast.reviewer.get("/inbox?tab=claimed").text()).contains("Held by a colleague");
        assertThat(cast.reviewer.get("/inbox/" + key).text())
                .contains("Claimed by @" + other, "Take over")
                .doesNotContain("data-decide=\"approve\"");

        assertThat(cast.reviewer.form("/inbox/" + key + "/claim", "").status()).isEqualTo(302);

        assertThat(cast.reviewer.get("/api/tasks/" + key).text("/claimedBy")).isEqualTo("meridian-reviewer");
        assertThat(cast.reviewer.get("/inbox/" + key).text()).contains("Claimed by you", "Release");
        assertThat(cast.creator.get("/api/posts/" + id).text()).contains("task.taken_over", "from @" + other);
        assertThat(cast.decide(as(other), cast.task(cast.reviewer, id), "approve", null)
                        .status())
                .isEqualTo(409);
        assertThat(cast.decide(cast.reviewer, id, "approve").status()).isEqualTo(200);
    }

    @Test
    void anAdministratorEndsAClaimAndDecidesNothing() {
        var id = cast.submitted(cast.creator, "Held for ever", "null");
        var task = cast.task(cast.reviewer, id);
        var key = task.get("id").asText();
        cast.reviewer.post("/api/tasks/" + key + "/claim", "{}");

        assertThat(cast.admin
                        .post("/api/tasks/" + key + "/claim", "{\"takeOver\": true}")
                        .status())
                .isEqualTo(404);
        assertThat(cast.admin
                        .send(
                                "DELETE",
                                "/api/tasks/" + key + "/claim",
                                java.net.http.HttpRequest.BodyPublishers.noBody())
                        .status())
                .isEqualTo(204);

        assertThat(cast.task(cast.reviewer, id).get("claimedBy").isNull()).isTrue();
        assertThat(cast.creator.get("/api/posts/" + id).text()).contains("from @meridian-reviewer");
        assertThat(cast.decide(cast.admin, task, "approve", null).status()).isEqualTo(404);
    }

    private String person(String roles) {
        var id = "leaver-" + PEOPLE.incrementAndGet();
        var made = Api.byPassword(port, "admin", "demo").post("/api/people", """
                {"id": "%1$s", "name": "%1$s", "zone": "UTC", "password": "%2$s", "administrator": false,
                 "roles": {"meridian": [%3$s]}}""".formatted(id, Cast.PASSWORD, roles));
        assertThat(made.status()).as(made::toString).isEqualTo(201);
        return id;
    }

    private JsonNode change(String person, String json) {
        var changed = Api.byPassword(port, "admin", "demo").json("PATCH", "/api/people/" + person, json);
        assertThat(changed.status()).as(changed::toString).isEqualTo(200);
        return changed.json();
    }

    private Api as(String person) {
        return Api.of(port, person, Cast.PASSWORD);
    }

    private Visitor administrator() {
        return Visitor.signedIn(port, "admin", "demo");
    }

    private Visitor tasklist(String person) {
        var visitor = Visitor.signedIn(port, person, Cast.PASSWORD);
        visitor.get("/camunda/app/tasklist/default/");
        return visitor;
    }

    private @Nullable String assignee(String task) {
        return jdbc.sql("select assignee_ from act_ru_task where id_ = :task")
                .param("task", task)
                .query(String.class)
                .optional()
                .orElse(null);
    }
}
