package org.imprimatur.access.engine;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;
import static org.imprimatur.access.Visitor.basic;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.util.Map;
import java.util.stream.IntStream;
import org.imprimatur.ImprimaturTest;
import org.imprimatur.access.Visitor;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.web.server.LocalServerPort;

/** What passes to Camunda's REST, tried in the whole house by the people it has. */
@ImprimaturTest
class FenceTests {

    private static final String ENGINE = "/camunda/api/engine/engine/default";
    private static final JsonMapper JSON = JsonMapper.builder().build();

    @LocalServerPort
    private int port;

    private Visitor reviewer;
    private String task = "none";
    private String hash = "none";

    @BeforeEach
    void aPostInReview() {
        var program = new Visitor(port);
        var post = json(program.json(
                        "POST", "/api/brands/aurora/posts", """
                        {"title": "Fence", "variants": [{"channel": "feed", "text": "A cup of it"}], "assets": [], "slot": null}""", "Authorization", basic("creator", "demo")))
                .path("id")
                .asText();
        var submitted =
                program.json("POST", "/api/posts/" + post + "/submit", "", "Authorization", basic("creator", "demo"));
        assertThat(submitted.statusCode()).isEqualTo(202);
        for (var item : json(program.get("/api/tasks", "Authorization", basic("reviewer", "demo")))) {
            if (item.path("subject").path("id").asText().equals(post)) {
                task = item.path("id").asText();
                hash = item.path("subject").path("hash").asText();
            }
        }
        reviewer = inTasklist("reviewer");
    }

    @Test
    void aReviewerDecidesThroughTasklistsRest() {
        assertThat(reviewer.get(ENGINE + "/task/" + task).statusCode()).isEqualTo(200);

        var done = complete(reviewer, text("decision", "approve") + "," + text("hash", hash));

        assertThat(done.statusCode()).isEqualTo(204);
    }

    @Test
    void aDecisionOnAnotherVersionIsAConflictInTheDomainsWords() {
        var stale = complete(reviewer, text("decision", "approve") + "," + text("hash", "0".repeat(64)));

        assertThat(stale.statusCode()).isEqualTo(409);
        assertThat(json(stale).path("message").asText()).isNotBlank().doesNotContain("ENGINE-", "Exception");
        assertThat(reviewer.get(ENGINE + "/task/" + task).statusCode()).isEqualTo(200);
    }

