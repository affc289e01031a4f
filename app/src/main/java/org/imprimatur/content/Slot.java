package org.imprimatur.content;

import static java.util.Locale.ENGLISH;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.time.zone.ZoneOffsetTransition;
import java.util.List;
import java.util.stream.Collectors;
import org.imprimatur.time.TimeZones;
import org.imprimatur.web.InvalidInput;
import org.jspecify.annotations.Nullable;

/**
 * When a post wishes to go out: the wall clock that was meant, and the instant that it is.
 *
 * @param zone a region id of the IANA database, never a bare offset
 * @param offset which of two equal hours is meant when a clock change doubles it; null everywhere else
 */
public record Slot(
        LocalDateTime local, ZoneId zone, @Nullable ZoneOffset offset, Instant instant) {

    private static final DateTimeFormatter CLOCK = DateTimeFormatter.ofPattern("HH:mm", ENGLISH);
    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("d MMMM uuuu", ENGLISH);
    private static final int MOST_YEARS_AHEAD = 5;

    /**
     * Finds the one instant that a wall clock in a zone means.
     *
     * @throws InvalidInput when a clock change skips or doubles it ({@link UnclearHour}), when it is not ahead of
     *     {@code now}, or when zone or offset are none
     */
    static Slot at(LocalDateTime local, String zone, @Nullable String offset, Instant now) {
        var slot = resolved(local, region(zone), offset);
        slot.requireAhead(now);
        if (slot.local.isAfter(LocalDateTime.ofInstant(now, slot.zone).plusYears(MOST_YEARS_AHEAD))) {
            throw new InvalidInput(
                    "slot.local", "More than " + MOST_YEARS_AHEAD + " years ahead. Choose a nearer day.");
        }
        return slot;
    }

    /** Whether its moment has come or gone. */
    public boolean past(Instant now) {
        return !instant.isAfter(now);
    }

    private void requireAhead(Instant now) {
        if (past(now)) {
            throw new InvalidInput("slot.local", pastWords());
        }
    }

    /** Says that the moment is gone, for whoever set or submits it. */
    String pastWords() {
        return CLOCK.format(local) + " on " + DAY.format(local) + " in " + zone + " has passed. Choose a time to come.";
    }

    /** The wall clock, as in the API: {@code 2026-12-01T09:00}. */
    public String localText() {
        return local.toString();
    }

    private static Slot resolved(LocalDateTime local, ZoneId zone, @Nullable String offset) {
        if (!local.truncatedTo(ChronoUnit.SECONDS).equals(local)) {
            throw new InvalidInput("slot.local", "A slot is a day and a time, such as 2026-12-01T09:00.");
        }
        var rules = zone.getRules();
        var offsets = rules.getValidOffsets(local);
        var asked = offset == null ? null : parsed(offset);
        if (offsets.isEmpty()) {
            var choices = around(rules.getTransition(local), local.toLocalDate());
            throw new UnclearHour(
                    CLOCK.format(local) + " does not exist on " + DAY.format(local) + " in " + zone + ". Choose "
                            + choices.stream()
                                    .map(each -> CLOCK.format(each.local()))
                                    .collect(Collectors.joining(" or "))
                            + ".",
                    choices);
        }
        if (offsets.size() == 1) {
            var only = offsets.get(0);
            if (asked != null && !asked.equals(only)) {
                throw new InvalidInput(
                        "slot.offset", zone + " is at " + only + " then, not at " + asked + ". Leave the offset out.");
            }
            return new Slot(local, zone, null, local.toInstant(only));
        }
        if (asked == null) {
            var choices = offsets.stream()
                    .map(each -> new UnclearHour.Choice(local, each, local.toInstant(each)))
                    .toList();
            throw new UnclearHour(
                    CLOCK.format(local) + " comes twice on " + DAY.format(local) + " in " + zone + ": first at "
                            + offsets.get(0) + ", then at " + offsets.get(1) + ". Say which one is meant.",
                    choices);
        }
        if (!offsets.contains(asked)) {
            throw new InvalidInput(
                    "slot.offset",
                    "The offset is " + offsets.get(0) + " or " + offsets.get(1) + " then, not " + asked + ".");
        }
        return new Slot(local, zone, asked, local.toInstant(asked));
    }

    /** The minutes before and after a skipped hour; at midnight, one of them is on another day than was asked for. */
    private static List<UnclearHour.Choice> around(ZoneOffsetTransition gap, LocalDate day) {
        var before = gap.getDateTimeBefore().minusMinutes(1);
        var after = gap.getDateTimeAfter();
        var both = List.of(
                new UnclearHour.Choice(before, null, before.toInstant(gap.getOffsetBefore())),
                new UnclearHour.Choice(after, null, after.toInstant(gap.getOffsetAfter())));
        return both.stream()
                .filter(choice -> choice.local().toLocalDate().equals(day))
                .toList();
    }

    /** @throws InvalidInput when it is none */
    static ZoneId region(String zone) {
        return TimeZones.find(zone)
                .orElseThrow(() -> new InvalidInput(
                        "slot.zone",
                        "A zone is named by a region, such as Europe/Berlin; found: " + TypedText.brief(zone)));
    }

    private static ZoneOffset parsed(String offset) {
        try {
            return ZoneOffset.of(offset);
        } catch (DateTimeException e) {
            throw new InvalidInput("slot.offset", "An offset reads +02:00; found: " + TypedText.brief(offset));
        }
    }
}
