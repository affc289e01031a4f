package org.imprimatur.engine;

import java.util.List;
import org.camunda.bpm.engine.ProcessEngineException;

/** A model says something that models may not say. */
public class ModelRefused extends ProcessEngineException {

    private final List<String> reasons;

    /** @param reasons each a sentence that names the element and the reason */
    ModelRefused(String resource, List<String> reasons) {
        super(resource + " was not deployed. " + String.join(" ", reasons));
        this.reasons = List.copyOf(reasons);
    }

    public List<String> reasons() {
        return reasons;
    }
}
