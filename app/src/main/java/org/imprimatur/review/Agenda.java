package org.imprimatur.review;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.temporal.TemporalAdjusters;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.imprimatur.approval.SubjectRef;
import org.imprimatur.inbox.InboxItem;
import org.jspecify.annotations.Nullable;

/** Puts the inbox under its headings, which are days in the zone of who reads it. */
class Agenda {

    private static final String BY = "inbox.due.by";
    private static final DateTimeFormatter CLOCK = DateTimeFormatter.ofPattern("HH:mm", Locale.ENGLISH);
    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("EEE d MMM", Locale.ENGLISH);

    private final SubjectPagesByKind kinds;
    private final Instant now;
    private final ZoneId zone;

    Agenda(SubjectPagesByKind kinds, Instant now, ZoneId zone) {
        this.kinds = kinds;
        this.now = now;
        this.zone = zone;
    }

    /** The headings, in the order in which they stand. */
    enum Heading {
        OVERDUE,
        TODAY,
        TOMORROW,
        WEEK,
        LATER,
        UNDATED;

        /** The word in message keys and in addresses. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * A line of the list.
     *
     * @param key of the message that words its due date, or since when it is there when it has none
     * @param argument of that message
     * @param page where the subject itself has its page
     */
    record Line(InboxItem item, Heading heading, String key, String argument, String page) {

        /** Where it leads: a decision opens in the inbox, work on a draft on the page of its subject. */
        public String address() {
            return item.kind() == InboxItem.Kind.WORK ? page : "/inbox/" + item.task();
        }

        /** What kind of subject it is about, which messages end with. */
        public String subject() {
            return SubjectRef.of(item.subject()).kind();
        }
    }

    /** Lines under one heading. */
    record Section(Heading heading, List<Line> lines) {}

    /** Keeps the order of the items, which is due first. */
    List<Section> sections(List<InboxItem> items) {
        var sections = new ArrayList<Section>();
        for (var item : items) {
            var line = line(item);
            if (sections.isEmpty() || sections.get(sections.size() - 1).heading() != line.heading()) {
                sections.add(new Section(line.heading(), new ArrayList<>()));
            }
            sections.get(sections.size() - 1).lines().add(line);
        }
        return sections;
    }

    Line line(InboxItem item) {
        var due = item.due();
        var heading = heading(due);
        if (due == null) {
            var since = item.created().atZone(zone);
            var today = since.toLocalDate().equals(now.atZone(zone).toLocalDate());
            return line(item, heading, "inbox.due.none", (today ? CLOCK : DAY).format(since));
        }
        return switch (heading) {
            case OVERDUE -> late(item, Duration.between(due, now));
            case TODAY, TOMORROW -> line(item, heading, BY, CLOCK.format(due.atZone(zone)));
            default -> line(item, heading, "inbox.due.day", DAY.format(due.atZone(zone)));
        };
    }

    private Line late(InboxItem item, Duration by) {
        if (by.toMinutes() < 60) {
            return line(item, Heading.OVERDUE, "inbox.late.minutes", Long.toString(Math.max(1, by.toMinutes())));
        }
        return by.toHours() < 48
                ? line(item, Heading.OVERDUE, "inbox.late.hours", Long.toString(by.toHours()))
                : line(item, Heading.OVERDUE, "inbox.late.days", Long.toString(by.toDays()));
    }

    private Line line(InboxItem item, Heading heading, String key, String argument) {
        return new Line(item, heading, key, argument, kinds.address(item));
    }

    private Heading heading(@Nullable Instant due) {
        if (due == null) {
            return Heading.UNDATED;
        }
        if (due.isBefore(now)) {
            return Heading.OVERDUE;
        }
        var today = now.atZone(zone).toLocalDate();
        var day = due.atZone(zone).toLocalDate();
        if (day.equals(today)) {
            return Heading.TODAY;
        }
        if (day.equals(today.plusDays(1))) {
            return Heading.TOMORROW;
        }
        var sunday = today.with(TemporalAdjusters.nextOrSame(DayOfWeek.SUNDAY));
        return day.isAfter(sunday) ? Heading.LATER : Heading.WEEK;
    }
}
