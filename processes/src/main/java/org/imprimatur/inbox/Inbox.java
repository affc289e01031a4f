package org.imprimatur.inbox;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Clock;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Base64;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

/** What waits for somebody. Reads only; the rows come and go with the engine's tasks, in their transaction. */
@Service
public class Inbox {

    /** Nobody counts further: a hundred means a hundred or more. */
    public static final int MANY = 100;

    private static final int MAX_LIMIT = 200;

    private final InboxRepository repository;
    private final Clock clock;

    Inbox(InboxRepository repository, Clock clock) {
        this.repository = repository;
        this.clock = clock;
    }

    /**
     * What a person may work on, due first. A decision on one's own work is not among it, and neither is what somebody
     * else has taken.
     *
     * @param groups the person's groups, {@code brand:role}
     * @param after cursor from the page before
     * @param limit 1 to 200
     * @throws NoSuchCursor when the cursor is none of ours
     * @throws IllegalArgumentException when the limit is out of bounds
     */
    public Page of(String person, Set<String> groups, Filter filter, @Nullable String after, int limit) {
        if (limit < 1 || limit > MAX_LIMIT) {
            throw new IllegalArgumentException("limit is 1 to " + MAX_LIMIT + ", found: " + limit);
        }
        var found = repository.page(seen(person, groups, filter), cursor(after), limit + 1);
        if (found.size() <= limit) {
            return new Page(found, null);
        }
        var items = found.subList(0, limit);
        return new Page(List.copyOf(items), cursorAfter(items.get(limit - 1)));
    }

    /** How much waits for a person in one brand or, when null, in all; at most {@link #MANY}. */
    public int count(String person, Set<String> groups, @Nullable String brand) {
        return repository.count(seen(person, groups, new Filter(brand, null, false)), MANY);
    }

    /** How much of it, in all brands, should have been done by now; at most {@link #MANY}. */
    public int overdue(String person, Set<String> groups) {
        return repository.count(seen(person, groups, new Filter(null, null, true)), MANY);
    }

    /** How much waits, whoever it waits for. */
    public Load load() {
        return repository.load(clock.instant());
    }

    /** The open task with this id. */
    public Optional<InboxItem> find(String task) {
        return repository.find(task);
    }

    /** The open tasks of a subject, {@code kind:id}. */
    public List<InboxItem> openFor(String subject) {
        return repository.openFor(subject);
    }

    /** The open task of each of these subjects, {@code kind:id}, in one query; the oldest where there are several. */
    public Map<String, InboxItem> openFor(Collection<String> subjects) {
        return subjects.isEmpty()
                ? Map.of()
                : repository.openFor(subjects).stream()
                        .collect(Collectors.toMap(InboxItem::subject, Function.identity(), (oldest, later) -> oldest));
    }

    /** Whether a person may finish this task, as far as groups, authorship and claim tell. */
    public boolean mayFinish(InboxItem item, String person, Set<String> groups) {
        var asked =
                item.candidates().contains(person) || item.candidates().stream().anyMatch(groups::contains);
        var own = item.kind() == InboxItem.Kind.DECISION && item.authors().contains(person);
        var taken = item.claimedBy() != null && !item.claimedBy().equals(person);
        return asked && !own && !taken;
    }

    private InboxRepository.Seen seen(String person, Set<String> groups, Filter filter) {
        var candidates = new HashSet<>(groups);
        candidates.add(person);
        return new InboxRepository.Seen(candidates, person, filter, clock.instant());
    }

    private static String cursorAfter(InboxItem item) {
        var due = item.due() == null ? "infinity" : item.due().toString();
        return Base64.getUrlEncoder().withoutPadding().encodeToString((due + "|" + item.task()).getBytes(UTF_8));
    }

    private static InboxRepository.Cursor cursor(@Nullable String after) {
        if (after == null) {
            return InboxRepository.Cursor.START;
        }
        try {
            var text = new String(Base64.getUrlDecoder().decode(after), UTF_8);
            var bar = text.indexOf('|');
            var due = text.substring(0, Math.max(bar, 0));
            return new InboxRepository.Cursor(
                    due.equals("infinity") ? due : Instant.parse(due).toString(), text.substring(bar + 1));
        } catch (IllegalArgumentException | DateTimeException e) {
            throw new NoSuchCursor(e);
        }
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

    /**
     * What waits in all brands.
     *
     * @param overdue how much of it should have been done by now
     */
    public record Load(long open, long overdue) {}

    /** @param next cursor of the following page; null at the end */
    public record Page(List<InboxItem> items, @Nullable String next) {}
}