    @Test
    void aPageThatBelongsToSomebodyElseDecidesNothing() {
        var decision = "{\"variables\": {" + text("decision", "approve") + "," + text("hash", hash) + "}}";

        var refused = reviewer.camunda(
                "POST", ENGINE + "/task/" + task + "/submit-form", decision, "X-Session-Person", "brand-manager");

        assertThat(refused.statusCode()).isEqualTo(403);
        assertThat(refused.headers().firstValue("X-CSRF-Refused")).contains("true");
        assertThat(reviewer.get(ENGINE + "/task/" + task, "X-Session-Person", "reviewer")
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void aTokenOfAnEarlierSessionIsRefusedAndEndsNoSession() {
        var decision = "{\"variables\": {" + text("decision", "approve") + "," + text("hash", hash) + "}}";

        var refused = reviewer.json(
                "POST", ENGINE + "/task/" + task + "/submit-form", decision, "X-XSRF-TOKEN", "F00DF00DF00DF00D");

        assertThat(refused.statusCode()).isEqualTo(403);
        assertThat(refused.headers().firstValue("X-XSRF-TOKEN")).contains("Required");
        assertThat(reviewer.get("/session").body()).contains("\"reviewer\"");
        assertThat(complete(reviewer, text("decision", "approve") + "," + text("hash", hash))
                        .statusCode())
                .isEqualTo(204);
    }

    @Test
    void aQueryThatMeansNothingIsRefusedByTheNameOfItsField() {
        var auditor = inTasklist("auditor");
        var bodies = Map.of(
                "assigneeIn", "{\"assigneeIn\": [null]}",
                "taskDefinitionKeyIn", "{\"taskDefinitionKeyIn\": []}",
                "processVariables",
                        "{\"processVariables\": [{\"name\": \"a\", \"operator\": \"eq\", \"value\": {\"b\": 1}}]}",
                "nameLike", "{\"nameLike\": \"Rev\\\\\"}",
                "createdBefore", "{\"createdBefore\": \"999999-01-01T00:00:00.000+0000\"}",
                "candidateGroup", "{\"candidateUser\": \"reviewer\", \"candidateGroup\": \"aurora:reviewer\"}");

        bodies.forEach((field, body) -> {
            var answer = auditor.camunda("POST", ENGINE + "/task?maxResults=5", body);

            assertThat(answer.statusCode()).as(body).isEqualTo(400);
            assertThat(json(answer).path("message").asText()).contains(field);
        });
        assertThat(auditor.get(ENGINE + "/task?maxResults=5&nameLike=Rev%5C").statusCode())
                .isEqualTo(400);
        assertThat(auditor.camunda("POST", ENGINE + "/task?maxResults=5", "{\"nameLike\": \"Rev%\", \"sorting\": []}")
                        .statusCode())
                .isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "task?orQueries=17",
                "task?candidateGroups=",
                "task?includeAssignedTasks=true",
                "process-definition?version=-3"
            })
    void aValueOfWhichNoQueryCanBeMadeIsTheCallersMistake(String query) {
        var answer = inTasklist("auditor").get(ENGINE + "/" + query);

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(400);
        assertThat(answer.body()).doesNotContain("Exception", "argument type");
    }

    @Test
    void textThatNoDatabaseStoresIsRefusedByTheNameOfItsField() {
        for (var bad : new String[] {"\\u0000", "so \\udfff"}) {
            var refused = complete(
                    reviewer, text("decision", "reject") + "," + text("hash", hash) + "," + text("comment", bad));
            var query = inTasklist("auditor")
                    .camunda("POST", ENGINE + "/task?maxResults=5", "{\"description\": \"" + bad + "\"}");

            assertThat(refused.statusCode()).isEqualTo(422);
            assertThat(query.statusCode()).isEqualTo(422);
            assertThat(json(query).path("message").asText()).startsWith("description ");
        }
        assertThat(reviewer.get(ENGINE + "/task/" + task).statusCode()).isEqualTo(200);
    }

    @Test
    void aQueryWithManyConditionsOnVariablesNeverReachesTheEngine() {
        var conditions =
                IntStream.range(0, 60).mapToObj(i -> "v" + i + "_neq_w").collect(joining(","));
        for (var name : new String[] {"processVariables", "taskVariables", "caseInstanceVariables"}) {
            var refused = reviewer.get(ENGINE + "/task?maxResults=3&" + name + "=" + conditions);

            assertThat(refused.statusCode()).as(name).isEqualTo(400);
            assertThat(json(refused).path("message").asText()).contains(name, "60", "5");
        }
        var filter = json(reviewer.get(ENGINE + "/filter?maxResults=3"))
                .get(0)
                .path("id")
                .asText();
        var sorting = IntStream.range(0, 700)
                .mapToObj(i -> "{\"sortBy\": \"processVariable\", \"sortOrder\": \"asc\", \"parameters\":"
                        + " {\"variable\": \"v" + i + "\", \"type\": \"String\"}}")
                .collect(joining(",", "{\"sorting\": [", "]}"));
        assertThat(reviewer.camunda("POST", ENGINE + "/filter/" + filter + "/list?maxResults=3", sorting)
                        .statusCode())
                .isEqualTo(400);
    }

    @Test
    void aFormSetsNothingButTheDecision() {
        assertThat(complete(reviewer, text("decision", "approve") + "," + text("brand", "boreal"))
                        .statusCode())
                .isEqualTo(403);
        assertThat(complete(reviewer, text("approved", "true")).statusCode()).isEqualTo(403);
        assertThat(complete(reviewer, """
                                "comment": {"value": "rO0AB", "type": "Object", "valueInfo":
                                  {"objectTypeName": "java.util.HashMap", "serializationDataFormat": "application/x-java-serialized-object"}}""").statusCode()).isEqualTo(400);
        assertThat(complete(reviewer, text("decision", "approve") + "," + text("decision", "reject"))
                        .statusCode())
                .isEqualTo(400); // the same key twice
        assertThat(reviewer.get(ENGINE + "/task/" + task).statusCode()).isEqualTo(200);
    }

    @Test
    void aTaskIsTakenForOneselfAndGivenBackByOneself() {
        assertThat(claim(reviewer, "creator").statusCode()).isEqualTo(403);
        assertThat(claim(reviewer, "reviewer").statusCode()).isEqualTo(204);

        assertThat(inTasklist("brand-manager")
                        .camunda("POST", ENGINE + "/task/" + task + "/unclaim", "")
                        .statusCode())
                .isEqualTo(403);
        assertThat(reviewer.json("POST", ENGINE + "/task/" + task + "/unclaim", "")
                        .statusCode())
                .isEqualTo(403); // forged: without the page's token
        assertThat(reviewer.camunda("POST", ENGINE + "/task/" + task + "/unclaim", "")
                        .statusCode())
                .isEqualTo(204);
        assertThat(json(reviewer.get(ENGINE + "/task/" + task)).path("assignee").isNull())
                .isTrue();
    }

    @Test
    void anAuthorFinishesNoDecisionOfTheirOwn() {
        var creator = inTasklist("creator");

        assertThat(complete(creator, text("decision", "approve") + "," + text("hash", hash))
                        .statusCode())
                .isIn(403, 404, 409);
        assertThat(claim(creator, "creator").statusCode()).isEqualTo(403);
        assertThat(claim(creator, "creator").body()).doesNotContain("TASK_WORK", "ENGINE");
        assertThat(reviewer.get(ENGINE + "/task/" + task).statusCode()).isEqualTo(200);
    }

    @Test
    void aBodyIsJsonAndNotTooLong() {
        var auditor = inTasklist("auditor");
        assertThat(auditor.camunda("POST", ENGINE + "/task", "{\"name\": \"" + "x".repeat(300_000) + "\"}")
                        .statusCode())
                .isEqualTo(413);
        assertThat(auditor.camunda("POST", ENGINE + "/task", "[[[[").statusCode())
                .isEqualTo(400);
        assertThat(auditor.camunda("POST", ENGINE + "/task?maxResults=10", "{\"active\": true}")
                        .statusCode())
                .isEqualTo(200);

        // the last one, because Camunda ends the session of a call that came without its token
        assertThat(auditor.form(ENGINE + "/task", "a", "b").statusCode()).isIn(403, 415);
    }

    @Test
    void theFilterOfTheFirstDayIsThere() {
        var filters = json(reviewer.get(ENGINE + "/filter?maxResults=10"));

        assertThat(filters).isNotEmpty();
        assertThat(reviewer.camunda(
                                "POST",
                                ENGINE + "/filter/" + filters.path(0).path("id").asText() + "/list?maxResults=10",
                                "{}")
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void adminReadsPeopleFromOurTablesAndOthersDoNot() {
        assertThat(inTasklist("admin").get(ENGINE + "/user?maxResults=50").body())
                .contains("brand-manager");
        assertThat(inTasklist("admin")
                        .get(ENGINE + "/group?member=reviewer&maxResults=50")
                        .body())
                .contains("aurora:reviewer");
        assertThat(json(inTasklist("auditor").get(ENGINE + "/user?maxResults=50")))
                .hasSize(1); // themselves
        assertThat(reviewer.get(ENGINE + "/user?maxResults=50").statusCode()).isEqualTo(403);
    }

    private Visitor inTasklist(String who) {
        var visitor = Visitor.signedIn(port, who, "demo");
        visitor.get("/camunda/app/welcome/default/");
        return visitor;
    }

    private HttpResponse<String> claim(Visitor visitor, String who) {
        return visitor.camunda("POST", ENGINE + "/task/" + task + "/claim", "{\"userId\": \"" + who + "\"}");
    }

    private HttpResponse<String> complete(Visitor visitor, String variables) {
        return visitor.camunda(
                "POST", ENGINE + "/task/" + task + "/submit-form", "{\"variables\": {" + variables + "}}");
    }

    private static String text(String name, String value) {
        return "\"" + name + "\": {\"value\": \"" + value + "\", \"type\": \"String\"}";
    }

    private static JsonNode json(HttpResponse<String> answer) {
        try {
            return JSON.readTree(answer.body());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
