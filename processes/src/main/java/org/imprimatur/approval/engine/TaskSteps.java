package org.imprimatur.approval.engine;

import static java.util.stream.Collectors.toUnmodifiableSet;

import java.time.Clock;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Objects;
import org.camunda.bpm.engine.delegate.DelegateTask;
import org.camunda.bpm.engine.task.IdentityLink;
import org.imprimatur.approval.Approvals;
import org.imprimatur.approval.Frozen;
import org.imprimatur.approval.Proceedings;
import org.imprimatur.approval.SlotText;
import org.imprimatur.approval.SubjectRef;
import org.imprimatur.approval.SubmittedForm;
import org.imprimatur.engine.EngineIdentity;
import org.imprimatur.inbox.InboxItem;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;
import org.springframework.util.function.SingletonSupplier;

/**
 * Runs as every user task opens, is taken, completes or goes away, whoever does it: Tasklist, portal or API. This is the
 * only place where a form becomes a decision or a submission; a refusal of the domain undoes the completion.
 */
@Component
class TaskSteps {

    /** What a form may bring; nothing of it stays in the process. */
    static final String DECISION = "decision";

    /** What was in front of the person: the hash of the version to decide on, or the version of a draft. */
    static final String HASH = "hash";

    static final String COMMENT = "comment";

    private static final Date NEVER = Date.from(Instant.parse("2999-01-01T00:00:00Z"));

    private final SingletonSupplier<Proceedings> proceedings;
    private final EngineIdentity identity;
    private final Clock clock;

    TaskSteps(ObjectProvider<Proceedings> proceedings, EngineIdentity identity, Clock clock) {
        this.proceedings = SingletonSupplier.of(proceedings::getObject);
        this.identity = identity;
        this.clock = clock;
    }

    void opened(DelegateTask task, InboxItem.Kind kind) {
        var candidates = task.getCandidates().stream()
                .map(TaskSteps::candidate)
                .filter(Objects::nonNull)
                .collect(toUnmodifiableSet());
        var due = task.getDueDate() == null ? null : task.getDueDate().toInstant();
        var frozen = proceedings
                .obtain()
                .opened(
                        subject(task),
                        new Proceedings.NewTask(
                                task.getId(),
                                task.getTaskDefinitionKey(),
                                task.getName() == null ? task.getTaskDefinitionKey() : task.getName(),
                                kind,
                                candidates,
                                task.getAssignee(),
                                due));
        if (frozen != null) {
            describe(task, frozen);
        }
    }

    private static @Nullable String candidate(IdentityLink link) {
        return link.getGroupId() == null ? link.getUserId() : link.getGroupId();
    }

    void claimed(DelegateTask task) {
        proceedings.obtain().claimed(task.getId(), task.getAssignee(), identity.current());
    }

    void closed(DelegateTask task) {
        proceedings.obtain().closed(task.getId());
    }

    void completed(DelegateTask task, InboxItem.Kind kind) {
        if (kind == InboxItem.Kind.WORK) {
            scheduled(task, proceedings.obtain().submitted(subject(task), text(task, HASH), identity.current()));
        } else {
            var form = new SubmittedForm(text(task, DECISION), text(task, HASH), text(task, COMMENT));
            var decision = proceedings.obtain().decided(task.getId(), form, identity.current());
            ProcessVariable.ANSWER.set(task.getExecution(), decision.verdict().word());
        }
        task.getExecution().removeVariables(List.of(DECISION, HASH, COMMENT));
        closed(task);
    }

    private void scheduled(DelegateTask task, Frozen frozen) {
        var subject = subject(task);
        var execution = task.getExecution();
        var now = clock.instant();
        var slot = frozen.slot();
        var inTime = now.plus(Approvals.DECIDE_WITHIN);
        ProcessVariable.ANSWER.set(execution, "");
        ProcessVariable.DUE.set(execution, Date.from(slot != null && slot.isBefore(inTime) ? slot : inTime));
        ProcessVariable.SLOT_AT.set(execution, Date.from(slot == null ? now : slot));
        ProcessVariable.SLOT_DEADLINE.set(execution, slot == null ? NEVER : Date.from(slot));
        ProcessVariable.SLOT.set(
                execution, SlotText.of(slot, proceedings.obtain().zone(subject)));
        describe(task, frozen);
    }

    private static void describe(DelegateTask task, Frozen frozen) {
        var execution = task.getExecution();
        ProcessVariable.VERSION.set(execution, frozen.round().version());
        ProcessVariable.FINGERPRINT.set(execution, frozen.round().hash());
        ProcessVariable.ROUND.set(execution, frozen.round().number());
    }

    private static SubjectRef subject(DelegateTask task) {
        return Turns.subject(task.getExecution());
    }

    private static @Nullable String text(DelegateTask task, String name) {
        return task.getVariable(name) instanceof String text ? text : null;
    }
}
