package org.imprimatur.approval;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.imprimatur.approval.Refused.Kind;
import org.imprimatur.inbox.Inbox;
import org.imprimatur.inbox.InboxItem;
import org.imprimatur.inbox.InboxRows;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.ConcurrencyFailureException;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionTemplate;

/** The approval domain's door. Each method is one transaction, or joins the caller's. */
@Service
public class Approvals {

    /** How long people have for what was put before them, unless its slot comes first. */
    public static final Duration DECIDE_WITHIN = Duration.ofHours(24);

    private final ApprovalRepository repository;
    private final ApprovalProcess process;
    private final SubjectTypes types;
    private final Signing signing;
    private final Proceedings proceedings;
    private final Groups groups;
    private final Inbox inbox;
    private final InboxRows rows;
    private final Clock clock;
    private final TransactionTemplate transaction;

    Approvals(
            ApprovalRepository repository,
            ApprovalProcess process,
            SubjectTypes types,
            Signing signing,
            Proceedings proceedings,
            Groups groups,
            Inbox inbox,
            InboxRows rows,
            Clock clock,
            TransactionTemplate transaction) {
        this.repository = repository;
        this.process = process;
        this.types = types;
        this.signing = signing;
        this.proceedings = proceedings;
        this.groups = groups;
        this.inbox = inbox;
        this.rows = rows;
        this.clock = clock;
        this.transaction = transaction;
    }

    /** A new subject starts its way: one process instance from here to its end. */
    @Transactional
    public void open(SubjectRef subject, String author) {
        var card = types.of(subject).card(subject.id());
        var now = clock.instant();
        repository.insert(subject, card.brand(), author, now);
        repository.runsIn(subject, process.opened(subject, card, now.plus(DECIDE_WITHIN)));
    }

    /**
     * A rejected subject asks for approval once more: a new round, decided on in a new process instance. Earlier rounds
     * and decisions stay. The caller has checked who may, and gives the subject its state in the same transaction.
     *
     * @param reason why, told to those who decide
     * @throws Refused when the subject is still being decided on, or cannot be submitted as it is
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public void reopen(SubjectRef subject, String reason, String person) {
        repository.lock(subject);
        if (!inbox.openFor(subject.toString()).isEmpty()) {
            throw new Refused(Kind.CONFLICT, "not-rejected", "Somebody is deciding on this already.");
        }
        proceedings.resubmitted(subject, reason, person);
        var card = types.of(subject).card(subject.id());
        repository.runsIn(subject, process.opened(subject, card, clock.instant().plus(DECIDE_WITHIN)));
    }

    /**
     * Keeps the process from moving a subject until the caller's transaction ends. The process locks its own row before
     * the subject's, so whoever locks the subject's row and then calls {@link #authored} begins with this.
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public void hold(SubjectRef subject) {
        repository.lock(subject);
    }

    /**
     * Somebody saved it and is an author of it from now on; lists and the open task show it as it is now. Nothing is
     * left to show once nobody is asked any more.
     */
    @Transactional
    public void authored(SubjectRef subject, String person) {
        var instance = instance(repository.lock(subject));
        var open = inbox.openFor(subject.toString());
        if (open.isEmpty()) {
            return;
        }
        var card = types.of(subject).card(subject.id());
        var drafts =
                open.stream().filter(item -> item.kind() == InboxItem.Kind.WORK).toList();
        process.changed(instance, card, drafts.stream().map(InboxItem::task).toList());
        open.forEach(item -> rows.put(item.kind() == InboxItem.Kind.WORK ? refreshed(item, card) : barred(item, card)));
        open.stream()
                .filter(item -> item.kind() == InboxItem.Kind.DECISION && item.claimedBy() != null)
                .filter(item -> card.authors().contains(item.claimedBy()))
                .forEach(item -> {
                    rows.claimed(item.task(), null, clock.instant());
                    types.of(subject).claimed(Claims.change(item, null, null));
                    process.assigned(item.task(), null);
                });
    }

    /** What is decided on stays as it was put before people; only who may not decide on it grows. */
    private static InboxItem barred(InboxItem item, Card card) {
        return new InboxItem(
                item.task(),
                item.kind(),
                item.step(),
                item.stepName(),
                item.brand(),
                item.subject(),
                item.title(),
                item.version(),
                item.hash(),
                item.round(),
                item.slot(),
                item.zone(),
                item.picture(),
                card.authors(),
                item.candidates(),
                item.claimedBy(),
                item.created(),
                item.due());
    }

    private static InboxItem refreshed(InboxItem item, Card card) {
        return new InboxItem(
                item.task(),
                item.kind(),
                item.step(),
                item.stepName(),
                item.brand(),
                item.subject(),
                card.title(),
                card.version(),
                item.hash(),
                item.round(),
                card.slot(),
                card.zone(),
                card.picture(),
                card.authors(),
                item.candidates().equals(item.authors()) ? card.authors() : item.candidates(),
                item.claimedBy(),
                item.created(),
                item.due());
    }

