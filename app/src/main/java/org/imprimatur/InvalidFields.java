package org.imprimatur;

import java.util.List;

/** Input with fields that break their rules: all of them, in the order of the form. Answers 422. */
public class InvalidFields extends RuntimeException {

    private final transient List<FieldError> errors;

    /** @param errors at least one */
    public InvalidFields(List<FieldError> errors) {
        super(errors.get(0).message());
        this.errors = List.copyOf(errors);
    }

    /** Every field that breaks a rule; at least one. */
    public List<FieldError> errors() {
        return errors;
    }

    /** The first of the fields. */
    public String field() {
        return errors.get(0).field();
    }

    /** Whether this field is among them. */
    public boolean names(String field) {
        return errors.stream().anyMatch(error -> error.field().equals(field));
    }
}
