package org.imprimatur.approval.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.imprimatur.approval.AlreadyDecided;
import org.imprimatur.approval.Answer;
import org.imprimatur.approval.Claims;
import org.imprimatur.approval.Refused;
import org.imprimatur.approval.SubjectRef;
import org.imprimatur.approval.Verdict;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

class RaceTests extends Story {

    @Autowired
    TransactionTemplate transaction;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    Claims claims;

    @RepeatedTest(5)
    void ofTwoWhoDecideAtTheSameMomentOneWinsAndTheOtherIsToldWhatHappened() throws Exception {
        var post = submitted(null);
        var task = task(post);
        var answer = new Answer(Verdict.APPROVE, String.valueOf(task.hash()), null);

        var failures = together(
                () -> {
                    approvals.decide(task.task(), answer, "reviewer");
                    return true;
                },
                () -> {
                    approvals.decide(task.task(), answer, "second-reviewer");
                    return true;
                });

        assertThat(failures).singleElement().isInstanceOf(AlreadyDecided.class);
        assertThat(approvals.decisions(post)).hasSize(1);
        assertThat(stage(post)).isEqualTo("brand_approval");
    }

    @RepeatedTest(3)
    void ofTasklistAndPortalAtTheSameMomentOneWins() throws Exception {
        var post = submitted(null);
        var task = task(post);
        var hash = String.valueOf(task.hash());

        var failures = together(
                () -> {
                    approvals.decide(task.task(), new Answer(Verdict.APPROVE, hash, null), "reviewer");
                    return true;
                },
                () -> {
                    complete(task, "second-reviewer", Map.of("decision", "approve", "hash", hash));
                    return true;
                });

        assertThat(failures).hasSize(1);
        assertThat(approvals.decisions(post)).hasSize(1);
    }

    @RepeatedTest(3)
    void aDecisionAndAWithdrawalAtTheSameMomentLeaveOneStory() throws Exception {
        var post = submitted(null);
        var task = task(post);
        var hash = String.valueOf(task.hash());

        var failures = together(
                () -> {
                    approvals.decide(task.task(), new Answer(Verdict.REJECT, hash, "No"), "reviewer");
                    return true;
                },
                () -> {
                    approvals.withdraw(post, "The claim is wrong", null, "creator");
                    return true;
                });

        assertThat(failures).singleElement().isInstanceOfSatisfying(Refused.class, no -> assertThat(no.kind())
                .isEqualTo(Refused.Kind.CONFLICT));
        assertThat(stage(post)).isIn("rejected", "withdrawn");
    }

    @RepeatedTest(3)
    void aClaimAndADecisionAtTheSameMomentLeaveOneOfThem() throws Exception {
        var post = submitted(null);
        var task = task(post);
        var hash = String.valueOf(task.hash());

        var failures = together(
                () -> {
                    approvals.decide(task.task(), new Answer(Verdict.APPROVE, hash, null), "reviewer");
                    return true;
                },
                () -> {
                    claims.claim(task.task(), "second-reviewer", false);
                    return true;
                });

        assertThat(failures).singleElement().isInstanceOfSatisfying(Refused.class, no -> assertThat(no.kind())
                .isEqualTo(Refused.Kind.CONFLICT));
        if (approvals.decisions(post).isEmpty()) {
            assertThat(task(post).claimedBy()).isEqualTo("second-reviewer");
        } else {
            assertThat(stage(post)).isEqualTo("brand_approval");
        }
    }

    @Test
    void aRolledBackOpeningLeavesNoInstanceNoTaskAndNoRow() {
        var post = new SubjectRef("post", "rolled-back");

        transaction.executeWithoutResult(status -> {
            approvals.open(post, "creator");
            status.setRollbackOnly();
        });

        assertThat(inbox.openFor(post.toString())).isEmpty();
        assertThat(approvals.way(post)).isEmpty();
        assertThat(engine.getRuntimeService()
                        .createProcessInstanceQuery()
                        .processInstanceBusinessKey(post.toString())
                        .count())
                .isZero();
    }

    @Test
    void signaturesAndWhatWasSignedAreNeverChanged() {
        var post = submitted(null);
        decide(post, Verdict.APPROVE, null, "reviewer");

        for (var sql : List.of(
                "update decision set verdict = 'REJECT'",
                "delete from decision",
                "truncate decision",
                "update approval_round set hash = ''",
                "delete from approval_round")) {
            assertThatThrownBy(() -> jdbc.sql(sql).update())
                    .as(sql)
                    .isInstanceOf(DataAccessException.class)
                    .rootCause()
                    .hasMessageContaining("append-only");
        }
    }

    private static List<Throwable> together(Callable<Boolean> first, Callable<Boolean> second) throws Exception {
        var start = new CountDownLatch(1);
        var pool = Executors.newFixedThreadPool(2);
        try {
            var results = new ArrayList<Future<Boolean>>();
            for (var each : List.of(first, second)) {
                results.add(pool.submit(() -> {
                    start.await();
                    return each.call();
                }));
            }
            start.countDown();
            var failures = new ArrayList<Throwable>();
            for (var result : results) {
                try {
                    result.get();
                } catch (ExecutionException e) {
                    failures.add(e.getCause() == null ? e : e.getCause());
                }
            }
            return failures;
        } finally {
            pool.shutdown();
        }
    }
}
