package org.imprimatur.inbox;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

/** What waits for somebody. Reads only; the rows come and go with the engine's tasks, in their transaction. */
@Service
public class Inbox {

    /**
     * What a person may work on, due first. A decision on one's own work is not among it.
     *
     * @param groups the person's groups, {@code brand:role}
     * @param after cursor from the page before
     * @param limit 1 to 200
     */
    public Page of(String person, Set<String> groups, Filter filter, @Nullable String after, int limit) {
        throw new IllegalStateException("being built");
    }

    /** How much waits for a person in one brand or, when null, in all. */
    public int count(String person, Set<String> groups, @Nullable String brand) {
        throw new IllegalStateException("being built");
    }

    /** The open task with this id. */
    public Optional<InboxItem> find(String task) {
        throw new IllegalStateException("being built");
    }

    /** The open tasks of a subject, {@code kind:id}. */
    public List<InboxItem> openFor(String subject) {
        throw new IllegalStateException("being built");
    }

    /** Whether a person may finish this task, as far as groups, authorship and claim tell. */
    public boolean mayFinish(InboxItem item, String person, Set<String> groups) {
        throw new IllegalStateException("being built");
    }

    /**
     * Narrows the inbox.
     *
     * @param brand null for all brands
     * @param kind null for work and decisions alike
     */
    public record Filter(@Nullable String brand, InboxItem.@Nullable Kind kind, boolean overdueOnly) {
        public static final Filter ALL = new Filter(null, null, false);
    }

    /** @param next cursor of the following page; null at the end */
    public record Page(List<InboxItem> items, @Nullable String next) {}
}
