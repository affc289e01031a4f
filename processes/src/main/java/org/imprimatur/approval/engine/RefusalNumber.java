package org.imprimatur.approval.engine;

import java.util.stream.Stream;
import org.camunda.bpm.engine.ProcessEngineException;
import org.camunda.bpm.engine.impl.errorcode.ExceptionCodeProvider;
import org.imprimatur.approval.Refused;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Marks the engine's report of a refusal of the domain: the engine itself wraps every failure of a listener alike. */
@Component
class RefusalNumber implements ExceptionCodeProvider {

    @Override
    public @Nullable Integer provideCode(ProcessEngineException report) {
        return Stream.<Throwable>iterate(report, cause -> cause != null, Throwable::getCause)
                        .anyMatch(Refused.class::isInstance)
                ? Refused.NUMBER_IN_ENGINE
                : null;
    }
}
