package org.imprimatur.engine;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** What a decision table may say: FEEL, no other language. */
final class DmnWords {

    private static final Set<String> DMN = Set.of(
            "https://www.omg.org/spec/DMN/20191111/MODEL/",
            "http://www.omg.org/spec/DMN/20180521/MODEL/",
            "http://www.omg.org/spec/DMN/20151101/dmn.xsd");
    private static final Set<String> DRAWING = Set.of(
            "https://www.omg.org/spec/DMN/20191111/DMNDI/",
            "http://www.omg.org/spec/DMN/20180521/DMNDI/",
            "http://www.omg.org/spec/DMN/20180521/DC/",
            "http://www.omg.org/spec/DMN/20180521/DI/",
            "http://dmn.io/schema/dmn/biodi/2.0");
    private static final ModelWords ALL = new ModelWords(elements(), DMN, DRAWING, Set.of("text"));

    private DmnWords() {}

    static ModelWords all() {
        return ALL;
    }

    private static Map<String, Set<String>> elements() {
        var words = new HashMap<String, Set<String>>();
        words.put("definitions", named("namespace", "exporter", "exporterVersion"));
        words.put("decision", named("camunda:historyTimeToLive", "camunda:versionTag"));
        words.put("decisionTable", named("hitPolicy", "aggregation", "preferredOrientation"));
        words.put("input", named("label", "camunda:inputVariable"));
        words.put("output", named("label", "typeRef"));
        words.put("inputExpression", named("typeRef"));
        words.put("variable", named("typeRef"));
        words.put("literalExpression", named("typeRef"));
        for (var plain : Set.of("rule", "inputEntry", "outputEntry", "inputValues", "outputValues", "inputData")) {
            words.put(plain, named());
        }
        for (var plain : Set.of("text", "description", "extensionElements", "defaultOutputEntry", "annotationEntry")) {
            words.put(plain, named());
        }
        words.put("informationRequirement", named());
        words.put("requiredDecision", Set.of("href"));
        words.put("requiredInput", Set.of("href"));
        return Map.copyOf(words);
    }

    private static Set<String> named(String... more) {
        var attributes = new TreeSet<>(Set.of(more));
        attributes.add("id");
        attributes.add("name");
        return Set.copyOf(attributes);
    }
}
