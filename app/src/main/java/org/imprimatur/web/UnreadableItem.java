package org.imprimatur.web;

/**
 * A stored item that cannot be read, so that nothing of it can be answered. Answers 500: neither the request nor its sender
 * is to blame, and trying again does not help. What was wrong with it is logged where it was read.
 */
public final class UnreadableItem extends RuntimeException {

    private final String item;

    /** @param item names it: {@code post:<id>} */
    public UnreadableItem(String item) {
        super(item + " cannot be displayed", null, false, false); // the stack trace that matters is logged already
        this.item = item;
    }

    /** Names it: {@code post:<id>}. */
    public String item() {
        return item;
    }
}
