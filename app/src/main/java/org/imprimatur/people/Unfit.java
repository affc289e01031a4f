package org.imprimatur.people;

import java.util.List;
import org.imprimatur.FieldError;
import org.imprimatur.InvalidFields;

/** A value that no account, brand or token can have: names the field, the rule and what was found. Answers 422. */
public class Unfit extends InvalidFields {

    public Unfit(String field, String message) {
        super(List.of(new FieldError(field, message)));
    }
}
