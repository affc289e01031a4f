package org.imprimatur.approval.engine;

import org.camunda.bpm.engine.delegate.ExecutionListener;
import org.camunda.bpm.engine.delegate.TaskListener;
import org.camunda.bpm.engine.impl.bpmn.behavior.UserTaskActivityBehavior;
import org.camunda.bpm.engine.impl.bpmn.parser.AbstractBpmnParseListener;
import org.camunda.bpm.engine.impl.pvm.process.ActivityImpl;
import org.camunda.bpm.engine.impl.pvm.process.ScopeImpl;
import org.camunda.bpm.engine.impl.util.xml.Element;
import org.imprimatur.inbox.InboxItem;
import org.springframework.stereotype.Component;

/**
 * Puts our listeners into every model as it is read, built in: no model can leave them out, and no API call skips them.
 */
@Component
class ModelListeners extends AbstractBpmnParseListener {

    private final TaskSteps tasks;
    private final Turns turns;

    ModelListeners(TaskSteps tasks, Turns turns) {
        this.tasks = tasks;
        this.turns = turns;
    }

    @Override
    public void parseUserTask(Element element, ScopeImpl scope, ActivityImpl activity) {
        listenTo(element, activity);
        var kind = "work".equals(NodeProperties.of(element).get(NodeProperties.KIND))
                ? InboxItem.Kind.WORK
                : InboxItem.Kind.DECISION;
        var definition = ((UserTaskActivityBehavior) activity.getActivityBehavior()).getTaskDefinition();
        definition.addBuiltInTaskListener(TaskListener.EVENTNAME_CREATE, task -> tasks.opened(task, kind));
        definition.addBuiltInTaskListener(TaskListener.EVENTNAME_ASSIGNMENT, tasks::claimed);
        definition.addBuiltInTaskListener(TaskListener.EVENTNAME_COMPLETE, task -> tasks.completed(task, kind));
        definition.addBuiltInTaskListener(TaskListener.EVENTNAME_DELETE, tasks::closed);
    }

    private void listenTo(Element element, ActivityImpl activity) {
        var properties = NodeProperties.of(element);
        var cause = properties.get(NodeProperties.CAUSE);
        if (cause != null) {
            activity.addBuiltInListener(ExecutionListener.EVENTNAME_START, turns.because(cause));
        }
        var stage = properties.get(NodeProperties.STAGE);
        if (stage != null) {
            activity.addBuiltInListener(ExecutionListener.EVENTNAME_START, turns.into(stage));
        }
    }

    @Override
    public void parseStartEvent(Element element, ScopeImpl scope, ActivityImpl activity) {
        listenTo(element, activity);
    }

    @Override
    public void parseEndEvent(Element element, ScopeImpl scope, ActivityImpl activity) {
        listenTo(element, activity);
    }

    @Override
    public void parseServiceTask(Element element, ScopeImpl scope, ActivityImpl activity) {
        listenTo(element, activity);
    }

    @Override
    public void parseSubProcess(Element element, ScopeImpl scope, ActivityImpl activity) {
        listenTo(element, activity);
    }

    @Override
    public void parseExclusiveGateway(Element element, ScopeImpl scope, ActivityImpl activity) {
        listenTo(element, activity);
    }

    @Override
    public void parseInclusiveGateway(Element element, ScopeImpl scope, ActivityImpl activity) {
        listenTo(element, activity);
    }

    @Override
    public void parseParallelGateway(Element element, ScopeImpl scope, ActivityImpl activity) {
        listenTo(element, activity);
    }

    @Override
    public void parseEventBasedGateway(Element element, ScopeImpl scope, ActivityImpl activity) {
        listenTo(element, activity);
    }

    @Override
    public void parseIntermediateThrowEvent(Element element, ScopeImpl scope, ActivityImpl activity) {
        listenTo(element, activity);
    }

    @Override
    public void parseIntermediateCatchEvent(Element element, ScopeImpl scope, ActivityImpl activity) {
        listenTo(element, activity);
    }

    @Override
    public void parseBoundaryEvent(Element element, ScopeImpl scope, ActivityImpl activity) {
        listenTo(element, activity);
    }
}
