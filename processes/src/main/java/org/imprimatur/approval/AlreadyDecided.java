package org.imprimatur.approval;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Somebody else was faster. Who and when are told apart too, so that a page can say the time in its reader's zone. */
public class AlreadyDecided extends Refused {

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("HH:mm 'UTC'", Locale.ENGLISH).withZone(ZoneOffset.UTC);

    private final String by;
    private final Instant at;

    AlreadyDecided(Decision decision) {
        super(
                Kind.CONFLICT,
                "already-decided",
                "@" + decision.person() + " decided this at " + TIME.format(decision.at())
                        + ". Nothing is left to do here.");
        this.by = decision.person();
        this.at = decision.at();
    }

    public String by() {
        return by;
    }

    public Instant at() {
        return at;
    }
}
