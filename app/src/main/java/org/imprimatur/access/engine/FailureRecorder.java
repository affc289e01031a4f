package org.imprimatur.access.engine;

import jakarta.servlet.http.HttpServletRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.camunda.bpm.engine.impl.cfg.AbstractProcessEnginePlugin;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.camunda.bpm.engine.impl.interceptor.Command;
import org.camunda.bpm.engine.impl.interceptor.CommandInterceptor;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.web.context.request.RequestAttributes;
import org.springframework.web.context.request.RequestContextHolder;

/**
 * Keeps the exception that a command of the engine ended with as an attribute of the request. Camunda's REST answers with
 * its text alone, which does not tell a database that is away from a defect.
 */
@Component
class FailureRecorder extends AbstractProcessEnginePlugin {

    private static final String ATTRIBUTE = FailureRecorder.class.getName();

    @Override
    public void preInit(ProcessEngineConfigurationImpl engine) {
        var interceptors = new ArrayList<CommandInterceptor>();
        interceptors.add(new Recording());
        interceptors.addAll(Objects.requireNonNullElse(engine.getCustomPreCommandInterceptorsTxRequired(), List.of()));
        engine.setCustomPreCommandInterceptorsTxRequired(interceptors);
    }

    /** The latest failure of the engine in this request; null when there was none. */
    static @Nullable Throwable failure(HttpServletRequest request) {
        return request.getAttribute(ATTRIBUTE) instanceof Throwable failure ? failure : null;
    }

    static void record(HttpServletRequest request, Throwable failure) {
        request.setAttribute(ATTRIBUTE, failure);
    }

    private static final class Recording extends CommandInterceptor {

        @Override
        public <T> T execute(Command<T> command) {
            try {
                return next.execute(command);
            } catch (RuntimeException e) {
                var request = RequestContextHolder.getRequestAttributes();
                if (request != null) {
                    request.setAttribute(ATTRIBUTE, e, RequestAttributes.SCOPE_REQUEST);
                }
                throw e;
            }
        }
    }
}
