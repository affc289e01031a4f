package org.imprimatur.content;

/** A change that does not say which version was edited. */
class VersionMissing extends RuntimeException {

    private final int current;

    VersionMissing(int current) {
        super("Say which version you edited: send its number as If-Match, such as If-Match: \"" + current + "\".");
        this.current = current;
    }

    int current() {
        return current;
    }
}
