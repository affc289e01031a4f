package org.imprimatur.approval;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A slot as people read it. */
public final class SlotText {

    private static final DateTimeFormatter WORDS = DateTimeFormatter.ofPattern("EEE d MMM yyyy, HH:mm", Locale.ENGLISH);

    private SlotText() {}

    /** Tue 1 Dec 2026, 09:00 Europe/Berlin. */
    public static String of(@Nullable Instant slot, @Nullable String zone) {
        if (slot == null) {
            return "As soon as approved";
        }
        var place = zone(zone);
        return WORDS.format(slot.atZone(place)) + " " + (place.equals(ZoneOffset.UTC) ? "UTC" : place.getId());
    }

    private static ZoneId zone(@Nullable String zone) {
        try {
            return zone == null ? ZoneOffset.UTC : ZoneId.of(zone);
        } catch (DateTimeException e) {
            return ZoneOffset.UTC;
        }
    }
}
