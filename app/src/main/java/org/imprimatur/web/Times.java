package org.imprimatur.web;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;
import org.springframework.context.i18n.LocaleContextHolder;
import org.springframework.stereotype.Component;

/** Instants in words: today, yesterday, tomorrow, else "Tue 1 Dec, 09:00", with the year when it is another. */
@Component("times")
public class Times {

    private static final DateTimeFormatter CLOCK = DateTimeFormatter.ofPattern("HH:mm", Locale.ROOT);

    private final MessageSource messages;
    private final Clock clock;

    Times(MessageSource messages, Clock clock) {
        this.messages = messages;
        this.clock = clock;
    }

    /** @param zone a {@link ZoneId} or its id; null is UTC */
    public String words(Instant at, @Nullable Object zone) {
        var local = at.atZone(zoneOf(zone));
        return day(local.toLocalDate(), zoneOf(zone), CLOCK.format(local));
    }

    /** The same; a date instead while it is not the same day where the reader is, who has another today. */
    public String words(Instant at, @Nullable Object zone, @Nullable Object reader) {
        var shown = zoneOf(zone);
        if (reader == null || today(shown).equals(today(zoneOf(reader)))) {
            return words(at, shown);
        }
        var local = at.atZone(shown);
        return date(local.toLocalDate(), today(shown), "EEE d MMM") + ", " + CLOCK.format(local);
    }

    /** The same, followed by the zone unless it is the reader's. */
    public String named(Instant at, @Nullable Object zone, @Nullable Object reader) {
        var shown = zoneOf(zone);
        return words(at, shown, reader) + (shown.equals(zoneOf(reader)) ? "" : " " + shown.getId());
    }

    /** The clock alone: {@code 09:00}. */
    public String clock(Instant at, @Nullable Object zone) {
        return CLOCK.format(at.atZone(zoneOf(zone)));
    }

    /** The day alone, as a heading: "Today", "Tomorrow", "Saturday, 28 November", with the year when it is another. */
    public String heading(Instant at, @Nullable Object zone) {
        var day = at.atZone(zoneOf(zone)).toLocalDate();
        var today = today(zoneOf(zone));
        if (day.equals(today)) {
            return say("time.heading.today");
        }
        if (day.equals(today.plusDays(1))) {
            return say("time.heading.tomorrow");
        }
        if (day.equals(today.minusDays(1))) {
            return say("time.heading.yesterday");
        }
        return date(day, today, "EEEE, d MMMM");
    }

    /** Whether the instant lies behind us. */
    public boolean past(Instant at) {
        return at.isBefore(clock.instant());
    }

    /** The date of today with its weekday: "Tuesday, 24 November". */
    public String todayIn(@Nullable Object zone) {
        return DateTimeFormatter.ofPattern("EEEE, d MMMM", locale()).format(today(zoneOf(zone)));
    }

    private String day(LocalDate day, ZoneId zone, String time) {
        var today = today(zone);
        if (day.equals(today)) {
            return say("time.today", time);
        }
        if (day.equals(today.minusDays(1))) {
            return say("time.yesterday", time);
        }
        if (day.equals(today.plusDays(1))) {
            return say("time.tomorrow", time);
        }
        return date(day, today, "EEE d MMM") + ", " + time;
    }

    private static String date(LocalDate day, LocalDate today, String pattern) {
        var withYear = day.getYear() == today.getYear() ? pattern : pattern + " yyyy";
        return DateTimeFormatter.ofPattern(withYear, locale()).format(day);
    }

    private LocalDate today(ZoneId zone) {
        return LocalDate.now(clock.withZone(zone));
    }

    private String say(String key, Object... values) {
        return messages.getMessage(key, values, locale());
    }

    private static Locale locale() {
        return LocaleContextHolder.getLocale();
    }

    private static ZoneId zoneOf(@Nullable Object zone) {
        if (zone instanceof ZoneId id) {
            return id;
        }
        return zone == null ? ZoneOffset.UTC : ZoneId.of(zone.toString());
    }
}
