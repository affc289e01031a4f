package org.imprimatur.approval;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * The last look before something goes out. It trusts rows alone: the kept document, the decisions on it and what the
 * subject says of itself now; never a variable of the process.
 */
@Service
@Transactional(propagation = Propagation.MANDATORY)
public class Gatekeeper {

    private final ApprovalRepository repository;
    private final SubjectTypes types;
    private final Clock clock;
    private final Duration grace;

    Gatekeeper(
            ApprovalRepository repository,
            SubjectTypes types,
            Clock clock,
            @Value("${imprimatur.publishing.grace:15m}") Duration grace) {
        this.repository = repository;
        this.types = types;
        this.clock = clock;
        this.grace = grace;
    }

    /** Judges the current round. When it lets it through, the attempt is written in this transaction. */
    public Ruling judge(SubjectRef subject) {
        var approval = repository.lock(subject);
        var frozen = current(approval);
        var reasons = objections(approval, frozen);
        if (!reasons.isEmpty()) {
            return stopped(subject, Ruling.REFUSED, String.join(" ", reasons));
        }
        if (missed(frozen)) {
            var zone = types.of(subject).card(subject.id()).zone();
            return stopped(
                    subject,
                    Ruling.MISSED,
                    "Its slot, " + SlotText.of(frozen.slot(), zone)
                            + ", is over, and nothing goes out late on its own. Choose a new slot and submit again.");
        }
        repository.released(subject, frozen.round().number());
        types.outlet(subject).prepare(frozen.round());
        return Ruling.RELEASED;
    }

    /** Brings the released round out; a round that the gate did not let through goes nowhere. */
    public Ruling publish(SubjectRef subject) {
        var approval = repository.lock(subject);
        var frozen = current(approval);
        if (approval.released() == null || approval.released() != frozen.round().number()) {
            return stopped(
                    subject,
                    Ruling.FAILED,
                    "The gate did not release version " + frozen.round().version() + ".");
        }
        var failures = types.outlet(subject).publish(frozen.round());
        return failures.isEmpty() ? Ruling.PUBLISHED : stopped(subject, Ruling.FAILED, String.join(" ", failures));
    }

    private Frozen current(Approval approval) {
        return repository
                .frozen(approval.subject(), approval.round())
                .orElseThrow(() -> new IllegalStateException("Nothing was submitted for " + approval.subject()));
    }

    private List<String> objections(Approval approval, Frozen frozen) {
        var round = frozen.round();
        var reasons = new ArrayList<String>();
        if (!round.document().hash().equals(round.hash())) {
            reasons.add("What was kept of version " + round.version()
                    + " no longer has its fingerprint. An administrator has to look at it.");
        }
        var subjects = types.of(approval.subject());
        if (!subjects.document(approval.subject().id()).hash().equals(round.hash())) {
            reasons.add("It changed after version " + round.version()
                    + " was approved, so what would go out is not what was signed.");
        }
        reasons.addAll(unsigned(approval, round));
        if (frozen.slot() != null && clock.instant().isBefore(frozen.slot())) {
            reasons.add("Its slot has not come yet; the process asked too early.");
        }
        reasons.addAll(subjects.obstacles(approval.subject().id()));
        return reasons;
    }

    /** Each decision that was asked for in this round is there, approves this hash, and is no author's. */
    private List<String> unsigned(Approval approval, Round round) {
        Map<String, Decision> decisions = repository.decisions(approval.subject());
        var authors = types.of(approval.subject()).card(approval.subject().id()).authors();
        var asked = repository.steps(approval.subject()).stream()
                .filter(step -> step.decision() && step.round() == round.number())
                .toList();
        var reasons = new TreeSet<String>();
        if (asked.isEmpty()) {
            reasons.add("Nobody was asked about version " + round.version() + ".");
        }
        for (var step : asked) {
            var decision = decisions.get(step.task());
            if (decision == null
                    || decision.verdict() != Verdict.APPROVE
                    || !decision.hash().equals(round.hash())) {
                reasons.add(step.stepName() + " has not approved version " + round.version() + ".");
            } else if (authors.contains(decision.person())) {
                reasons.add("@" + decision.person() + " wrote this and approved it, too; somebody else has to decide.");
            }
        }
        return List.copyOf(reasons);
    }

    private boolean missed(Frozen frozen) {
        return frozen.slot() != null && clock.instant().isAfter(frozen.slot().plus(grace));
    }

    private Ruling stopped(SubjectRef subject, Ruling ruling, String reason) {
        repository.moved(subject, reason, null);
        return ruling;
    }

    /** What a delegate answers to the process. */
    public enum Ruling {
        RELEASED,
        MISSED,
        REFUSED,
        PUBLISHED,
        FAILED
    }
}
