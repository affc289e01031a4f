package org.imprimatur.content;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.imprimatur.log.Log;
import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;
import org.springframework.stereotype.Component;

/** What happened to a subject, in words, oldest first. */
@Component
public class History {

    private final Log log;
    private final MessageSource messages;

    History(Log log, MessageSource messages) {
        this.log = log;
        this.messages = messages;
    }

    /** @param subject {@code kind:id}; the caller has checked that the person may see it */
    public List<Line> of(String subject) {
        return log.about(subject).stream().map(this::line).toList();
    }

    private Line line(Log.Written written) {
        var entry = written.entry();
        return new Line(
                written.at(), entry.actor(), entry.what(), words(entry.what()), entry.version(), entry.detail());
    }

    private String words(String what) {
        var words = messages.getMessage("history." + what, null, what, Locale.ENGLISH);
        return words == null ? what : words;
    }

    /**
     * One thing that happened.
     *
     * @param by null when time or the product itself did it
     * @param event a stable word for programs, {@code post.submitted} for instance
     * @param what the same in words, {@code Submitted for approval}
     */
    public record Line(
            Instant at,
            @Nullable String by,
            String event,
            String what,
            @Nullable Integer version,
            @Nullable String detail) {}
}
