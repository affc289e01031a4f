package org.imprimatur.engine;

import java.util.NoSuchElementException;
import org.camunda.bpm.engine.RepositoryService;
import org.springframework.context.annotation.Lazy;
import org.springframework.stereotype.Component;

/** Which deployed model serves a brand. */
@Component
public class Definitions {

    private final RepositoryService repository;

    Definitions(@Lazy RepositoryService repository) {
        this.repository = repository;
    }

    /**
     * The id of the newest version of the brand's own variant or, when it has none, of the shared model.
     *
     * @param key of the model, {@code content-approval} for instance
     */
    public String serving(String brand, String key) {
        var candidates = repository
                .createProcessDefinitionQuery()
                .processDefinitionKey(key)
                .tenantIdIn(brand)
                .includeProcessDefinitionsWithoutTenantId()
                .latestVersion()
                .active()
                .list();
        return candidates.stream()
                .filter(definition -> brand.equals(definition.getTenantId()))
                .findFirst()
                .or(() -> candidates.stream().findFirst())
                .orElseThrow(() -> new NoSuchElementException("No model " + key + " is deployed"))
                .getId();
    }
}
