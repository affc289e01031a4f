package org.imprimatur.approval;

/** The domain says no; the message is a sentence for the person who asked, with the way out where there is one. */
public class Refused extends RuntimeException {

    /** What kind of no it is; decides how a door words and numbers it. */
    public enum Kind {
        /** The request is understood, but what it holds cannot stand: 422. */
        UNACCEPTABLE,
        /** Somebody else was faster, or the world moved on: 409. */
        CONFLICT,
        /** Not this person: 403. */
        FORBIDDEN,
        /** There is no such thing, or not for this person: 404. */
        MISSING
    }

    /**
     * How the engine numbers its report of a listener that refused, so that a door can tell our words, which are written
     * for people, from those of any other failure. The engine leaves 20,000 to 39,999 to its users.
     */
    public static final int NUMBER_IN_ENGINE = 20_409;

    private final Kind kind;
    private final String code;

    /** @param code a stable word for programs, {@code stale-version} for instance */
    public Refused(Kind kind, String code, String message) {
        super(message);
        this.kind = kind;
        this.code = code;
    }

    public Kind kind() {
        return kind;
    }

    public String code() {
        return code;
    }
}
