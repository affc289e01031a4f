package org.imprimatur.approval.engine;

import java.util.Map;
import java.util.TreeMap;
import org.camunda.bpm.engine.impl.bpmn.parser.BpmnParse;
import org.camunda.bpm.engine.impl.util.xml.Element;

/** The {@code camunda:properties} of a flow node: how a model tells us what a step means. */
final class NodeProperties {

    /** The state that a subject shows from this step on. */
    static final String STAGE = "stage";
    /** The word on the strip. */
    static final String MILESTONE = "milestone";
    /** What somebody does at a user task: {@code work}, or {@code decision} where nothing is said. */
    static final String KIND = "kind";
    /** Why the way turns here: {@code slot-passed}. */
    static final String CAUSE = "cause";

    private NodeProperties() {}

    static Map<String, String> of(Element node) {
        var properties = new TreeMap<String, String>();
        var extensions = node.element("extensionElements");
        var list = extensions == null ? null : extensions.elementNS(BpmnParse.CAMUNDA_BPMN_EXTENSIONS_NS, "properties");
        if (list != null) {
            for (var property : list.elementsNS(BpmnParse.CAMUNDA_BPMN_EXTENSIONS_NS, "property")) {
                properties.put(property.attribute("name"), property.attribute("value"));
            }
        }
        return properties;
    }
}
