package org.imprimatur.review;

import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import org.imprimatur.approval.Round;
import org.jspecify.annotations.Nullable;

/** What is decided on, or would be submitted, as people read it. */
public interface Preview {

    /**
     * The template that shows it, with two fragments: {@code preview(preview, brand, narrow)}, the whole of it, and
     * {@code changes(changes)}, what {@link #since} found.
     */
    String template();

    /** When it goes out; null for what never does. */
    @Nullable
    GoesOut goesOut();

    /** What the product looked at so that nobody has to. */
    List<Check> checks();

    /** What changed since an earlier round; null for a kind that does not tell. */
    @Nullable
    Object since(Round earlier);

    /**
     * When something goes out.
     *
     * @param at null means as soon as it is approved
     * @param zone in which that was meant; null with {@code at}
     */
    record GoesOut(@Nullable Instant at, @Nullable ZoneId zone) {}

    /**
     * One thing that was looked at.
     *
     * @param key of the message
     * @param values its arguments
     */
    record Check(boolean good, String key, List<Object> values) {

        public static Check of(boolean good, String key, Object... values) {
            return new Check(good, key, List.of(values));
        }

        /** As a message takes them. */
        public Object[] arguments() {
            return values.toArray();
        }
    }
}
