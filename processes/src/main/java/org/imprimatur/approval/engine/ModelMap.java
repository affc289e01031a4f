package org.imprimatur.approval.engine;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.camunda.bpm.model.bpmn.BpmnModelInstance;
import org.camunda.bpm.model.bpmn.instance.EventBasedGateway;
import org.camunda.bpm.model.bpmn.instance.FlowNode;
import org.camunda.bpm.model.bpmn.instance.IntermediateCatchEvent;
import org.camunda.bpm.model.bpmn.instance.Process;
import org.camunda.bpm.model.bpmn.instance.SequenceFlow;
import org.camunda.bpm.model.bpmn.instance.StartEvent;
import org.camunda.bpm.model.bpmn.instance.SubProcess;
import org.camunda.bpm.model.bpmn.instance.TimerEventDefinition;
import org.camunda.bpm.model.bpmn.instance.UserTask;
import org.camunda.bpm.model.bpmn.instance.camunda.CamundaProperties;
import org.jspecify.annotations.Nullable;

/**
 * A model as a map: which flow leads where, and which milestones lie on the approving way.
 *
 * <p>The approving way is walked from the start event and into subprocesses. It leaves a gateway by the flow whose
 * condition names an approving answer ({@code approve}, {@code release}, {@code published}), an event-based gateway by
 * its timer, and everything else by its first flow. Milestones are the nodes with the property {@code milestone}, whose
 * value is the word on the strip; a model without any shows its user tasks.
 */
final class ModelMap {

    private static final Pattern APPROVING = Pattern.compile("==\\s*['\"](approve|release|published)['\"]");

    private final Map<String, String> names = new HashMap<>();
    private final Map<String, List<Flow>> incoming = new HashMap<>();
    private final Map<String, String> milestones = new LinkedHashMap<>();
    private final Map<String, List<String>> asked = new HashMap<>();

    ModelMap(BpmnModelInstance model) {
        for (var node : model.getModelElementsByType(FlowNode.class)) {
            names.put(node.getId(), node.getName() == null ? node.getId() : node.getName());
        }
        for (var task : model.getModelElementsByType(UserTask.class)) {
            // Not the list that the model makes of it: that one takes expressions apart.
            var groups = task.getCamundaCandidateGroups();
            asked.put(task.getId(), groups == null ? List.of() : List.of(groups.split(",", -1)));
        }
        for (var flow : model.getModelElementsByType(SequenceFlow.class)) {
            incoming.computeIfAbsent(flow.getTarget().getId(), target -> new ArrayList<>())
                    .add(new Flow(flow.getId(), flow.getSource().getId()));
        }
        var way = new ArrayList<FlowNode>();
        model.getModelElementsByType(Process.class)
                .forEach(process -> walk(process.getChildElementsByType(StartEvent.class), way));
        for (var node : way) {
            var word = property(node, NodeProperties.MILESTONE);
            if (word != null) {
                milestones.put(node.getId(), word);
            }
        }
        if (milestones.isEmpty()) {
            way.stream()
                    .filter(UserTask.class::isInstance)
                    .forEach(node -> milestones.put(node.getId(), String.valueOf(names.get(node.getId()))));
        }
    }

    String name(String node) {
        return names.getOrDefault(node, node);
    }

    /** The flows that lead to a node. */
    List<Flow> into(String node) {
        return incoming.getOrDefault(node, List.of());
    }

    /** The groups that a task will ask in a brand, as far as the model says it without an expression of another kind. */
    List<String> willAsk(String node, String brand) {
        return asked.getOrDefault(node, List.of()).stream()
                .map(group -> group.strip().replace("${brand}", brand))
                .filter(group -> !group.contains("${"))
                .toList();
    }

    /** Ids to words, in the order of the approving way. */
    Map<String, String> milestones() {
        return milestones;
    }

    private static void walk(Collection<StartEvent> starts, List<FlowNode> way) {
        var seen = new HashSet<String>();
        FlowNode node = starts.stream().findFirst().orElse(null);
        while (node != null && seen.add(node.getId())) {
            way.add(node);
            if (node instanceof SubProcess inner) {
                walk(inner.getChildElementsByType(StartEvent.class), way);
            }
            node = next(node);
        }
    }

    private static @Nullable FlowNode next(FlowNode node) {
        var flows = List.copyOf(node.getOutgoing());
        return flows.stream()
                .filter(flow -> approves(node, flow))
                .findFirst()
                .or(() -> flows.stream().findFirst())
                .map(SequenceFlow::getTarget)
                .orElse(null);
    }

    private static boolean approves(FlowNode node, SequenceFlow flow) {
        if (node instanceof EventBasedGateway) {
            return flow.getTarget() instanceof IntermediateCatchEvent event
                    && event.getEventDefinitions().stream().anyMatch(TimerEventDefinition.class::isInstance);
        }
        var condition = flow.getConditionExpression();
        return condition != null
                && APPROVING.matcher(condition.getTextContent()).find();
    }

    private static @Nullable String property(FlowNode node, String name) {
        var extensions = node.getExtensionElements();
        if (extensions == null) {
            return null;
        }
        return extensions.getElementsQuery().filterByType(CamundaProperties.class).list().stream()
                .flatMap(list -> list.getCamundaProperties().stream())
                .filter(property -> name.equals(property.getCamundaName()))
                .map(property -> property.getCamundaValue())
                .findFirst()
                .orElse(null);
    }

    /** A sequence flow, from the node it leaves. */
    record Flow(String id, String source) {}
}
