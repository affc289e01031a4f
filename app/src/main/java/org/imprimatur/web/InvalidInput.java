package org.imprimatur.web;

/** Input that cannot stand: names the field, the limit and what was found. Answers 422. */
public class InvalidInput extends RuntimeException {

    private final String field;

    public InvalidInput(String field, String message) {
        super(message);
        this.field = field;
    }

    public String field() {
        return field;
    }
}
