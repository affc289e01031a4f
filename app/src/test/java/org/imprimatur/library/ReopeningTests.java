package org.imprimatur.library;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;
import static org.imprimatur.Cast.picture;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.imprimatur.Api;
import org.imprimatur.Cast;
import org.imprimatur.ImprimaturTest;
import org.imprimatur.approval.Approvals;
import org.imprimatur.approval.Decision;
import org.imprimatur.approval.SubjectRef;
import org.imprimatur.approval.Verdict;
import org.imprimatur.log.Log;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/** A rejected file comes back: who says what, and who decides then. */
@ImprimaturTest
class ReopeningTests {

    @LocalServerPort
    private int port;

    @Autowired
    private Approvals approvals;

    @Autowired
    private Log log;

    private Cast cast;

    @BeforeEach
    void people() {
        cast = new Cast(port);
    }

    @Test
    void theSameBytesAgainTellWhenByWhomAndWhyTheyWereRejected() {
        var bytes = picture();
        var id = rejected(bytes, "The sign is wrong");

        var again = cast.manager.upload("meridian", "other.jpg", bytes);

        assertThat(again.status()).isEqualTo(409);
        assertThat(again.text("/type")).isEqualTo("/problems/asset-rejected");
        assertThat(again.text("/asset")).isEqualTo(id);
        assertThat(again.text("/rejectedAt")).matches("20\\d\\d-.*Z");
        assertThat(again.text("/rejectedBy")).isEqualTo("meridian-librarian");
        assertThat(again.text("/reason")).isEqualTo("The sign is wrong");
        assertThat(again.text("/detail")).contains("@meridian-librarian", "“The sign is wrong”");
        assertThat(cast.creator.get("/api/assets/" + id).text("/state")).isEqualTo("rejected");
    }

    @Test
    void askingAgainOpensAnotherRoundWithItsReasonAndKeepsTheFirst() {
        var id = rejected(picture(), "Too dark");

        var asked = reopen(cast.creator, id, "  It was brightened on purpose ");

        assertThat(asked.status()).as(asked::toString).isEqualTo(202);
        assertThat(asked.text("/state")).isEqualTo("cataloged");
        var task = cast.entry(cast.librarian, id).orElseThrow();
        assertThat(task.get("round").asInt()).isEqualTo(2);
        assertThat(approvals.rounds(subject(id)))
                .extracting("number", "reason", "submittedBy")
                .containsExactly(
                        tuple(1, null, "meridian-creator"),
                        tuple(2, "It was brightened on purpose", "meridian-creator"));
        assertThat(log.about("asset:" + id)).anySatisfy(row -> {
            assertThat(row.entry().what()).isEqualTo("asset.reopened");
            assertThat(row.entry().actor()).isEqualTo("meridian-creator");
            assertThat(row.entry().detail()).isEqualTo("It was brightened on purpose");
        });
        for (var page : List.of(
                "/inbox/" + task.get("id").asText(),
                "/review/" + task.get("id").asText() + "/preview",
                "/library/" + id)) {
            assertThat(cast.librarian.get(page).text()).as(page).contains("It was brightened on purpose", "Too dark");
        }

        assertThat(cast.decide(cast.librarian, id, "approve").status()).isEqualTo(200);
        assertThat(cast.creator.get("/api/assets/" + id).text("/state")).isEqualTo("approved");
        assertThat(approvals.decisions(subject(id)))
                .extracting(Decision::verdict)
                .containsExactly(Verdict.REJECT, Verdict.APPROVE);
    }

    @Test
    void whatIsRejectedTwiceIsAskedForTwice() {
        var id = rejected(picture(), "Too dark");
        reopen(cast.creator, id, "Once more");
        decide(id, "Still too dark");

        assertThat(cast.creator.get("/api/assets/" + id).text("/state")).isEqualTo("rejected");
        assertThat(reopen(cast.creator, id, "And again").status()).isEqualTo(202);
        assertThat(approvals.rounds(subject(id))).hasSize(3);
    }

    @Test
    void whoAsksDoesNotDecide() {
        var id = rejected(picture(), "Too dark");

        reopen(cast.manager, id, "I like it");

        assertThat(cast.entry(cast.manager, id)).isEmpty();
        var own = cast.decide(cast.manager, cast.task(cast.librarian, id), "approve", null);
        assertThat(own.text("/type")).isEqualTo("/problems/own-work");
    }

    @Test
    void onlyARejectedFileIsAskedForAndOnlyWithAReasonByWhoMayUpload() {
        var waiting = cast.uploaded(cast.creator, "cup.jpg", picture());
        var id = rejected(picture(), "Too dark");

        assertThat(reopen(cast.creator, waiting, "Now").status()).isEqualTo(409);
        assertThat(reopen(cast.creator, cast.approvedPicture(), "Now").status()).isEqualTo(409);
        for (var reason : List.of("", "  ", "\u200b", "x".repeat(1_001))) {
            var refused = reopen(cast.creator, id, reason);
            assertThat(refused.status()).as("%s", reason).isEqualTo(422);
            assertThat(refused.text("/field")).isEqualTo("reason");
        }
        assertThat(cast.creator.post("/api/assets/" + id + "/reopen", "{}").status())
                .isEqualTo(422);
        assertThat(reopen(cast.reviewer, id, "Please").status()).isEqualTo(403);
        assertThat(reopen(cast.stranger, id, "Please").status()).isEqualTo(404);
        assertThat(cast.creator.get("/api/assets/" + id).text("/state")).isEqualTo("rejected");
    }

    @Test
    void ofTwoWhoAskAtTheSameMomentOneOpensTheRound() {
        var id = rejected(picture(), "Too dark");

        var answers = Stream.of(cast.creator, cast.manager)
                .map(who -> CompletableFuture.supplyAsync(() -> reopen(who, id, "Look again")))
                .toList()
                .stream()
                .map(CompletableFuture::join)
                .map(Api.Answer::status)
                .toList();

        assertThat(answers).containsExactlyInAnyOrder(202, 409);
        assertThat(approvals.rounds(subject(id))).hasSize(2);
    }

    private String rejected(byte[] bytes, String why) {
        var id = cast.uploaded(cast.creator, "cup.jpg", bytes);
        decide(id, why);
        return id;
    }

    private void decide(String id, String why) {
        var decided = cast.decide(cast.librarian, cast.task(cast.librarian, id), "reject", why);
        assertThat(decided.status()).as(decided::toString).isEqualTo(200);
    }

    private static Api.Answer reopen(Api who, String id, String reason) {
        return who.post("/api/assets/" + id + "/reopen", "{\"reason\": \"%s\"}".formatted(reason));
    }

    private static SubjectRef subject(String id) {
        return new SubjectRef("asset", id);
    }
}
