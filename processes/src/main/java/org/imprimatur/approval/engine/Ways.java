package org.imprimatur.approval.engine;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.camunda.bpm.engine.HistoryService;
import org.camunda.bpm.engine.RepositoryService;
import org.imprimatur.approval.Evidence;
import org.imprimatur.approval.Way;
import org.springframework.stereotype.Component;

/** Tells ways from the engine's history: one query for the instance's steps, and models from memory. */
@Component
class Ways {

    private final HistoryService history;
    private final RepositoryService repository;
    /** Definitions never change, and there are few. */
    private final Map<String, Model> models = new ConcurrentHashMap<>();

    Ways(HistoryService history, RepositoryService repository) {
        this.history = history;
        this.repository = repository;
    }

    Optional<Way> of(String instance, Evidence evidence) {
        var visits = history.createHistoricActivityInstanceQuery()
                .processInstanceId(instance)
                .orderPartiallyByOccurrence()
                .asc()
                .list();
        if (visits.isEmpty()) {
            return Optional.empty();
        }
        var model = models.computeIfAbsent(visits.get(0).getProcessDefinitionId(), this::load);
        return Optional.of(new WalkedWay(model.map(), visits, evidence).told(model));
    }

    private Model load(String definition) {
        var row = repository.getProcessDefinition(definition);
        try (var stream = repository.getProcessModel(definition)) {
            return new Model(
                    row.getKey(),
                    row.getVersion(),
                    new String(stream.readAllBytes(), UTF_8),
                    new ModelMap(repository.getBpmnModelInstance(definition)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A deployed model, read once. */
    record Model(String key, int version, String bpmn, ModelMap map) {}
}
