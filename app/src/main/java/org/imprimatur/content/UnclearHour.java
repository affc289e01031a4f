package org.imprimatur.content;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
import org.imprimatur.web.InvalidInput;
import org.jspecify.annotations.Nullable;

/** A wall clock that a clock change skips or doubles; says what can be meant instead. */
public class UnclearHour extends InvalidInput {

    private final transient List<Choice> choices;

    UnclearHour(String message, List<Choice> choices) {
        super("slot.local", message);
        this.choices = choices;
    }

    /** The two that can be meant. */
    public List<Choice> choices() {
        return choices;
    }

    /** @param offset to be sent with it; null where the wall clock alone is clear */
    public record Choice(LocalDateTime local, @Nullable ZoneOffset offset, Instant instant) {}
}