    /**
     * Completes the draft; the listener of the completed task freezes the version.
     *
     * @param version that was in front of the person; null when they were shown none
     * @throws Refused when the draft has another version by now, or when it is no draft any more
     */
    public void submit(SubjectRef subject, @Nullable Integer version, String person) {
        refusedWhenGone(
                () -> {
                    var approval = repository.lock(subject);
                    signing.author(approval, person);
                    var draft = inbox.openFor(subject.toString()).stream()
                            .filter(item -> item.kind() == InboxItem.Kind.WORK)
                            .findFirst()
                            .orElseThrow(() -> notADraft());
                    process.submitted(draft.task(), version, person, groups.of(person));
                },
                Approvals::notADraft);
    }

    private static Refused notADraft() {
        return new Refused(
                Kind.CONFLICT, "already-submitted", "This is submitted already. Withdraw it first to change it.");
    }

    /**
     * A subject that was never submitted is deleted, and its process ends; the caller has checked who may, and deletes the
     * subject in the same transaction.
     *
     * @throws Refused when a version of it was submitted
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public void discard(SubjectRef subject) {
        var approval = repository.lock(subject);
        if (approval.round() > 0) {
            throw new Refused(
                    Kind.CONFLICT,
                    "was-submitted",
                    "A version of this was submitted, so it stays as evidence and cannot be deleted.");
        }
        process.discarded(instance(approval));
        repository.delete(subject);
    }

    /**
     * Takes a submitted version back; the caller has checked who may.
     *
     * @param reason told to the authors and to everybody who decided
     * @param hash of the version that was in front of the person; null when they were not shown one
     * @throws Refused when another version is submitted by now, or when nothing is left to withdraw
     */
    public void withdraw(SubjectRef subject, String reason, @Nullable String hash, String person) {
        refusedWhenGone(
                () -> {
                    var approval = repository.lock(subject);
                    signing.requireCurrent(approval, hash);
                    repository.moved(subject, reason, person);
                    if (!process.withdrawn(instance(approval))) {
                        throw tooLate();
                    }
                },
                Approvals::tooLate);
    }

    private static Refused tooLate() {
        return new Refused(
                Kind.CONFLICT,
                "not-withdrawable",
                "Nothing of this waits for approval or for its slot, so there is nothing to withdraw.");
    }

    /** Completes the task as this person; what a decision means is said once, by the listener of completed tasks. */
    public void decide(String task, Answer answer, String person) {
        refusedWhenGone(
                () -> {
                    var approval = repository.lockOf(task).orElseThrow(Signing::missing);
                    var open = inbox.find(task).orElseThrow(() -> gone(task, person));
                    if (open.kind() != InboxItem.Kind.DECISION) {
                        throw new Refused(
                                Kind.UNACCEPTABLE, "not-a-decision", "This is work to finish, not a decision.");
                    }
                    signing.decider(approval, open, person);
                    process.decided(task, answer, person, groups.of(person));
                },
                () -> gone(task, person));
    }

    /** Why the task is not there, in words for somebody who may know; as if it never was for anybody else. */
    Refused gone(String task, String person) {
        return repository
                .step(task)
                .filter(step -> types.maySee(step.subject(), person))
                .map(signing::overtaken)
                .orElseGet(Signing::missing);
    }

    /** What the engine cannot do any more is explained after its transaction is over, by what is committed then. */
    void refusedWhenGone(Runnable step, Supplier<Refused> explanation) {
        try {
            transaction.executeWithoutResult(status -> step.run());
        } catch (ApprovalProcess.TaskGone e) {
            var refused = explanation.get();
            refused.addSuppressed(e);
            throw refused;
        } catch (ConcurrencyFailureException e) {
            var refused = new Refused(
                    Kind.CONFLICT,
                    "same-moment",
                    "Somebody else changed it at the same moment. Look at it, then try again.");
            refused.addSuppressed(e);
            throw refused;
        }
    }

    private static String instance(Approval approval) {
        if (approval.instance() == null) {
            throw new IllegalStateException(approval.subject() + " is still being opened");
        }
        return approval.instance();
    }

    /** Every decision on a subject, oldest first. */
    @Transactional(readOnly = true)
    public List<Decision> decisions(SubjectRef subject) {
        return List.copyOf(repository.decisions(subject).values());
    }

    /** Every submitted version, oldest first. */
    @Transactional(readOnly = true)
    public List<Round> rounds(SubjectRef subject) {
        return repository.rounds(subject).stream().map(Frozen::round).toList();
    }

    /** Its way through the model; empty when it has no process. */
    @Transactional(readOnly = true)
    public Optional<Way> way(SubjectRef subject) {
        return repository.find(subject).flatMap(approval -> process.way(instance(approval), evidence(approval)));
    }

    private Evidence evidence(Approval approval) {
        var subject = approval.subject();
        Map<String, Set<String>> asked = inbox.openFor(subject.toString()).stream()
                .collect(Collectors.toMap(InboxItem::task, InboxItem::candidates));
        return Evidence.of(
                repository.decisions(subject), rounds(subject), repository.steps(subject), asked, approval.round());
    }
}
