package org.imprimatur.web;

import org.jspecify.annotations.Nullable;
import org.springframework.core.MethodParameter;

/** Whether a controller can live without a value: Spring 6 does not see JSpecify's annotation, which is on the type. */
final class Absent {

    private Absent() {}

    static boolean isFine(MethodParameter parameter) {
        return parameter.isOptional()
                || parameter.getParameter().getAnnotatedType().isAnnotationPresent(Nullable.class);
    }
}
