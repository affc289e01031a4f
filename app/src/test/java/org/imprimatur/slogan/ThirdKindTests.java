package org.imprimatur.slogan;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.stream.StreamSupport;
import org.imprimatur.Cast;
import org.imprimatur.ImprimaturTest;
import org.imprimatur.access.Visitor;
import org.imprimatur.log.Log;
import org.imprimatur.people.People;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/** Another kind of subject needs beans, a model, a template and words of its own, and no change elsewhere. */
@ImprimaturTest
class ThirdKindTests {

    private static final String BRAND = "meridian";

    @LocalServerPort
    private int port;

    @Autowired
    private Slogans slogans;

    @Autowired
    private People people;

    @Autowired
    private Log log;

    private Cast cast;

    @BeforeEach
    void people() {
        cast = new Cast(port);
    }

    @Test
    void theInboxShowsItAndTakesTheDecision() {
        var slogan = submitted("Warm hands, every morning");
        var task = task(slogan);

        var pane = cast.reviewer.get("/inbox/" + task.get("id").asText()).text();
        assertThat(pane)
                .contains("Warm hands, every morning", "For winter", "Short enough to remember")
                .contains("Open slogan", "href=\"/slogans/" + slogan.id() + "\"", "Take this slogan")
                .doesNotContain("request_changes");

        var decided = cast.reviewer.form(
                "/inbox/" + task.get("id").asText(),
                "verdict=approve&hash=" + task.at("/subject/hash").asText() + "&subject=slogan:" + slogan.id());
        assertThat(decided.status()).as(decided::toString).isBetween(200, 303);
        assertThat(slogans.find(slogan.id()).orElseThrow().state()).isEqualTo("in_use");
    }

    @Test
    void theListOfTheInboxNamesItsKind() {
        var slogan = submitted("A cup for the road");

        assertThat(cast.reviewer.get("/inbox").text()).contains("A cup for the road", "<span class=\"cut\">Slogan");
        assertThat(cast.creator.get("/slogans/" + slogan.id()).text()).isEqualTo("A cup for the road");
        assertThat(cast.stranger.get("/slogans/" + slogan.id()).status()).isEqualTo(404);
    }

    @Test
    void theApiDecidesIt() {
        var slogan = submitted("Slow down, sip");
        var task = task(slogan);

        var refused = cast.reviewer.post(
                "/api/tasks/" + task.get("id").asText() + "/decision", decision("request_changes", task, "Shorter"));
        assertThat(refused.status()).as(refused::toString).isEqualTo(422);
        assertThat(refused.text("/detail")).contains("approve or reject");

        var decided = cast.reviewer.post(
                "/api/tasks/" + task.get("id").asText() + "/decision", decision("reject", task, "Too slow"));
        assertThat(decided.status()).as(decided::toString).isEqualTo(200);
        assertThat(decided.text("/state")).isEqualTo("dropped");
        assertThat(decided.text("/subject/kind")).isEqualTo("slogan");
    }

    @Test
    void whoWroteItDoesNotDecide() {
        var slogan = slogans.submit(
                BRAND, "My own words", "spring", people.find("alone").orElseThrow());
        var task = task(slogan);

        var refused =
                cast.alone.post("/api/tasks/" + task.get("id").asText() + "/decision", decision("approve", task, ""));

        assertThat(refused.status()).as(refused::toString).isEqualTo(403);
    }

    @Test
    void tasklistShowsItAndTakesTheDecision() {
        var slogan = submitted("Steam on the window");
        var id = task(slogan).get("id").asText();
        var form = cast.reviewer.get("/review/" + id + "/form");
        assertThat(form.json().at("/choices").findValuesAsText("decision")).containsExactly("approve", "reject");
        assertThat(form.text("/choices/0/follows")).isEqualTo("It may be said everywhere");
        assertThat(cast.reviewer.get("/review/" + id + "/preview").text())
                .contains("Steam on the window", "For winter");

        var tasklist = Visitor.signedIn(port, "meridian-reviewer", Cast.PASSWORD);
        tasklist.get("/camunda/app/tasklist/default/");
        var decided = tasklist.camunda(
                "POST", "/camunda/api/engine/engine/default/task/" + id + "/submit-form", """
                {"variables": {"decision": {"value": "approve", "type": "String"},
                               "hash": {"value": "%s", "type": "String"},
                               "comment": {"value": "Yes", "type": "String"}}}""".formatted(
                                form.text("/hash")));

        assertThat(decided.statusCode()).as(decided.body()).isEqualTo(204);
        assertThat(slogans.find(slogan.id()).orElseThrow().state()).isEqualTo("in_use");
        assertThat(cast.reviewer.get("/review/next/slogan/" + slogan.id()).text("/message"))
                .isEmpty();
    }

    @Test
    void searchFindsItAndTheLogTellsOfIt() {
        var slogan = submitted("Kettleward ho");
        var task = task(slogan);
        cast.reviewer.post("/api/tasks/" + task.get("id").asText() + "/decision", decision("approve", task, "Nice"));

        assertThat(slogans.search(BRAND, "kettle")).containsExactly(slogan.id());
        assertThat(log.about("slogan:" + slogan.id()))
                .extracting(written -> written.entry().what())
                .containsExactly("slogan.submitted", "decision.approve", "slogan.in_use");
    }

    private Slogan submitted(String words) {
        return slogans.submit(
                BRAND, words, "winter", people.find("meridian-creator").orElseThrow());
    }

    private JsonNode task(Slogan slogan) {
        var tasks = cast.reviewer.get("/api/tasks?brand=" + BRAND + "&limit=200");
        return StreamSupport.stream(tasks.json().spliterator(), false)
                .filter(task ->
                        task.at("/subject/id").asText().equals(slogan.id().toString()))
                .findFirst()
                .orElseThrow(() -> new AssertionError(tasks.toString()));
    }

    private static String decision(String decision, JsonNode task, String comment) {
        return """
                {"decision": "%s", "hash": "%s", "comment": "%s"}""".formatted(decision, task.at("/subject/hash").asText(), comment);
    }
}
