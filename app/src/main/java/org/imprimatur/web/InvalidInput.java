package org.imprimatur.web;

import java.util.List;
import org.imprimatur.FieldError;
import org.imprimatur.InvalidFields;

/** Input that cannot stand: names the field, the limit and what was found. Answers 422. */
public class InvalidInput extends InvalidFields {

    public InvalidInput(String field, String message) {
        super(List.of(new FieldError(field, message)));
    }
}
