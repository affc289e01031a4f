package org.imprimatur.access;

import org.imprimatur.web.InvalidInput;
import org.jspecify.annotations.Nullable;

/** Says of a field that has to be there that it is not. */
final class Given {

    private Given() {}

    static String required(@Nullable String value, String field) {
        if (value == null || value.isBlank()) {
            throw new InvalidInput(field, field + " is needed.");
        }
        return value;
    }
}
