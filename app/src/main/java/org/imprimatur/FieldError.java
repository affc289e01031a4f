package org.imprimatur;

/**
 * What is wrong with one field of a form or of a body.
 *
 * @param field as the API names it: {@code variants[feed].text}, {@code assets[0].alt}, {@code slot.local}
 * @param message for people: the rule, and what was found
 */
public record FieldError(String field, String message) {}
