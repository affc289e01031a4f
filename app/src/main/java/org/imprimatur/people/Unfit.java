package org.imprimatur.people;

/** A value that no account, brand or token can have: names the field, the rule and what was found. Answers 422. */
public class Unfit extends IllegalArgumentException {

    private final String field;

    public Unfit(String field, String message) {
        super(message);
        this.field = field;
    }

    public String field() {
        return field;
    }
}
