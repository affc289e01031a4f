package org.imprimatur.approval.engine;

import java.time.Instant;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import org.camunda.bpm.engine.MismatchingMessageCorrelationException;
import org.camunda.bpm.engine.OptimisticLockingException;
import org.camunda.bpm.engine.ProcessEngineException;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.exception.NullValueException;
import org.camunda.bpm.engine.task.IdentityLink;
import org.camunda.bpm.engine.variable.Variables;
import org.camunda.bpm.engine.variable.value.TypedValue;
import org.imprimatur.approval.Answer;
import org.imprimatur.approval.ApprovalProcess;
import org.imprimatur.approval.Card;
import org.imprimatur.approval.Evidence;
import org.imprimatur.approval.Refused;
import org.imprimatur.approval.SubjectRef;
import org.imprimatur.approval.SubjectTypes;
import org.imprimatur.approval.Way;
import org.imprimatur.engine.Definitions;
import org.imprimatur.engine.EngineIdentity;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.ConcurrencyFailureException;
import org.springframework.stereotype.Component;

/** Approvals as instances of BPMN models; the business key is the subject, the tenant its brand. */
@Component
class CamundaApprovalProcess implements ApprovalProcess {

    /** The message that takes a submitted version back. */
    private static final String WITHDRAWN = "Withdrawn";

    private static final Date NEVER = Date.from(Instant.parse("2999-01-01T00:00:00Z"));

    private final RuntimeService runtime;
    private final TaskService tasks;
    private final Definitions definitions;
    private final SubjectTypes types;
    private final EngineIdentity identity;
    private final Ways ways;

    CamundaApprovalProcess(
            RuntimeService runtime,
            TaskService tasks,
            Definitions definitions,
            SubjectTypes types,
            EngineIdentity identity,
            Ways ways) {
        this.runtime = runtime;
        this.tasks = tasks;
        this.definitions = definitions;
        this.types = types;
        this.identity = identity;
        this.ways = ways;
    }

    @Override
    public String opened(SubjectRef subject, Card card, Instant decideBy) {
        var model = types.of(subject).model();
        return identity.asNobody(() -> runtime.createProcessInstanceById(definitions.serving(card.brand(), model))
                .businessKey(subject.toString())
                .setVariables(variables(card, decideBy))
                .execute()
                .getProcessInstanceId());
    }

    private static Map<String, Object> variables(Card card, Instant decideBy) {
        var variables = new HashMap<String, Object>();
        variables.put(ProcessVariable.BRAND.name(), card.brand());
        variables.put(ProcessVariable.TITLE.name(), card.title());
        variables.put(ProcessVariable.AUTHORS.name(), authors(card));
        variables.put(ProcessVariable.ANSWER.name(), "");
        variables.put(ProcessVariable.DUE.name(), Date.from(decideBy));
        variables.put(ProcessVariable.SLOT_AT.name(), NEVER);
        variables.put(ProcessVariable.SLOT_DEADLINE.name(), NEVER);
        variables.put(ProcessVariable.SLOT.name(), "");
        variables.put(ProcessVariable.VERSION.name(), card.version());
        variables.put(ProcessVariable.FINGERPRINT.name(), "");
        variables.put(ProcessVariable.ROUND.name(), 0);
        return variables;
    }

    private static String authors(Card card) {
        return String.join(",", new TreeSet<>(card.authors()));
    }

    @Override
    public void changed(String instance, Card card, List<String> drafts) {
        identity.asNobody(() -> {
            var seen = Map.<String, Object>of(
                    ProcessVariable.TITLE.name(), card.title(), ProcessVariable.AUTHORS.name(), authors(card));
            if (!seen.equals(runtime.getVariables(instance, seen.keySet()))) {
                runtime.setVariables(instance, seen);
            }
            drafts.forEach(task -> offer(task, card.authors()));
            return true;
        });
    }

    private void offer(String task, Set<String> authors) {
        var missing = new TreeSet<>(authors);
        tasks.getIdentityLinksForTask(task).stream()
                .map(IdentityLink::getUserId)
                .filter(Objects::nonNull)
                .forEach(missing::remove);
        missing.forEach(author -> tasks.addCandidateUser(task, author));
    }

    @Override
    public void decided(String task, Answer answer, String person, Set<String> groups) {
        var form = Variables.createVariables()
                .putValueTyped(TaskSteps.DECISION, passing(answer.verdict().word()))
                .putValueTyped(TaskSteps.HASH, passing(answer.hash()))
                .putValueTyped(TaskSteps.COMMENT, passing(answer.comment()));
        complete(task, form, person, groups);
    }

    /** Read by the listener of the completed task and kept nowhere. */
    private static TypedValue passing(@Nullable String text) {
        return Variables.stringValue(text, true);
    }

    @Override
    public void submitted(String task, @Nullable Integer version, String person, Set<String> groups) {
        Map<String, Object> form = version == null
                ? Map.of()
                : Variables.createVariables().putValueTyped(TaskSteps.HASH, passing(version.toString()));
        complete(task, form, person, groups);
    }

    private void complete(String task, Map<String, Object> form, String person, Set<String> groups) {
        translated(() -> identity.onBehalfOf(person, groups, () -> {
            tasks.complete(task, form);
            return true;
        }));
    }

    @Override
    public boolean withdrawn(String instance) {
        return identity.asNobody(() -> translated(() -> {
            try {
                runtime.createMessageCorrelation(WITHDRAWN)
                        .processInstanceId(instance)
                        .correlate();
                return true;
            } catch (MismatchingMessageCorrelationException e) {
                return false;
            }
        }));
    }

    @Override
    public void discarded(String instance) {
        identity.asNobody(() -> translated(() -> {
            runtime.deleteProcessInstance(instance, "discarded");
            return true;
        }));
    }

    @Override
    public void assigned(String task, @Nullable String person) {
        identity.asNobody(() -> translated(() -> {
            tasks.setAssignee(task, person);
            return true;
        }));
    }

    @Override
    public Optional<Way> way(String instance, Evidence evidence) {
        return identity.asNobody(() -> ways.of(instance, evidence));
    }

    /** Gives the domain its own exceptions back, which the engine wraps, and hides the engine's. */
    private static <T> T translated(Supplier<T> step) {
        try {
            return step.get();
        } catch (OptimisticLockingException | NullValueException e) {
            throw new TaskGone(e);
        } catch (ProcessEngineException e) {
            for (Throwable cause = e; cause != null; cause = cause.getCause()) {
                if (cause instanceof Refused refused) {
                    throw refused;
                }
                if (cause instanceof ConcurrencyFailureException sameMoment) {
                    throw sameMoment;
                }
            }
            throw e;
        }
    }
}
