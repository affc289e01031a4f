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
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Service;
import org.springframework.util.function.SingletonSupplier;

/** What waits for somebody. Reads only; the rows come and go with the engine's tasks, in their transaction. */
@Service
public class Inbox {

    /** Nobody counts further: a hundred means a hundred or more. */
    public static final int MANY = 100;

    private static final int MAX_LIMIT = 200;
    private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59.999999Z");

    private final InboxRepository repository;
    private final SingletonSupplier<ClaimOwners> owners;
    private final Clock clock;

    /** Who may finish a task is fetched at first use: it is answered by a module above. */
    Inbox(InboxRepository repository, ObjectProvider<ClaimOwners> owners, Clock clock) {
        this.repository = repository;
        this.owners = SingletonSupplier.of(owners::getObject);
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
        return page(seen(person, groups, filter, false), after, limit);
    }

    /** What others have claimed of what a person might finish else; it can be taken over. The same page as above. */
    public Page claimedByOthers(String person, Set<String> groups, @Nullable String after, int limit) {
        return page(seen(person, groups, Filter.ALL, true), after, limit);
    }

    private Page page(InboxRepository.Seen seen, @Nullable String after, int limit) {
        var found = repository.page(seen, cursor(after), limit + 1);
        if (found.size() <= limit) {
            return new Page(found, null);
        }
        var items = found.subList(0, limit);
        return new Page(List.copyOf(items), cursorAfter(items.get(limit - 1)));
    }

    /** How much waits for a person in one brand or, when null, in all; at most {@link #MANY}. */
    public int count(String person, Set<String> groups, @Nullable String brand) {
        return repository.count(seen(person, groups, new Filter(brand, null, false), false), MANY);
    }

    /** How much of it, in all brands, should have been done by now; at most {@link #MANY}. */
    public int overdue(String person, Set<String> groups) {
        return repository.count(seen(person, groups, new Filter(null, null, true), false), MANY);
    }

    /** How much others have claimed of what a person might finish else; at most {@link #MANY}. */
    public int countClaimedByOthers(String person, Set<String> groups) {
        return repository.count(seen(person, groups, Filter.ALL, true), MANY);
    }

    /** Every open task that a person has claimed, oldest first. */
    public List<InboxItem> claimedBy(String person) {
        return repository.claimedBy(person);
    }

    /** Since when the task is claimed; empty when it is not. */
    public Optional<Instant> claimedSince(String task) {
        return repository.claimedSince(task);
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

    /**
     * Whether a person may finish this task, as far as groups, authorship and claim tell. A claim counts while its owner
     * may finish the task.
     */
    public boolean mayFinish(InboxItem item, String person, Set<String> groups) {
        return mayTakeOver(item, person, groups) && !claimedByAnother(item, person);
    }

    /** Whether a person might finish this task, were it claimed by nobody else. */
    public boolean mayTakeOver(InboxItem item, String person, Set<String> groups) {
        var asked =
                item.candidates().contains(person) || item.candidates().stream().anyMatch(groups::contains);
        var own = item.kind() == InboxItem.Kind.DECISION && item.authors().contains(person);
        return asked && !own;
    }

    /** Whether somebody else has claimed the task and may finish it. */
    public boolean claimedByAnother(InboxItem item, String person) {
        var owner = item.claimedBy();
        return owner != null && !owner.equals(person) && owners.obtain().mayFinish(item, owner);
    }

    private InboxRepository.Seen seen(String person, Set<String> groups, Filter filter, boolean byOthers) {
        var candidates = new HashSet<>(groups);
        candidates.add(person);
        return new InboxRepository.Seen(candidates, person, filter, byOthers, clock.instant());
    }

    private static String cursorAfter(InboxItem item) {
        var due = item.due() == null ? "infinity" : item.due().toString();
        return Base64.getUrlEncoder().withoutPadding().encodeToString((due + "|" + item.task()).getBytes(UTF_8));
    }

    static InboxRepository.Cursor cursor(@Nullable String after) {
        if (after == null) {
            return InboxRepository.Cursor.START;
        }
        try {
            var text = new String(Base64.getUrlDecoder().decode(after), UTF_8);
            var bar = text.indexOf('|');
            var due = text.substring(0, Math.max(bar, 0));
            var task = text.substring(bar + 1);
            if (task.indexOf('\0') >= 0) {
                throw new IllegalArgumentException("The task holds a character that the database does not store");
            }
            return new InboxRepository.Cursor(
                    due.equals("infinity") ? due : time(due).toString(), task);
        } catch (IllegalArgumentException | DateTimeException e) {
            throw new NoSuchCursor(e);
        }
    }

    private static Instant time(String due) {
        var time = Instant.parse(due);
        if (time.isBefore(Instant.EPOCH) || time.isAfter(LATEST)) {
            throw new DateTimeException("A cursor is from 1970 to 9999");
        }
        return time;
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
