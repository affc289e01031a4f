package org.imprimatur.approval.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Set;
import java.util.TreeSet;
import org.imprimatur.approval.ClaimChange;
import org.imprimatur.approval.Claims;
import org.imprimatur.approval.Refused;
import org.imprimatur.approval.SubjectRef;
import org.imprimatur.approval.Verdict;
import org.imprimatur.inbox.Inbox;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A claim keeps others from a decision, and only while its owner may make it. */
class ClaimTests extends Story {

    @Autowired
    Claims claims;

    @Autowired
    JdbcClient jdbc;

    @AfterEach
    void everybodyIsWhatTheyWere() {
        people.is("second-reviewer", "aurora:reviewer");
    }

    @Test
    void anAuthorWhoMayReviewClaimsNoDecisionOnTheirOwnWork() {
        var post = draft(null);
        of(post).authors = new TreeSet<>(Set.of("creator", "both"));
        approvals.authored(post, "both");
        approvals.submit(post, null, "both");
        var task = task(post).task();

        assertThatThrownBy(() -> engine.getTaskService().claim(task, "both"))
                .hasMessageContaining("This is your own work");
        assertThatThrownBy(() -> engine.getTaskService().setAssignee(task, "both"))
                .hasMessageContaining("This is your own work");
        assertRefused(() -> claims.claim(task, "both", true), "own-work");

        assertThat(task(post).claimedBy()).isNull();
        decide(post, Verdict.APPROVE, null, "reviewer");
    }

    @Test
    void nobodyClaimsWhatOthersAreAskedToDecide() {
        var task = task(submitted(null)).task();

        assertThatThrownBy(() -> engine.getTaskService().claim(task, "publisher"))
                .hasMessageContaining("is not yours");
        assertRefused(() -> claims.claim(task, "brand-manager", true), "not-asked");
        assertRefused(() -> claims.claim(task, "other-reviewer", true), "no-such-task");
    }

    @Test
    void aClaimOfSomebodyWhoLostTheRoleKeepsNobodyFromDeciding() {
        var post = submitted(null);
        claims.claim(task(post).task(), "second-reviewer", false);
        people.is("second-reviewer", "aurora:publisher");

        assertThat(inbox.mayFinish(task(post), "reviewer", people.of("reviewer")))
                .isTrue();
        decide(post, Verdict.APPROVE, null, "reviewer");

        assertThat(stage(post)).isEqualTo("brand_approval");
    }

    @Test
    void theClaimsOfSomebodySwitchedOffEndInTheRowInTheEngineAndInTheLog() {
        var post = submitted(null);
        var kept = submitted(null);
        claims.claim(task(post).task(), "second-reviewer", false);
        claims.claim(task(kept).task(), "reviewer", false);
        people.is("second-reviewer");

        var released = claims.releaseUnfounded("second-reviewer", "admin");

        assertThat(released).extracting("task").contains(task(post).task());
        assertThat(task(post).claimedBy()).isNull();
        assertThat(assignee(post)).isNull();
        assertThat(task(kept).claimedBy()).isEqualTo("reviewer");
        assertThat(inbox.of("reviewer", people.of("reviewer"), Inbox.Filter.ALL, null, 200)
                        .items())
                .extracting("task")
                .contains(task(post).task());
        var last = of(post).claims.get(of(post).claims.size() - 1);
        assertThat(last.kind()).isEqualTo(ClaimChange.Kind.RELEASED);
        assertThat(last.by()).isEqualTo("admin");
        assertThat(last.detail()).isEqualTo("Review, from @second-reviewer");
    }

    @Test
    void whoMayStillDecideKeepsTheirClaims() {
        var post = submitted(null);
        claims.claim(task(post).task(), "second-reviewer", false);
        people.is("second-reviewer", "aurora:reviewer", "aurora:publisher");

        assertThat(claims.releaseUnfounded("second-reviewer", "admin")).isEmpty();
        assertThat(task(post).claimedBy()).isEqualTo("second-reviewer");
    }

    @Test
    void aColleagueSeesAClaimAndTakesItOver() {
        var post = submitted(null);
        var task = task(post).task();
        claims.claim(task, "second-reviewer", false);
        assertThat(inbox.claimedByOthers("reviewer", people.of("reviewer"), null, 200)
                        .items())
                .extracting("task")
                .contains(task);
        assertThat(inbox.claimedByOthers("brand-manager", people.of("brand-manager"), null, 200)
                        .items())
                .extracting("task")
                .doesNotContain(task);
        assertThat(inbox.claimedSince(task)).contains(MORNING);
        assertRefused(() -> claims.claim(task, "reviewer", false), "claimed");
        assertRefused(() -> claims.release(task, "reviewer"), "not-your-claim");

        clock.set(MORNING.plus(Duration.ofMinutes(7)));
        claims.claim(task, "reviewer", true);

        assertThat(task(post).claimedBy()).isEqualTo("reviewer");
        assertThat(assignee(post)).isEqualTo("reviewer");
        assertThat(inbox.claimedSince(task)).contains(MORNING.plus(Duration.ofMinutes(7)));
        assertThat(of(post).claims)
                .extracting(ClaimChange::kind)
                .containsExactly(ClaimChange.Kind.CLAIMED, ClaimChange.Kind.TAKEN_OVER);
    }

    @Test
    void aClaimIsGivenUpAndTheTaskIsForEverybodyAgain() {
        var post = submitted(null);
        claims.claim(task(post).task(), "second-reviewer", false);

        claims.release(task(post).task(), "second-reviewer");

        assertThat(assignee(post)).isNull();
        assertThat(claims.heldBy("second-reviewer"))
                .extracting("task")
                .doesNotContain(task(post).task());
        decide(post, Verdict.APPROVE, null, "reviewer");
    }

    @Test
    void whoBecomesAnAuthorOfWhatTheyClaimedLosesTheClaim() {
        var file = file();
        people.is("second-reviewer", "aurora:librarian");
        claims.claim(task(file).task(), "second-reviewer", false);

        of(file).authors.add("second-reviewer");
        approvals.authored(file, "second-reviewer");

        assertThat(task(file).claimedBy()).isNull();
        assertThat(assignee(file)).isNull();
        decide(file, Verdict.APPROVE, null, "librarian");
    }

    private String assignee(SubjectRef subject) {
        return jdbc.sql("select assignee_ from act_ru_task where id_ = :task")
                .param("task", task(subject).task())
                .query(String.class)
                .optional()
                .orElse(null);
    }

    private static void assertRefused(Runnable step, String code) {
        assertThatThrownBy(step::run).isInstanceOfSatisfying(Refused.class, no -> assertThat(no.code())
                .isEqualTo(code));
    }
}
