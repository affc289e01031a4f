package org.imprimatur.log;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

/** Append-only: one row per thing that mattered, inserted in the transaction in which it happened. */
@Service
public class Log {

    /** Writes a row. Fails without a transaction, since then nothing would tie it to what happened. */
    public void write(Entry entry) {
        throw new IllegalStateException("being built");
    }

    /** Everything about one subject, oldest first. */
    public List<Written> about(String subject) {
        throw new IllegalStateException("being built");
    }

    /**
     * Something that mattered.
     *
     * @param what a stable word, {@code post.submitted} for instance
     * @param brand null for what belongs to no brand
     * @param actor who did it; null when time or the product itself did
     * @param subject {@code kind:id}
     * @param version of the subject, where it has one
     * @param detail a sentence or a value, in words; never a secret
     */
    public record Entry(
            String what,
            @Nullable String brand,
            @Nullable String actor,
            @Nullable String subject,
            @Nullable Integer version,
            @Nullable String detail) {}

    /** A row as it stands in the log for ever. */
    public record Written(long number, Instant at, Entry entry) {}
}
