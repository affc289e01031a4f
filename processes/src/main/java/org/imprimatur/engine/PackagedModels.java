package org.imprimatur.engine;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.repository.ProcessDefinition;
import org.imprimatur.transaction.NodeTurns;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Deploys the models that come with the product, each with its forms under stable names, when their content changed.
 * What a person made of a model stays: a newer packaged one never lies on top of it.
 */
@Component
class PackagedModels implements SmartInitializingSingleton {

    /** Marks deployments of our own. */
    static final String SOURCE = "imprimatur";

    static final String TURN = "imprimatur packaged models";

    private static final Logger LOG = LoggerFactory.getLogger(PackagedModels.class);

    private final RepositoryService repository;
    private final PackagedForms forms;
    private final EngineIdentity identity;
    private final TaskFilters filters;
    private final NodeTurns turns;
    private final TransactionTemplate transaction;

    PackagedModels(
            RepositoryService repository,
            PackagedForms forms,
            EngineIdentity identity,
            TaskFilters filters,
            NodeTurns turns,
            TransactionTemplate transaction) {
        this.repository = repository;
        this.forms = forms;
        this.identity = identity;
        this.filters = filters;
        this.turns = turns;
        this.transaction = transaction;
    }

    /** After the engine is there and before anybody can ask for a page; one node at a time. */
    @Override
    public void afterSingletonsInstantiated() {
        transaction.executeWithoutResult(status -> identity.asNobody(() -> {
            turns.await(TURN);
            deployAll();
            filters.create();
            return true;
        }));
    }

    private void deployAll() {
        try {
            for (var model : new PathMatchingResourcePatternResolver().getResources("classpath*:processes/*.bpmn")) {
                deploy(model);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void deploy(Resource model) throws IOException {
        var file = String.valueOf(model.getFilename());
        deploy(file.substring(0, file.length() - ".bpmn".length()), model.getContentAsByteArray());
    }

    /** @param key the key of the process, which is also the name of the file */
    void deploy(String key, byte[] model) {
        var latest = latest(key);
        var resources = resources(key, model);
        if (latest == null || (isOurs(latest) && differs(latest, resources))) {
            var deployment =
                    repository.createDeployment().name(SOURCE + ":" + key).source(SOURCE);
            resources.forEach((name, bytes) -> deployment.addInputStream(name, new ByteArrayInputStream(bytes)));
            deployment.deploy();
            LOG.info("Deployed the packaged model {}", key);
        } else if (!isOurs(latest)) {
            LOG.info("Model {} is version {} of a person; the packaged one stays a proposal", key, latest.getVersion());
        }
    }

    private @Nullable ProcessDefinition latest(String key) {
        return repository
                .createProcessDefinitionQuery()
                .processDefinitionKey(key)
                .withoutTenantId()
                .latestVersion()
                .singleResult();
    }

    private boolean isOurs(ProcessDefinition definition) {
        var deployment = repository
                .createDeploymentQuery()
                .deploymentId(definition.getDeploymentId())
                .singleResult();
        return deployment != null && SOURCE.equals(deployment.getSource());
    }

    private Map<String, byte[]> resources(String key, byte[] model) {
        var resources = new TreeMap<String, byte[]>();
        resources.put(key + ".bpmn", model);
        var text = new String(model, UTF_8);
        for (var form : forms.names()) {
            var bytes = forms.bytes(form);
            if (bytes != null && text.contains(ModelInspection.FORM + form)) {
                resources.put(form, bytes);
            }
        }
        return resources;
    }

    private boolean differs(ProcessDefinition deployed, Map<String, byte[]> packaged) {
        var there = new TreeMap<String, byte[]>();
        for (var resource : repository.getDeploymentResources(deployed.getDeploymentId())) {
            try (var bytes = repository.getResourceAsStreamById(deployed.getDeploymentId(), resource.getId())) {
                there.put(resource.getName(), bytes.readAllBytes());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return !there.keySet().equals(packaged.keySet())
                || packaged.entrySet().stream()
                        .anyMatch(entry -> !Arrays.equals(entry.getValue(), there.get(entry.getKey())));
    }
}
