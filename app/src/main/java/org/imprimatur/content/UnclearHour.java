package org.imprimatur.content;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.imprimatur.InvalidFields;
import org.imprimatur.web.InvalidInput;
import org.jspecify.annotations.Nullable;

/** A wall clock that a clock change skips or doubles; says what can be meant instead. */
public class UnclearHour extends InvalidInput {

    private final transient List<Choice> choices;

    UnclearHour(String message, List<Choice> choices) {
        super("slot.local", message);
        this.choices = choices;
    }

    /** The unclear hour among several errors, if there is one. */
    static Optional<UnclearHour> among(InvalidFields errors) {
        return Stream.concat(Stream.of(errors), Arrays.stream(errors.getSuppressed()))
                .filter(UnclearHour.class::isInstance)
                .map(UnclearHour.class::cast)
                .findFirst();
    }

    /** What can be meant: both, or the one on the day that was asked for when the other is on another day. */
    public List<Choice> choices() {
        return choices;
    }

    /** @param offset to be sent with it; null where the wall clock alone is clear */
    public record Choice(LocalDateTime local, @Nullable ZoneOffset offset, Instant instant) {}
}
