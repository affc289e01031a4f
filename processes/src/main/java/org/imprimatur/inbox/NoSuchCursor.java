package org.imprimatur.inbox;

/** A page was asked for that no earlier page has named. */
public class NoSuchCursor extends IllegalArgumentException {

    NoSuchCursor(Exception cause) {
        super("This is no cursor of an earlier page. Start from the first page.", cause);
    }
}
