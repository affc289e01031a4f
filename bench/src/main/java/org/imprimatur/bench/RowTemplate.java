package org.imprimatur.bench;

import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

/**
 * A row of a table as {@code copy ... to stdout} writes it, of which copies are made: ids, names, hashes and texts that
 * belong to the original alone are replaced, and points in time are moved back. Nothing else is known of its columns.
 */
final class RowTemplate {

    /** An id, a SHA-256, a name or text that {@link GrowthPrototypes} made up, a point in time in UTC. */
    private static final Pattern REPLACED = Pattern.compile(
            "[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}|(?<![0-9a-f])[0-9a-f]{64}(?![0-9a-f])|growth[a-z-]+|"
                    + "Growth[a-z]+|\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d(?:\\.\\d{1,6})?");

    private static final DateTimeFormatter TIME = new DateTimeFormatterBuilder()
            .appendPattern("yyyy-MM-dd HH:mm:ss")
            .optionalStart()
            .appendFraction(ChronoField.MICRO_OF_SECOND, 1, 6, true)
            .optionalEnd()
            .toFormatter();

    /** Slots of the prototypes lie later and stay: they are part of what was signed. */
    private static final int LAST_YEAR_MOVED = 2027;

    private final List<Object> parts = new ArrayList<>();

    /** @param keepTimes for tables whose times make something happen */
    RowTemplate(String line, Set<String> own, boolean keepTimes) {
        var matcher = REPLACED.matcher(line);
        var from = 0;
        while (matcher.find()) {
            var found = matcher.group();
            Object part = null;
            if (own.contains(found)) {
                part = new Token(found);
            } else if (found.charAt(4) == '-' && found.indexOf(' ') == 10 && !keepTimes) {
                var time = LocalDateTime.parse(found, TIME);
                part = time.getYear() < LAST_YEAR_MOVED ? time : null;
            }
            if (part != null) {
                parts.add(line.substring(from, matcher.start()));
                parts.add(part);
                from = matcher.end();
            }
        }
        parts.add(line.substring(from));
    }

    /** Ids and hashes that the line has. */
    static List<String> tokens(String line) {
        return REPLACED.matcher(line).results().map(result -> result.group()).toList();
    }

    /** @param age in seconds by which times are moved back */
    void write(StringBuilder to, Map<String, String> values, long age) {
        write(to, token -> Objects.requireNonNull(values.get(token), token), age);
    }

    private void write(StringBuilder to, UnaryOperator<String> values, long age) {
        for (var part : parts) {
            if (part instanceof Token token) {
                to.append(values.apply(token.text));
            } else if (part instanceof LocalDateTime time) {
                to.append(TIME.format(time.minusSeconds(age)));
            } else {
                to.append(part);
            }
        }
    }

    private record Token(String text) {}
}
