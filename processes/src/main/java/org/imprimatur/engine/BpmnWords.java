package org.imprimatur.engine;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** What a process model may say. */
final class BpmnWords {

    private static final String BPMN = "http://www.omg.org/spec/BPMN/20100524/MODEL";
    private static final Set<String> DRAWING = Set.of(
            "http://www.omg.org/spec/BPMN/20100524/DI",
            "http://www.omg.org/spec/DD/20100524/DC",
            "http://www.omg.org/spec/DD/20100524/DI",
            "http://www.omg.org/spec/BPMN/non-normative/color/1.0",
            "http://bpmn.io/schema/bpmn/biocolor/1.0");
    private static final ModelWords ALL = new ModelWords(elements(), Set.of(BPMN), DRAWING, Set.of());

    private BpmnWords() {}

    static ModelWords all() {
        return ALL;
    }

    private static Map<String, Set<String>> elements() {
        var words = new HashMap<String, Set<String>>();
        words.put("definitions", named("targetNamespace", "exporter", "exporterVersion"));
        words.put(
                "process",
                named(
                        "isExecutable",
                        "isClosed",
                        "processType",
                        "camunda:historyTimeToLive",
                        "camunda:versionTag",
                        "camunda:isStartableInTasklist"));
        words.put("documentation", Set.of("id", "textFormat"));
        words.put("extensionElements", Set.of());
        words.put("camunda:properties", Set.of());
        words.put("camunda:property", Set.of("id", "name", "value"));
        words.put("camunda:failedJobRetryTimeCycle", Set.of());
        words.put("incoming", Set.of());
        words.put("outgoing", Set.of());

        words.put("startEvent", named());
        words.put("endEvent", named());
        words.put("intermediateThrowEvent", named());
        words.put("intermediateCatchEvent", named());
        words.put("boundaryEvent", named("attachedToRef", "cancelActivity"));
        words.put("timerEventDefinition", named());
        words.put("timeDate", Set.of("id", "xsi:type"));
        words.put("timeDuration", Set.of("id", "xsi:type"));
        words.put("timeCycle", Set.of("id", "xsi:type"));
        words.put("messageEventDefinition", named("messageRef"));
        words.put("message", named());
        words.put("terminateEventDefinition", named());

        words.put(
                "userTask",
                named(
                        "camunda:formKey",
                        "camunda:candidateGroups",
                        "camunda:candidateUsers",
                        "camunda:dueDate",
                        "camunda:followUpDate",
                        "camunda:priority"));
        words.put(
                "serviceTask",
                named(
                        "camunda:delegateExpression",
                        "camunda:asyncBefore",
                        "camunda:asyncAfter",
                        "camunda:exclusive",
                        "camunda:jobPriority"));
        words.put("subProcess", named("triggeredByEvent"));
        words.put("exclusiveGateway", named("default", "gatewayDirection"));
        words.put("inclusiveGateway", named("default", "gatewayDirection"));
        words.put("parallelGateway", named("gatewayDirection"));
        words.put("eventBasedGateway", named("instantiate", "eventGatewayType", "gatewayDirection"));
        words.put("sequenceFlow", named("sourceRef", "targetRef"));
        words.put("conditionExpression", Set.of("id", "xsi:type"));

        words.put("textAnnotation", named("textFormat"));
        words.put("text", Set.of());
        words.put("association", named("sourceRef", "targetRef", "associationDirection"));
        words.put("group", named("categoryValueRef"));
        words.put("category", named());
        words.put("categoryValue", named("value"));
        words.put("collaboration", named());
        words.put("participant", named("processRef"));
        words.put("laneSet", named());
        words.put("lane", named());
        words.put("flowNodeRef", Set.of());
        return Map.copyOf(words);
    }

    private static Set<String> named(String... more) {
        var attributes = new TreeSet<>(Set.of(more));
        attributes.add("id");
        attributes.add("name");
        return Set.copyOf(attributes);
    }
}
