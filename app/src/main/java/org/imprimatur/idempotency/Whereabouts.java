package org.imprimatur.idempotency;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.http.server.PathContainer;
import org.springframework.stereotype.Component;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/** Where one can look at what a POST has done: the nearest address at or above it that can be read. */
@Component
class Whereabouts {

    private final ObjectProvider<RequestMappingHandlerMapping> mappings;

    /** @param mappings asked late, since filters are made before the mappings */
    Whereabouts(@Qualifier("requestMappingHandlerMapping") ObjectProvider<RequestMappingHandlerMapping> mappings) {
        this.mappings = mappings;
    }

    String of(String path) {
        for (var at = path; at.lastIndexOf('/') > 0; at = at.substring(0, at.lastIndexOf('/'))) {
            if (readable(PathContainer.parsePath(at))) {
                return at;
            }
        }
        return path;
    }

    private boolean readable(PathContainer path) {
        return mappings.getObject().getHandlerMethods().keySet().stream()
                .filter(mapping -> mapping.getMethodsCondition().getMethods().contains(RequestMethod.GET))
                .map(mapping -> mapping.getPathPatternsCondition())
                .anyMatch(condition -> condition != null
                        && condition.getPatterns().stream().anyMatch(pattern -> pattern.matches(path)));
    }
}
