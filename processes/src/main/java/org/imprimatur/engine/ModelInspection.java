package org.imprimatur.engine;

import java.io.InputStream;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.jspecify.annotations.Nullable;

/** One walk through one model, collecting what it may not say. */
final class ModelInspection {

    private static final int DEPTH_LIMIT = 50;
    private static final int REASONS_LIMIT = 20;
    private static final Pattern DELEGATE = Pattern.compile("\\$\\{\\s*([A-Za-z][A-Za-z0-9]*)\\s*}");
    static final String FORM = "embedded:deployment:";
    /** FEEL's way to a method of Java. */
    private static final Pattern FOREIGN_FUNCTION = Pattern.compile("(?<![A-Za-z0-9_])external\\s*\\{");

    private static final Set<String> CONDITION_TYPES = Set.of("tFormalExpression");

    private final ModelWords words;
    private final ExpressionRules expressions;
    private final Palette palette;
    private final PackagedForms forms;
    private final List<String> reasons = new ArrayList<>();
    private final Deque<Element> open = new ArrayDeque<>();

    ModelInspection(ModelWords words, ExpressionRules expressions, Palette palette, PackagedForms forms) {
        this.words = words;
        this.expressions = expressions;
        this.palette = palette;
        this.forms = forms;
    }

    /** Each a sentence; empty when the model may be deployed. */
    List<String> reasons(InputStream model) throws XMLStreamException {
        var reader = safeFactory().createXMLStreamReader(model);
        try {
            while (reader.hasNext() && reasons.size() < REASONS_LIMIT) {
                step(reader);
            }
        } finally {
            reader.close();
        }
        return List.copyOf(reasons);
    }

    private static XMLInputFactory safeFactory() {
        var factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        factory.setProperty(XMLInputFactory.IS_COALESCING, true);
        return factory;
    }

    private void step(XMLStreamReader reader) throws XMLStreamException {
        switch (reader.next()) {
            case XMLStreamConstants.DTD -> throw new XMLStreamException("a model has no DTD", reader.getLocation());
            case XMLStreamConstants.ENTITY_REFERENCE, XMLStreamConstants.PROCESSING_INSTRUCTION ->
                throw new XMLStreamException("a model has no entities and instructions", reader.getLocation());
            case XMLStreamConstants.START_ELEMENT -> start(reader);
            case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA -> {
                if (!open.isEmpty()) {
                    open.peek().text.append(reader.getText());
                }
            }
            case XMLStreamConstants.END_ELEMENT -> end(open.pop());
            default -> {
                // comments and white space say nothing
            }
        }
    }

    private void start(XMLStreamReader reader) throws XMLStreamException {
        var element = new Element(name(reader), idOf(reader));
        open.push(element);
        if (open.size() > DEPTH_LIMIT) {
            throw new XMLStreamException("nested deeper than " + DEPTH_LIMIT, reader.getLocation());
        }
        if (isDrawing(reader.getNamespaceURI())) {
            element.drawing = true;
            return;
        }
        var allowed = words.elements().get(element.name);
        if (allowed == null || foreign(reader.getNamespaceURI())) {
            say(element, "models have no such element");
            return;
        }
        for (var i = 0; i < reader.getAttributeCount(); i++) {
            attribute(reader, i, element, allowed);
        }
        switch (element.name) {
            case "process", "decision" -> timeToLive(reader, element);
            case "serviceTask" -> service(reader, element);
            default -> {
                // nothing is asked of the others
            }
        }
    }

