package org.imprimatur.engine;

import java.time.ZoneId;
import java.time.ZoneOffset;

/** The engine stores instants without a zone, so every node must read them in the same one. */
final class UtcZone {

    private UtcZone() {}

    /** @throws IllegalStateException naming the zone that was found and the way out */
    static void require(ZoneId zone) {
        if (!zone.normalized().equals(ZoneOffset.UTC)) {
            throw new IllegalStateException("Imprimatur runs in UTC, found the time zone " + zone
                    + ". Start Java with -Duser.timezone=UTC; zones belong to people, brands and slots.");
        }
    }
}
