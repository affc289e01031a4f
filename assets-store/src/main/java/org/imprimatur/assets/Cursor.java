package org.imprimatur.assets;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.UUID;

/** The last entry of a page, newest first; the next page begins behind it. */
record Cursor(Instant createdAt, AssetId id) {

    /** From 1970 to 9999: every cursor of ours is in it, and the database stores it. */
    private static final long LATEST = micros(Instant.parse("9999-12-31T23:59:59.999999Z"));

    /** @throws AssetRefused 422 when it is none that {@link #toString} wrote */
    static Cursor of(String text) {
        int at = text.indexOf('_');
        try {
            long micros = Long.parseLong(text.substring(0, Math.max(at, 0)));
            if (micros < 0 || micros > LATEST) {
                throw invalid();
            }
            return new Cursor(
                    Instant.EPOCH.plus(micros, ChronoUnit.MICROS),
                    new AssetId(UUID.fromString(text.substring(at + 1))));
        } catch (IllegalArgumentException | ArithmeticException e) {
            throw invalid();
        }
    }

    private static AssetRefused invalid() {
        return new AssetRefused("cursor", 422, "This is no cursor of an earlier page.");
    }

    /** {@link ChronoUnit#between} counts in nanoseconds, which end in the year 2262. */
    private static long micros(Instant time) {
        return Math.multiplyExact(time.getEpochSecond(), 1_000_000L) + time.getNano() / 1_000;
    }

    @Override
    public String toString() {
        return micros(createdAt) + "_" + id;
    }
}
