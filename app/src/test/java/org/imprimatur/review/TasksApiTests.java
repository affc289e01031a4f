package org.imprimatur.review;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.imprimatur.Cast;
import org.imprimatur.ImprimaturTest;
import org.imprimatur.access.Visitor;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What waits for somebody, and what becomes of their decisions, whichever way they come in. */
@ImprimaturTest
class TasksApiTests {

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
    void aTaskSaysWhatItIsAbout() {
        var id = cast.submitted(cast.creator, "Winter", "null");

        var task = cast.task(cast.reviewer, id);

        assertThat(task.get("kind").asText()).isEqualTo("decision");
        assertThat(task.get("step").asText()).isEqualTo("Review");
        assertThat(task.get("due").asText()).isNotBlank();
        assertThat(task.at("/subject/kind").asText()).isEqualTo("post");
        assertThat(task.at("/subject/title").asText()).isEqualTo("Winter");
        assertThat(task.at("/subject/version").asInt()).isEqualTo(1);
        assertThat(task.at("/subject/hash").asText())
                .isEqualTo(cast.creator.get("/api/posts/" + id).text("/hash"));
        assertThat(cast.entry(cast.creator, id)).isEmpty();
        assertThat(cast.entry(cast.manager, id)).isEmpty();
        assertThat(cast.entry(cast.stranger, id)).isEmpty();
        assertThat(cast.task(cast.creator, cast.draft(cast.creator, "Draft", "null"))
                        .get("kind")
                        .asText())
                .isEqualTo("work");
    }

    @Test
    void anAnswerToADecisionIsInEffect() {
        var id = cast.submitted(cast.creator, "Winter", "null");

        var answer = cast.decide(cast.reviewer, id, "approve");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.text("/state")).isEqualTo("brand_approval");
        assertThat(cast.state(id)).isEqualTo("brand_approval");
        assertThat(cast.entry(cast.reviewer, id)).isEmpty();
        assertThat(cast.entry(cast.manager, id)).isPresent();
    }

    @Test
    void aDecisionOnAnotherVersionOrOnNothingIsRefused() {
        var id = cast.submitted(cast.creator, "Winter", "null");
        var task = cast.task(cast.reviewer, id);
        var key = task.get("id").asText();

        var other = cast.decide(cast.reviewer, key, "approve", "0".repeat(64), "Fine.");
        assertThat(other.status()).isEqualTo(409);
        assertThat(other.text("/detail")).contains("not the fingerprint of version 1");
        assertThat(cast.decide(cast.reviewer, key, "approve", "", null).text("/field"))
                .isEqualTo("hash");
        assertThat(cast.decide(cast.reviewer, task, "maybe", null).text("/field"))
                .isEqualTo("decision");
        assertThat(cast.decide(cast.reviewer, task, "reject", null).text("/field"))
                .isEqualTo("comment");
        assertThat(cast.reviewer.get("/api/tasks?cursor=nice").text("/field")).isEqualTo("cursor");
        assertThat(cast.reviewer.get("/inbox?after=nice").status()).isEqualTo(422);
        assertThat(cast.state(id)).isEqualTo("in_review");
    }

    @Test
    void aSmileyInACommentCountsOnce() {
        var task = cast.task(cast.reviewer, cast.submitted(cast.creator, "Winter", "null"));

        var refused = cast.decide(cast.reviewer, task, "reject", "x".repeat(4_001));
        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.text("/detail")).contains("4001 of 4000 characters");

        assertThat(cast.decide(cast.reviewer, task, "reject", "🙂".repeat(4_000))
                        .status())
                .isEqualTo(200);
    }

    @Test
    void ofTwoWhoDecideAtTheSameMomentOneWinsAndTheOtherIsTold() {
        for (var round = 0; round < 4; round++) {
            var id = cast.submitted(cast.creator, "Race " + round, "null");
            var task = cast.task(cast.reviewer, id);

            var answers = Stream.of("approve", "reject", "approve")
                    .map(decision ->
                            CompletableFuture.supplyAsync(() -> cast.decide(cast.reviewer, task, decision, "Because.")))
                    .toList()
                    .stream()
                    .map(CompletableFuture::join)
                    .toList();

            assertThat(answers).filteredOn(answer -> answer.status() == 200).hasSize(1);
            assertThat(answers)
                    .filteredOn(answer -> answer.status() != 200)
                    .hasSize(2)
                    .allSatisfy(late -> {
                        assertThat(late.status()).isEqualTo(409);
                        assertThat(late.text("/detail")).contains("@meridian-reviewer decided this");
                    });
        }
    }

    @Test
    void ownWorkIsRefusedByEveryRoute() {
        var id = cast.submitted(cast.alone, "Mine", "null");
        var task = cast.task(cast.reviewer, id);
        var key = task.get("id").asText();
        var hash = task.at("/subject/hash").asText();
        assertThat(cast.entry(cast.alone, id)).isEmpty();

        var api = cast.decide(cast.alone, task, "approve", null);
        assertThat(api.status()).isEqualTo(403);
        assertThat(api.text("/type")).isEqualTo("/problems/own-work");
        assertThat(cast.alone
                        .form("/inbox/" + key, "verdict=approve&hash=" + hash)
                        .status())
                .isEqualTo(403);
        var browser = Visitor.signedIn(port, "alone", Cast.PASSWORD);
        browser.get("/camunda/app/tasklist/default/");
        for (var way : new String[] {"complete", "submit-form"}) {
            var rest = browser.camunda(
                    "POST", "/camunda/api/engine/engine/default/task/" + key + "/" + way, """
                    {"variables": {"decision": {"value": "approve", "type": "String"}, "hash": {"value": "%s", "type": "String"}}}""".formatted(hash));
            assertThat(rest.statusCode()).as(rest::body).isIn(403, 404, 409);
        }
        assertThat(cast.state(id)).isEqualTo("in_review");
    }

    @Test
    void anAssetIsApprovedOrRejectedAndNeverByWhoUploadedIt() {
        var asset = cast.uploaded(cast.librarian, "cup.jpg", Cast.picture());
        assertThat(cast.entry(cast.librarian, asset)).isEmpty();
        var task = cast.task(cast.manager, asset);

        assertThat(cast.decide(cast.manager, task, "request_changes", "Brighter.")
                        .status())
                .isEqualTo(422);
        assertThat(cast.decide(cast.librarian, task, "approve", null).status()).isEqualTo(403);
        assertThat(cast.decide(cast.creator, task, "approve", null).status()).isEqualTo(403);
        var approved = cast.decide(cast.manager, task, "approve", null);

        assertThat(approved.text("/state")).isEqualTo("approved");
        assertThat(cast.creator.get("/api/assets/" + asset).text("/state")).isEqualTo("approved");
    }

    @Test
    void theLogCannotBeRewritten() {
        cast.draft(cast.creator, "Winter", "null");

        for (var sql : new String[] {
            "update log set actor = 'nobody'",
            "delete from log",
            "truncate log",
            "update log set what = what where false"
        }) {
            assertThat(org.assertj.core.api.Assertions.catchThrowable(
                            () -> jdbc.sql(sql).update()))
                    .as(sql)
                    .hasMessageContaining("append-only");
        }
    }
}
