package org.imprimatur.assets;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.UUID;

/** The last entry of a page, newest first; the next page begins behind it. */
record Cursor(Instant createdAt, AssetId id) {

    /** @throws AssetRefused 422 when it is none that {@link #toString} wrote */
    static Cursor of(String text) {
        int at = text.indexOf('_');
        try {
            long micros = Long.parseLong(text.substring(0, Math.max(at, 0)));
            return new Cursor(
                    Instant.EPOCH.plus(micros, ChronoUnit.MICROS),
                    new AssetId(UUID.fromString(text.substring(at + 1))));
        } catch (IllegalArgumentException | ArithmeticException e) {
            throw new AssetRefused("cursor", 422, "This is no cursor of an earlier page.");
        }
    }

    @Override
    public String toString() {
        return ChronoUnit.MICROS.between(Instant.EPOCH, createdAt) + "_" + id;
    }
}
