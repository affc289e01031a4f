package org.imprimatur.engine;

import java.io.ByteArrayInputStream;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import javax.xml.stream.XMLStreamException;
import org.camunda.bpm.engine.impl.persistence.deploy.Deployer;
import org.camunda.bpm.engine.impl.persistence.entity.DeploymentEntity;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/**
 * Looks at every resource of a deployment before anything of it is parsed. What is not on the list is refused: models
 * run no code, and whoever deploys one can do no more with it than with the packaged ones.
 */
@Component
class ModelRules implements Deployer {

    /** Of one resource, in bytes; the packaged models have about 40,000. */
    static final int SIZE_LIMIT = 1_000_000;

    private final Palette palette;
    private final PackagedForms forms;
    private final ObjectProvider<Vocabulary> vocabularies;

    ModelRules(Palette palette, PackagedForms forms, ObjectProvider<Vocabulary> vocabularies) {
        this.palette = palette;
        this.forms = forms;
        this.vocabularies = vocabularies;
    }

    @Override
    public void deploy(DeploymentEntity deployment) {
        if (deployment.isNew()) {
            deployment.getResources().values().forEach(resource -> check(resource.getName(), resource.getBytes()));
        }
    }

    /** @throws ModelRefused with all reasons at once */
    void check(String name, byte[] content) {
        if (content.length > SIZE_LIMIT) {
            throw refused(name, "It has " + content.length + " bytes; a model has at most " + SIZE_LIMIT + ".");
        }
        var lower = name.toLowerCase(Locale.ROOT);
        if (lower.endsWith(".html")) {
            checkForm(name, content);
        } else if (lower.endsWith(".bpmn") || lower.endsWith(".bpmn20.xml")) {
            checkXml(name, content, BpmnWords.all());
        } else if (lower.endsWith(".dmn") || lower.endsWith(".dmn11.xml")) {
            checkXml(name, content, DmnWords.all());
        } else {
            throw refused(name, "Only BPMN models, DMN tables and the packaged forms are deployed.");
        }
    }

    private void checkForm(String name, byte[] content) {
        if (!forms.isPackaged(name, content)) {
            throw refused(
                    name, "A form is a script in a browser, so only the packaged forms are deployed: " + forms.names());
        }
    }

    private void checkXml(String name, byte[] content, ModelWords words) {
        var inspection = new ModelInspection(words, new ExpressionRules(variables()), palette, forms);
        try {
            var reasons = inspection.reasons(new ByteArrayInputStream(content));
            if (!reasons.isEmpty()) {
                throw new ModelRefused(name, reasons);
            }
        } catch (XMLStreamException e) {
            var location = e.getLocation();
            throw refused(
                    name,
                    "It is no well-formed XML"
                            + (location == null ? "." : ", see line " + location.getLineNumber() + "."));
        }
    }

    private Set<String> variables() {
        return vocabularies.stream()
                .flatMap(vocabulary -> vocabulary.variables().stream())
                .collect(Collectors.toUnmodifiableSet());
    }

    private static ModelRefused refused(String name, String reason) {
        return new ModelRefused(name, List.of(reason));
    }
}
