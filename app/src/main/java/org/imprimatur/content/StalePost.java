package org.imprimatur.content;

/** Somebody else saved since this person looked. */
public class StalePost extends RuntimeException {

    private final int current;

    StalePost(int expected, int current) {
        super((expected > 0 && expected < current
                        ? "Version " + current + " was saved while you edited version " + expected
                        : "Version " + current + " is the current one, and none that you named")
                + ". Look at it, then save yours again.");
        this.current = current;
    }

    /** The version there is now. */
    public int current() {
        return current;
    }
}
