package org.imprimatur.review;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest.BodyPublishers;
import org.imprimatur.Api;
import org.imprimatur.Cast;
import org.imprimatur.ImprimaturTest;
import org.imprimatur.access.Visitor;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A comment on a task is kept while it is typed. */
@ImprimaturTest
class CommentDraftTests {

    @LocalServerPort
    private int port;

    @Autowired
    private JdbcClient jdbc;

    private Cast cast;
    private String task;
    private String post;

    @BeforeEach
    void aPostWaitsForReview() {
        cast = new Cast(port);
        post = cast.submitted(cast.creator, "Commented on", "null");
        task = cast.task(cast.reviewer, post).get("id").asText();
    }

    @Test
    void itComesBackToItsAuthorAlone() {
        assertThat(draft(cast.reviewer).at("/comment")).isNull();

        var kept = keep(cast.reviewer, "Which cup, the blue one? ‽");

        assertThat(kept.status()).isEqualTo(200);
        assertThat(draft(cast.reviewer).text("/comment")).isEqualTo("Which cup, the blue one? ‽");
        assertThat(draft(cast.reviewer).at("/savedAt")).isEqualTo(kept.at("/savedAt"));
        assertThat(draft(cast.alone).at("/comment")).isNull();
    }

    @Test
    void anEmptyOneAndADeletedOneAreGone() {
        keep(cast.reviewer, "x");
        keep(cast.reviewer, "");
        assertThat(draft(cast.reviewer).at("/comment")).isNull();

        keep(cast.reviewer, "y");
        cast.reviewer.send("DELETE", path(), BodyPublishers.noBody());
        assertThat(draft(cast.reviewer).at("/comment")).isNull();
    }

    @Test
    void aDecisionThroughTheApiDeletesIt() {
        keep(cast.reviewer, "Half a thought");
        keep(cast.alone, "Another half");

        cast.decide(cast.reviewer, post, "approve");

        assertThat(rows()).isZero();
        assertThat(keep(cast.reviewer, "Too late").status()).isEqualTo(404);
    }

    @Test
    void aDecisionInTasklistDeletesIt() {
        keep(cast.reviewer, "Typed in the portal");
        var hash = cast.task(cast.reviewer, post).at("/subject/hash").asText();
        var tasklist = Visitor.signedIn(port, "meridian-reviewer", Cast.PASSWORD);
        tasklist.get("/camunda/app/tasklist/default/");

        var done = tasklist.camunda(
                "POST", "/camunda/api/engine/engine/default/task/" + task + "/submit-form", """
                {"variables": {"decision": {"value": "approve", "type": "String"},
                 "hash": {"value": "%s", "type": "String"}, "comment": {"value": null, "type": "String"}}}""".formatted(hash));

        assertThat(done.statusCode()).as(done.body()).isEqualTo(204);
        assertThat(rows()).isZero();
    }

    @Test
    void sizeAndRateAreBounded() {
        assertThat(keep(cast.reviewer, "c".repeat(20_001)).status()).isEqualTo(422);

        var last = keep(cast.reviewer, "n");
        for (var i = 0; i < 70; i++) {
            last = keep(cast.reviewer, "n" + i);
        }

        assertThat(last.status()).isEqualTo(429);
        assertThat(last.header("Retry-After")).isNotNull();
    }

    @Test
    void workOnADraftHasNoComment() {
        var draft = cast.draft(cast.creator, "Still written", "null");
        var work = cast.task(cast.creator, draft).get("id").asText();

        assertThat(cast.creator.get("/api/tasks/" + work + "/comment-draft").status())
                .isEqualTo(404);
    }

    private String path() {
        return "/api/tasks/" + task + "/comment-draft";
    }

    private Api.Answer keep(Api who, String comment) {
        return who.json("PUT", path(), "{\"comment\": \"" + comment + "\"}");
    }

    private Api.Answer draft(Api who) {
        return who.get(path());
    }

    private int rows() {
        return jdbc.sql("select count(*) from comment_draft where task = :task")
                .param("task", task)
                .query(Integer.class)
                .single();
    }
}
