package org.imprimatur.web;

import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Base64;
import java.util.UUID;

/** The last entry of a page that is sorted by time, newest first; the following page begins behind it. */
public record TimeCursor(Instant at, UUID id) {

    /** From 1970 to 9999: what the database stores and what every cursor of ours is in. */
    private static final Instant EARLIEST = Instant.EPOCH;

    private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59.999999Z");

    /**
     * Reads what {@link #toString} wrote.
     *
     * @param field the parameter that it came in
     * @throws InvalidInput when it is no cursor
     */
    public static TimeCursor of(String field, String text) {
        try {
            var parts = new String(Base64.getUrlDecoder().decode(text), StandardCharsets.UTF_8).split(" ", 2);
            var cursor = new TimeCursor(Instant.parse(parts[0]), UUID.fromString(parts.length == 2 ? parts[1] : ""));
            if (!cursor.at.isBefore(EARLIEST) && !cursor.at.isAfter(LATEST)) {
                return cursor;
            }
        } catch (DateTimeException | IllegalArgumentException e) {
            throw invalid(field);
        }
        throw invalid(field);
    }

    private static InvalidInput invalid(String field) {
        return new InvalidInput(field, "This is no cursor of an earlier page. Start from the first page.");
    }

    @Override
    public String toString() {
        return Base64.getUrlEncoder().withoutPadding().encodeToString((at + " " + id).getBytes(StandardCharsets.UTF_8));
    }
}
