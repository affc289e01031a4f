package org.imprimatur.approval.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentSkipListSet;
import org.camunda.bpm.engine.ProcessEngineException;
import org.camunda.bpm.model.bpmn.instance.FlowNode;
import org.imprimatur.approval.AlreadyDecided;
import org.imprimatur.approval.Answer;
import org.imprimatur.approval.Refused;
import org.imprimatur.approval.Standing;
import org.imprimatur.approval.SubjectRef;
import org.imprimatur.approval.Verdict;
import org.imprimatur.approval.Way;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ContentApprovalTests extends Story {

    private static final Set<String> VISITED = new ConcurrentSkipListSet<>();

    @AfterEach
    void rememberWhatWasVisited() {
        engine.getHistoryService().createHistoricActivityInstanceQuery().unlimitedList().stream()
                .map(visit -> visit.getActivityId())
                .forEach(VISITED::add);
    }

    @Test
    void aPostGoesFromDraftToPublishedWhenItsSlotComes() {
        var slot = MORNING.plus(Duration.ofHours(3));
        var post = draft(slot);
        assertThat(stage(post)).isEqualTo("draft");

        approvals.submit(post, null, "creator");
        assertThat(stage(post)).isEqualTo("in_review");
        assertThat(task(post).due()).isEqualTo(slot);

        decide(post, Verdict.APPROVE, null, "reviewer");
        assertThat(stage(post)).isEqualTo("brand_approval");

        decide(post, Verdict.APPROVE, "Lovely", "brand-manager");
        jobs(post);
        assertThat(stage(post)).isEqualTo("approved");

        clock.set(slot);
        jobs(post);
        assertThat(stage(post)).isEqualTo("published");
        assertThat(outlet.published).extracting(round -> round.subject()).contains(post);
        assertThat(of(post).standings)
                .extracting(Standing::stage)
                .containsExactly("draft", "in_review", "brand_approval", "approved", "publishing", "published");
    }

    @Test
    void aPostWithoutASlotGoesOutAsSoonAsItIsApproved() {
        var post = approved(null);

        jobs(post);

        assertThat(stage(post)).isEqualTo("published");
    }

    @Test
    void requestedChangesComeBackWithCommentAndNameAndTheNextRoundStandsOnItsOwn() {
        var post = submitted(null);

        decide(post, Verdict.REQUEST_CHANGES, "Say where the beans come from", "reviewer");

        assertThat(of(post).standing().stage()).isEqualTo("changes_requested");
        assertThat(of(post).standing().reason()).isEqualTo("Say where the beans come from");
        assertThat(of(post).standing().by()).isEqualTo("reviewer");
        of(post).text = "From Huehuetenango";
        of(post).version = 4;
        approvals.submit(post, null, "creator");
        assertThat(task(post).round()).isEqualTo(2);
        assertThat(task(post).version()).isEqualTo(4);
        assertThat(approvals.rounds(post)).hasSize(2);
    }

    @Test
    void theBrandManagerSendsBackToo() {
        var post = submitted(null);
        decide(post, Verdict.APPROVE, null, "reviewer");

        decide(post, Verdict.REQUEST_CHANGES, "Not our tone", "brand-manager");

        assertThat(stage(post)).isEqualTo("changes_requested");
    }

    @Test
    void aRejectedPostIsOver() {
        var post = submitted(MORNING.plus(Duration.ofHours(1)));

        decide(post, Verdict.REJECT, "Off brand", "reviewer");
        clock.forward(Duration.ofDays(2));
        jobs(post);

        assertThat(of(post).standing().stage()).isEqualTo("rejected");
        assertThat(of(post).standing().reason()).isEqualTo("Off brand");
        assertThat(inbox.openFor(post.toString())).isEmpty();
    }

    @Test
    void aSlotThatPassesDuringReviewIsMissedAndThePostGoesBackWithTheReason() {
        var slot = MORNING.plus(Duration.ofHours(1));
        var post = submitted(slot);

        clock.set(slot);
        jobs(post);

        assertThat(of(post).standing().stage()).isEqualTo("slot_missed");
        assertThat(of(post).standing().by()).isNull();
        assertThat(of(post).standing().reason())
                .isEqualTo("Its slot, Sun 22 Nov 2026, 10:00 Europe/Berlin, passed before everyone had decided.");
        assertThat(task(post).step()).isEqualTo("Drafting");
    }

    @Test
    void aVersionIsTakenBackWhileItIsReviewedAndAfterItWasApproved() {
        var inReview = submitted(null);
        var waiting = approved(MORNING.plus(Duration.ofHours(9)));

        approvals.withdraw(inReview, "The claim is wrong", null, "creator");
        approvals.withdraw(waiting, "The claim is wrong", null, "brand-manager");

        assertThat(stage(inReview)).isEqualTo("withdrawn");
        assertThat(of(waiting).standing().stage()).isEqualTo("withdrawn");
        assertThat(of(waiting).standing().by()).isEqualTo("brand-manager");
        clock.forward(Duration.ofHours(10));
        jobs(waiting);
        assertThat(stage(waiting)).isEqualTo("withdrawn");
    }

    @Test
    void nothingIsWithdrawnFromADraftOrAfterItWentOut() {
        var draft = draft(null);
        var out = approved(null);
        jobs(out);

        for (var post : List.of(draft, out)) {
            assertThatThrownBy(() -> approvals.withdraw(post, "The claim is wrong", null, "creator"))
                    .isInstanceOfSatisfying(
                            Refused.class, no -> assertThat(no.kind()).isEqualTo(Refused.Kind.CONFLICT));
        }
    }

    @Test
    void anApprovedPostThatMissesItsSlotByMoreThanTheGraceGoesBack() {
        var slot = MORNING.plus(Duration.ofHours(1));
        var post = approved(slot);

        clock.set(slot.plus(Duration.ofMinutes(16)));
        jobs(post);

        assertThat(stage(post)).isEqualTo("slot_missed");
        assertThat(of(post).standing().reason()).contains("nothing goes out late on its own");
    }

    @Test
    void withinTheGraceItStillGoesOut() {
        var slot = MORNING.plus(Duration.ofHours(1));
        var post = approved(slot);

        clock.set(slot.plus(Duration.ofMinutes(15)));
        jobs(post);

        assertThat(stage(post)).isEqualTo("published");
    }

    @Test
    void theGateStopsWhatIsNotWhatWasSigned() {
        var post = approved(null);
        of(post).text = "Buy now";

        jobs(post);

        assertThat(of(post).standing().stage()).isEqualTo("failed");
        assertThat(of(post).standing().reason()).contains("not what was signed");
        assertThat(outlet.prepared).extracting(round -> round.subject()).doesNotContain(post);
    }

    @Test
    void theGateStopsForAnObstacleAndSaysIt() {
        var post = approved(null);
        of(post).obstacles = List.of("This picture is not approved any more.");

        jobs(post);

        assertThat(of(post).standing().reason()).isEqualTo("This picture is not approved any more.");
    }

    @Test
    void theGateReadsTheKeptSlotAndNotTheProcess() {
        var post = approved(MORNING.plus(Duration.ofHours(5)));
        var job = engine.getManagementService()
                .createJobQuery()
                .processInstanceId(instance(post))
                .timers()
                .singleResult();

        engine.getManagementService().executeJob(job.getId());
        jobs(post);

        assertThat(of(post).standing().stage()).isEqualTo("failed");
        assertThat(of(post).standing().reason()).contains("too early");
    }

    @Test
    void aReviewerWhoBecameAnAuthorCountsAsNoDecision() {
        var post = approved(null);
        of(post).authors = new TreeSet<>(Set.of("creator", "reviewer"));

        jobs(post);

        assertThat(of(post).standing().reason()).contains("@reviewer wrote this and approved it, too");
    }

    @Test
    void whatAChannelDoesNotTakeIsFailedWithItsReason() {
        var post = approved(null);
        outlet.failures = List.of("The feed is full.");

        jobs(post);

        assertThat(of(post).standing().stage()).isEqualTo("failed");
        assertThat(of(post).standing().reason()).isEqualTo("The feed is full.");
    }

    @Test
    void aBrokenOutletIsTriedAgainAndThenBecomesAnIncident() {
        var post = approved(null);
        outlet.broken = true;
        for (var tries = 0; tries < 8; tries++) { // the first, and seven after pauses
            assertThatThrownBy(() -> jobs(post)).hasMessageContaining("the network is away");
            clock.forward(Duration.ofMinutes(2));
        }

        assertThat(engine.getRuntimeService()
                        .createIncidentQuery()
                        .processInstanceId(instance(post))
                        .list())
                .hasSize(1);
        assertThat(stage(post)).isEqualTo("publishing");
        assertThat(outlet.prepared)
                .filteredOn(round -> round.subject().equals(post))
                .hasSize(1);
    }

    @Test
    void tasklistDecidesThroughTheSameDoorAndLeavesNoFormVariables() {
        var post = submitted(null);
        var task = task(post);

        complete(task, "reviewer", form("approve", String.valueOf(task.hash()), "Fine"));

        assertThat(stage(post)).isEqualTo("brand_approval");
        assertThat(engine.getRuntimeService().getVariables(instance(post)))
                .doesNotContainKeys("decision", "hash", "comment")
                .containsEntry("answer", "approve");
        assertThat(approvals.decisions(post)).singleElement().satisfies(decision -> {
            assertThat(decision.person()).isEqualTo("reviewer");
            assertThat(decision.comment()).isEqualTo("Fine");
            assertThat(decision.hash()).isEqualTo(task.hash());
        });
    }

    @Test
    void tasklistIsRefusedInTheDomainsWordsAndNothingIsKept() {
        var post = submitted(null);

        assertThatThrownBy(() -> complete(task(post), "reviewer", form("approve", "0".repeat(64), "")))
                .hasMessageContaining("That is not the fingerprint of version 1, which is to be decided on.");

        assertThat(stage(post)).isEqualTo("in_review");
        assertThat(approvals.decisions(post)).isEmpty();
    }

    @Test
    void whoReadAnEarlierVersionIsToldWhoReplacedIt() {
        var post = submitted(null);
        var read = String.valueOf(task(post).hash());
        decide(post, Verdict.REQUEST_CHANGES, "Say where the beans come from", "reviewer");
        of(post).text = "From Huehuetenango";
        of(post).version = 2;
        approvals.submit(post, null, "creator");

        assertThatThrownBy(() -> complete(task(post), "reviewer", form("approve", read, "")))
                .hasMessageContaining("@creator submitted version 2 while you were reading. Your comment is kept.");
    }

    @Test
    void aDecisionNeedsAHashAKnownWordAndAComment() {
        var post = submitted(null);
        var task = task(post);
        var hash = String.valueOf(task.hash());

        assertThatThrownBy(() -> complete(task, "reviewer", Map.of("decision", "approve")))
                .hasMessageContaining("fingerprint");
        assertThatThrownBy(() -> complete(task, "reviewer", Map.of("hash", hash)))
                .hasMessageContaining("Nothing was");
        assertThatThrownBy(() -> complete(task, "reviewer", form("maybe", hash, "")))
                .hasMessageContaining("found: maybe");
        for (var invisible : List.of(" ", "\u200B", "\u00A0\u00AD", "\u2800", "\u3164")) {
            assertThatThrownBy(() -> decide(post, Verdict.REJECT, invisible, "reviewer"))
                    .hasMessageContaining("needs a comment");
        }
        assertThatThrownBy(() -> decide(post, Verdict.REJECT, "x".repeat(4_001), "reviewer"))
                .hasMessageContaining("4001 of 4000 characters");
    }

    @Test
    void nobodyDecidesOnTheirOwnWorkByAnyRoute() {
        people.is("creator", "aurora:creator", "aurora:reviewer");
        try {
            var post = submitted(null);
            var task = task(post);

            assertThatThrownBy(() -> decide(post, Verdict.APPROVE, null, "creator"))
                    .hasMessageContaining("This is your own work, so somebody else decides.");
            assertThatThrownBy(() -> complete(task, "creator", form("approve", String.valueOf(task.hash()), "")))
                    .hasMessageContaining("This is your own work");
        } finally {
            people.is("creator", "aurora:creator");
        }
    }

    @Test
    void nobodyDecidesForAnotherBrandOrRole() {
        var post = submitted(null);

        assertThatThrownBy(() -> decide(post, Verdict.APPROVE, null, "other-reviewer"))
                .isInstanceOfSatisfying(
                        Refused.class, no -> assertThat(no.kind()).isEqualTo(Refused.Kind.MISSING));
        assertThatThrownBy(() -> decide(post, Verdict.APPROVE, null, "brand-manager"))
                .isInstanceOfSatisfying(
                        Refused.class, no -> assertThat(no.kind()).isEqualTo(Refused.Kind.FORBIDDEN));
    }

    @Test
    void theEnginesOwnLinksGiveNobodyADecision() {
        var post = submitted(null);
        var task = task(post);
        engine.getTaskService().addCandidateUser(task.task(), "publisher");

        assertThatThrownBy(() -> complete(task, "publisher", form("approve", String.valueOf(task.hash()), "")))
                .hasMessageContaining("is not yours");
    }

    @Test
    void whatSomebodyTookIsDecidedByThemAlone() {
        var post = submitted(null);
        engine.getTaskService().claim(task(post).task(), "second-reviewer");
        assertThat(task(post).claimedBy()).isEqualTo("second-reviewer");

        assertThatThrownBy(() -> decide(post, Verdict.APPROVE, null, "reviewer"))
                .hasMessageContaining("@second-reviewer has taken this");

        decide(post, Verdict.APPROVE, null, "second-reviewer");
        assertThat(stage(post)).isEqualTo("brand_approval");
    }

    @Test
    void ofTwoWhoDecideOneWinsAndTheOtherIsToldWho() {
        var post = submitted(null);
        var task = task(post);
        decide(post, Verdict.APPROVE, null, "reviewer");

        assertThatThrownBy(() -> approvals.decide(
                        task.task(), new Answer(Verdict.APPROVE, String.valueOf(task.hash()), null), "second-reviewer"))
                .isInstanceOf(AlreadyDecided.class)
                .hasMessage("@reviewer decided this at 08:00 UTC. Nothing is left to do here.");
    }

    @Test
    void aVetoKeepsTheDraft() {
        var post = draft(null);
        of(post).veto = "312 of 300 characters. Take out 12 to submit; the draft is saved.";

        assertThatThrownBy(() -> approvals.submit(post, null, "creator")).hasMessageStartingWith("312 of 300");
        assertThatThrownBy(() -> complete(task(post), "creator", Map.of())).hasMessageContaining("312 of 300");

        assertThat(stage(post)).isEqualTo("draft");
        assertThat(approvals.rounds(post)).isEmpty();
    }

    @Test
    void theEngineNumbersARefusalOfTheDomainAndNoOtherFailure() {
        var refused = draft(null);
        of(refused).veto = "312 of 300 characters.";
        assertThatThrownBy(() -> complete(task(refused), "creator", Map.of()))
                .isInstanceOfSatisfying(ProcessEngineException.class, report -> assertThat(report.getCode())
                        .isEqualTo(Refused.NUMBER_IN_ENGINE));

        var broken = draft(null);
        of(broken).broken = new IllegalStateException("insert into secret_table");
        assertThatThrownBy(() -> complete(task(broken), "creator", Map.of()))
                .isInstanceOfSatisfying(ProcessEngineException.class, report -> assertThat(report.getCode())
                        .isZero());
    }

    @Test
    void onlyAnAuthorSubmitsAndWhoSavedIsOne() {
        var post = draft(null);
        assertThatThrownBy(() -> approvals.submit(post, null, "both")).hasMessageContaining("Only who wrote this");
        of(post).authors = new TreeSet<>(Set.of("both", "creator"));
        of(post).title = "Second title";

        approvals.authored(post, "both");
        approvals.submit(post, null, "both");

        assertThat(task(post).title()).isEqualTo("Second title");
        assertThat(engine.getRuntimeService().getVariable(instance(post), "title"))
                .isEqualTo("Second title");
        assertThatThrownBy(() -> approvals.submit(post, null, "creator")).hasMessageContaining("submitted already");
    }

    @Test
    void theWayTellsStepsFlowsAndMilestones() {
        var post = submitted(null);
        decide(post, Verdict.REQUEST_CHANGES, "Shorter", "reviewer");
        approvals.submit(post, null, "creator");
        decide(post, Verdict.APPROVE, null, "reviewer");

        var way = approvals.way(post).orElseThrow();

        assertThat(way.model()).isEqualTo("content-approval");
        assertThat(way.bpmn()).contains("BPMNDiagram");
        assertThat(way.milestones())
                .extracting(Way.Milestone::name, Way.Milestone::progress)
                .containsExactly(
                        tuple("Draft", Way.Progress.DONE),
                        tuple("Review", Way.Progress.DONE),
                        tuple("Brand approval", Way.Progress.NOW),
                        tuple("Slot", Way.Progress.AHEAD),
                        tuple("Goes out", Way.Progress.AHEAD));
        assertThat(way.ahead()).extracting(Way.Milestone::name).containsExactly("Slot", "Goes out");
        assertThat(way.milestones().get(2).candidates()).containsExactly("aurora:brand-manager");
        assertThat(way.flows())
                .contains("StartedToDraft", "ReviewToReviewed", "ChangesRequested", "SentBackToDraft")
                .doesNotContain("Approved", "SlotPassedToMissed", "RejectedByDecision");
        assertThat(way.steps())
                .filteredOn(step -> step.id().equals("Review"))
                .extracting(Way.Step::by, Way.Step::verdict)
                .containsExactly(tuple("reviewer", Verdict.REQUEST_CHANGES), tuple("reviewer", Verdict.APPROVE));
        assertThat(way.steps())
                .filteredOn(step -> step.id().equals("BrandApproval"))
                .singleElement()
                .satisfies(step -> assertThat(step.candidates()).containsExactly("aurora:brand-manager"));
    }

    @Test
    void whatLiesAheadOnceMoreTellsWhoWillBeAsked() {
        var post = submitted(null);
        decide(post, Verdict.APPROVE, null, "reviewer");
        approvals.withdraw(post, "The claim is wrong", null, "creator");

        assertThat(approvals.way(post).orElseThrow().ahead())
                .extracting(Way.Milestone::name, Way.Milestone::candidates)
                .contains(
                        tuple("Review", List.of("aurora:reviewer")),
                        tuple("Brand approval", List.of("aurora:brand-manager")));
    }

    @Test
    void aPostThatWasTurnedDownHasNothingAhead() {
        var post = submitted(null);
        decide(post, Verdict.REJECT, "Off brand", "reviewer");

        var way = approvals.way(post).orElseThrow();

        assertThat(way.ahead()).isEmpty();
        assertThat(way.milestones())
                .extracting(Way.Milestone::name, Way.Milestone::progress)
                .containsExactly(tuple("Draft", Way.Progress.DONE), tuple("Review", Way.Progress.DONE));
    }

    @Test
    void anApprovedPostHasItsSlotAndThePublicationAheadBeforeTheEngineGoesOn() {
        var post = submitted(null);
        decide(post, Verdict.APPROVE, null, "reviewer");
        decide(post, Verdict.APPROVE, null, "brand-manager");

        assertThat(approvals.way(post).orElseThrow().milestones())
                .extracting(Way.Milestone::name)
                .contains("Slot", "Goes out");
    }

    @Test
    void theWayLeadsThroughTheWaitForTheSlot() {
        var post = submitted(null);
        decide(post, Verdict.APPROVE, null, "reviewer");
        decide(post, Verdict.APPROVE, null, "brand-manager");
        jobs(post);

        assertThat(approvals.way(post).orElseThrow().flows())
                .contains("ScheduledToSlotComes", "SlotComesToGate")
                .doesNotContain("ScheduledToWithdrawn");
    }

    @Test
    void aFileIsApprovedByALibrarianWhoDidNotUploadIt() {
        var file = file();
        assertThat(task(file).due()).isEqualTo(MORNING.plus(Duration.ofHours(24)));
        assertThat(task(file).hash()).hasSize(64);
        assertThatThrownBy(() -> decide(file, Verdict.APPROVE, null, "uploader"))
                .hasMessageContaining("This is your own work");
        assertThatThrownBy(() -> decide(file, Verdict.REQUEST_CHANGES, "Crop it", "librarian"))
                .isInstanceOfSatisfying(
                        Refused.class, no -> assertThat(no.kind()).isEqualTo(Refused.Kind.UNACCEPTABLE));

        decide(file, Verdict.APPROVE, null, "librarian");

        assertThat(stage(file)).isEqualTo("approved");
    }

    @Test
    void aFileIsRejectedByABrandManager() {
        var file = file();

        decide(file, Verdict.REJECT, "No rights", "brand-manager");

        assertThat(stage(file)).isEqualTo("rejected");
    }

    @Test
    @Order(Integer.MAX_VALUE)
    void theStoriesTogetherVisitEveryFlowNode() {
        var nodes = new TreeSet<String>();
        for (var definition :
                engine.getRepositoryService().createProcessDefinitionQuery().list()) {
            engine.getRepositoryService()
                    .getBpmnModelInstance(definition.getId())
                    .getModelElementsByType(FlowNode.class)
                    .forEach(node -> nodes.add(node.getId()));
        }

        assertThat(VISITED).containsAll(nodes);
    }

    private static Map<String, Object> form(String decision, String hash, String comment) {
        return Map.of("decision", decision, "hash", hash, "comment", comment);
    }

    private String instance(SubjectRef subject) {
        return engine.getRuntimeService()
                .createProcessInstanceQuery()
                .processInstanceBusinessKey(subject.toString())
                .singleResult()
                .getId();
    }
}
