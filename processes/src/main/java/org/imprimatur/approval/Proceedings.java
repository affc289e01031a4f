package org.imprimatur.approval;

import java.time.Clock;
import java.time.Instant;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.imprimatur.inbox.Inbox;
import org.imprimatur.inbox.InboxItem;
import org.imprimatur.inbox.InboxRows;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * What the engine tells the domain while a process runs, always inside the engine's transaction: a refusal here undoes
 * the step. Called by the listeners of models and by nothing else.
 */
@Service
@Transactional(propagation = Propagation.MANDATORY)
public class Proceedings {

    private final ApprovalRepository repository;
    private final SubjectTypes types;
    private final Signing signing;
    private final Inbox inbox;
    private final InboxRows rows;
    private final Clock clock;

    Proceedings(
            ApprovalRepository repository,
            SubjectTypes types,
            Signing signing,
            Inbox inbox,
            InboxRows rows,
            Clock clock) {
        this.repository = repository;
        this.types = types;
        this.signing = signing;
        this.inbox = inbox;
        this.rows = rows;
        this.clock = clock;
    }

    /**
     * A task asks somebody.
     *
     * @return the round it belongs to; null while a first draft is written
     */
    public @Nullable Frozen opened(SubjectRef subject, NewTask task) {
        var approval = repository.lock(subject);
        var frozen = task.kind() == InboxItem.Kind.DECISION && approval.round() == 0
                ? freeze(approval, approval.openedBy(), null)
                : approval.round() == 0
                        ? null
                        : repository.frozen(subject, approval.round()).orElse(null);
        var round = frozen == null ? 0 : frozen.round().number();
        repository.insert(
                new OpenedStep(
                        task.id(),
                        subject,
                        round,
                        task.step(),
                        task.stepName(),
                        task.kind() == InboxItem.Kind.DECISION),
                clock.instant());
        rows.add(row(approval, task, frozen));
        return frozen;
    }

    private InboxItem row(Approval approval, NewTask task, @Nullable Frozen frozen) {
        var card = types.of(approval.subject()).card(approval.subject().id());
        var signed = task.kind() == InboxItem.Kind.DECISION ? frozen : null;
        return new InboxItem(
                task.id(),
                task.kind(),
                task.step(),
                task.stepName(),
                approval.brand(),
                approval.subject().toString(),
                card.title(),
                signed == null ? card.version() : signed.round().version(),
                signed == null ? null : signed.round().hash(),
                frozen == null ? 0 : frozen.round().number(),
                signed == null ? card.slot() : signed.slot(),
                card.zone(),
                card.picture(),
                card.authors(),
                signing.ofBrand(approval.brand(), task.candidates()),
                task.claimedBy(),
                clock.instant(),
                task.due());
    }

    /**
     * Somebody claimed a task or, when null, gave it back.
     *
     * @param by in whose name the engine was called
     * @throws Refused when the person may not finish it: an author claims no decision on their own work
     */
    public void claimed(String task, @Nullable String person, @Nullable String by) {
        var step = repository.step(task);
        if (step.isEmpty()) {
            return; // it is being opened, and its row will say so
        }
        var approval = repository.lock(step.get().subject());
        var item = inbox.find(task).orElse(null);
        if (item == null || Objects.equals(item.claimedBy(), person)) {
            return;
        }
        if (person != null) {
            signing.asked(approval, item, person);
        }
        rows.claimed(task, person, clock.instant());
        types.of(approval.subject()).claimed(Claims.change(item, person, by));
    }

    /** A task is over, however it ended. */
    public void closed(String task) {
        rows.remove(task);
    }

    /**
     * The draft is finished: its version is frozen and asks for approval.
     *
     * @param shown the version that was in front of the person; null when they were shown none
     */
    public Frozen submitted(SubjectRef subject, @Nullable String shown, @Nullable String person) {
        var approval = repository.lock(subject);
        var frozen = freeze(approval, signing.author(approval, person), null);
        signing.requireShown(shown, frozen.round());
        return frozen;
    }

    /** A rejected subject is submitted once more as it is; its new instance asks for decisions on that. */
    void resubmitted(SubjectRef subject, String reason, String person) {
        freeze(repository.lock(subject), person, reason);
    }

    private Frozen freeze(Approval approval, String person, @Nullable String reason) {
        var subject = approval.subject();
        var submission = types.of(subject).submit(subject.id(), person);
        var round = new Round(
                subject,
                approval.round() + 1,
                submission.version(),
                submission.document().hash(),
                submission.document(),
                person,
                clock.instant(),
                reason);
        var frozen = new Frozen(round, submission.slot());
        repository.insert(frozen);
        return frozen;
    }

    /** A decision is signed. */
    public Decision decided(String task, SubmittedForm form, @Nullable String person) {
        var step = repository
                .step(task)
                .orElseThrow(() -> new IllegalStateException("Task " + task + " was never opened"));
        var approval = repository.lock(step.subject());
        var item = inbox.find(task).orElseThrow(() -> signing.overtaken(step));
        var signer = signing.decider(approval, item, person);
        var round = repository
                .frozen(step.subject(), step.round())
                .orElseThrow(() -> new IllegalStateException("Nothing was submitted for " + step.subject()))
                .round();
        if (step.round() != approval.round()) {
            throw signing.overtaken(step);
        }
        var answer = signing.checked(form, step.subject(), round);
        var decision = new Decision(
                UUID.randomUUID(),
                step.subject(),
                step.round(),
                step.step(),
                step.stepName(),
                round.version(),
                round.hash(),
                answer.verdict(),
                answer.comment(),
                signer,
                clock.instant());
        repository.insert(task, decision);
        repository.moved(step.subject(), answer.verdict() == Verdict.APPROVE ? null : answer.comment(), signer);
        types.of(step.subject()).decided(decision);
        return decision;
    }

    /** A step with a stage was reached. */
    public void became(SubjectRef subject, String stage, String step) {
        var approval = repository.lock(subject);
        var subjects = types.of(subject);
        if (!subjects.stages().contains(stage)) {
            throw new IllegalStateException("The model says stage " + stage + " at " + step + "; a " + subject.kind()
                    + " knows " + subjects.stages());
        }
        subjects.became(
                subject.id(), new Standing(stage, step, approval.reason(), approval.causedBy(), clock.instant()));
    }

    /** Its slot came before everybody had decided. */
    public void slotPassed(SubjectRef subject) {
        var approval = repository.lock(subject);
        var slot =
                repository.frozen(subject, approval.round()).map(Frozen::slot).orElse(null);
        var zone = types.of(subject).card(subject.id()).zone();
        repository.moved(
                subject, "Its slot, " + SlotText.of(slot, zone) + ", passed before everyone had decided.", null);
    }

    /** The zone in which the slot of a subject is read. */
    public @Nullable String zone(SubjectRef subject) {
        return types.of(subject).card(subject.id()).zone();
    }

    /**
     * A task as the engine made it.
     *
     * @param candidates groups and persons the model names
     */
    public record NewTask(
            String id,
            String step,
            String stepName,
            InboxItem.Kind kind,
            Set<String> candidates,
            @Nullable String claimedBy,
            @Nullable Instant due) {}
}