    private void attribute(XMLStreamReader reader, int i, Element element, Set<String> allowed) {
        var namespace = reader.getAttributeNamespace(i);
        if (isDrawing(namespace) || ModelWords.MODELER.equals(namespace)) {
            return;
        }
        var attribute = prefix(namespace) + reader.getAttributeLocalName(i);
        var value = reader.getAttributeValue(i);
        if (attribute.equals("xsi:schemaLocation")) {
            return; // a hint for editors, which nobody follows
        }
        if (!allowed.contains(attribute)) {
            say(element, "it cannot have the attribute " + attribute);
        } else if (attribute.equals("xsi:type")) {
            if (!CONDITION_TYPES.contains(value.substring(value.indexOf(':') + 1))) {
                say(element, "its type is tFormalExpression, found " + value);
            }
        } else if (attribute.equals("camunda:delegateExpression")) {
            delegate(element, value);
        } else if (attribute.equals("camunda:formKey")) {
            form(element, value);
        } else {
            expressions.objection(value).ifPresent(objection -> say(element, attribute + " " + objection));
        }
    }

    private void delegate(Element element, String value) {
        var name = DELEGATE.matcher(value);
        if (!name.matches() || !palette.has(name.group(1))) {
            say(element, "it calls " + value + "; the palette has " + String.join(", ", palette.names()));
        }
    }

    private void form(Element element, String value) {
        if (!value.startsWith(FORM) || !forms.has(value.substring(FORM.length()))) {
            say(element, "its form is " + value + "; there are " + FORM + " with one of " + forms.names());
        }
    }

    private void timeToLive(XMLStreamReader reader, Element element) {
        var value = camunda(reader, "historyTimeToLive");
        if (value == null || !value.matches("P?[1-9][0-9]{0,4}D?")) {
            say(
                    element,
                    "it has no time to live; camunda:historyTimeToLive says for how many days its history is kept");
        }
    }

    private void service(XMLStreamReader reader, Element element) {
        if (camunda(reader, "delegateExpression") == null) {
            say(element, "it calls nothing; camunda:delegateExpression names one of the palette");
        }
        if (!"true".equals(camunda(reader, "asyncBefore"))) {
            say(element, "it needs camunda:asyncBefore=\"true\", so that what happened before it is kept");
        }
    }

    private void end(Element element) {
        if (element.drawing) {
            return;
        }
        var text = element.text.toString();
        expressions.objection(text).ifPresent(objection -> say(element, "its text " + objection));
        if (words.feel().contains(element.name)
                && FOREIGN_FUNCTION.matcher(text).find()) {
            say(element, "its text calls other code; tables have FEEL's own functions");
        }
    }

    private void say(Element element, String reason) {
        var named = open.stream()
                .filter(around -> !around.id.isEmpty())
                .findFirst()
                .map(around -> around == element ? " " + around.id : " in " + around.id)
                .orElse("");
        reasons.add(element.name + named + ": " + reason + ".");
    }

    private boolean isDrawing(@Nullable String namespace) {
        return namespace != null && words.drawing().contains(namespace);
    }

    private boolean foreign(@Nullable String namespace) {
        return namespace == null || (!words.namespaces().contains(namespace) && !isCamunda(namespace));
    }

    private static @Nullable String camunda(XMLStreamReader reader, String attribute) {
        var value = reader.getAttributeValue(ModelWords.CAMUNDA, attribute);
        return value == null ? reader.getAttributeValue(ModelWords.CAMUNDA_DMN, attribute) : value;
    }

    private static String name(XMLStreamReader reader) {
        return prefix(reader.getNamespaceURI()) + reader.getLocalName();
    }

    private static String idOf(XMLStreamReader reader) {
        var id = reader.getAttributeValue(null, "id");
        return id == null ? "" : id;
    }

    private static String prefix(@Nullable String namespace) {
        if (isCamunda(namespace)) {
            return "camunda:";
        }
        return ModelWords.XSI.equals(namespace) ? "xsi:" : "";
    }

    private static boolean isCamunda(@Nullable String namespace) {
        return ModelWords.CAMUNDA.equals(namespace) || ModelWords.CAMUNDA_DMN.equals(namespace);
    }

    /** An element that was opened and not yet closed. */
    private static final class Element {

        private final String name;
        private final String id;
        private final StringBuilder text = new StringBuilder();
        private boolean drawing;

        Element(String name, String id) {
            this.name = name;
            this.id = id;
        }
    }
}
