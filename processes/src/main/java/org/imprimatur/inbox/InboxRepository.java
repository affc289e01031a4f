package org.imprimatur.inbox;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.imprimatur.transaction.TransactionMemory;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

@Repository
class InboxRepository {

    /** Of a candidate row: what a person may work on. */
    static final String MINE = "(c.claimed_by is null or c.claimed_by = :person)";

    /** Of a candidate row: what somebody else has claimed; an index of its own has these few. */
    static final String OF_OTHERS = "c.claimed_by <> :person";

    /** Of a candidate row: what is late; where the index may stop. */
    static final String OVERDUE = " and c.due < :now";

    /** What a person sees of a candidate row besides; narrowed inside the index. */
    private static final String SEEN = """
             and not :person = any (c.barred)
             and (cast(:brand as text) is null or c.brand = :brand)
             and (cast(:kind as text) is null or c.kind = :kind)
            """;

    private final JdbcClient jdbc;
    private final TransactionMemory<String, InboxItem> read = new TransactionMemory<>();

    InboxRepository(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    List<InboxItem> page(Seen seen, Cursor after, int limit) {
        return bind(page(rows(seen)), seen)
                .param("due", after.due())
                .param("task", after.task())
                .param("limit", limit)
                .query(InboxRepository::item)
                .list();
    }

    /** Stops at {@code most}, for counting ten thousands takes longer than finding the first fifty. */
    int count(Seen seen, int most) {
        return bind(count(rows(seen)), seen)
                .param("most", most)
                .query(Integer.class)
                .single();
    }

    Inbox.Load load(Instant now) {
        return jdbc.sql("select count(*) as open, count(*) filter (where due < :now) as overdue from inbox_item")
                .param("now", utc(now))
                .query((row, number) -> new Inbox.Load(row.getLong("open"), row.getLong("overdue")))
                .single();
    }

    /** Of one page. Each shape of it is a statement of its own, so that PostgreSQL plans it for its index. */
    static String page(String rows) {
        return """
            with first as (
                select distinct c.due, c.task
                from unnest(cast(:candidates as text[])) as mine(candidate)
                cross join lateral (
                    select c.due, c.task
                    from inbox_candidate c
                    where c.candidate = mine.candidate
                      and (c.due, c.task) > (cast(:due as timestamptz), :task)
                      and %s
                    order by c.due, c.task
                    limit :limit
                ) c
                order by c.due, c.task
                limit :limit
            )
            select i.* from first join inbox_item i on i.task = first.task order by first.due, first.task
            """.formatted(rows + SEEN);
    }

    private static String count(String rows) {
        return """
            select count(*) from (
                select distinct c.task
                from unnest(cast(:candidates as text[])) as mine(candidate)
                cross join lateral (
                    select c.task
                    from inbox_candidate c
                    where c.candidate = mine.candidate
                      and %s
                    limit :most
                ) c
                limit :most
            ) counted
            """.formatted(rows + SEEN);
    }

    private static String rows(Seen seen) {
        return (seen.byOthers() ? OF_OTHERS : MINE) + (seen.filter().overdueOnly() ? OVERDUE : "");
    }

    private JdbcClient.StatementSpec bind(String sql, Seen seen) {
        return jdbc.sql(sql)
                .param("candidates", seen.candidates().toArray(String[]::new))
                .param("person", seen.person())
                .param("brand", seen.filter().brand())
                .param(
                        "kind",
                        seen.filter().kind() == null
                                ? null
                                : seen.filter().kind().name())
                .param("now", utc(seen.now()));
    }

    Optional<InboxItem> find(String task) {
        return read.recall(task, unread -> jdbc.sql("select * from inbox_item where task = :task")
                .param("task", task)
                .query(InboxRepository::item)
                .optional());
    }

    List<InboxItem> openFor(String subject) {
        return jdbc.sql("select * from inbox_item where subject = :subject order by created, task")
                .param("subject", subject)
                .query(InboxRepository::item)
                .list();
    }

    List<InboxItem> openFor(Collection<String> subjects) {
        return jdbc.sql("select * from inbox_item where subject = any (:subjects) order by created, task")
                .param("subjects", subjects.toArray(String[]::new))
                .query(InboxRepository::item)
                .list();
    }

    /** A text that may be missing says that it is one, or the driver has the statement read anew whenever it is. */
    void insert(InboxItem item) {
        read.forget(item.task());
        jdbc.sql("""
                        insert into inbox_item (task, kind, step, step_name, brand, subject, title, version, hash, round,
                            slot, zone, picture, authors, candidates, claimed_by, claimed_at, created, due)
                        values (:task, :kind, :step, :stepName, :brand, :subject, :title, :version, :hash, :round,
                            :slot, :zone, :picture, :authors, :candidates, :claimedBy,
                            case when cast(:claimedBy as text) is not null then cast(:created as timestamptz) end, :created, :due)
                        """)
                .param("task", item.task())
                .param("kind", item.kind().name())
                .param("step", item.step())
                .param("stepName", item.stepName())
                .param("brand", item.brand())
                .param("subject", item.subject())
                .param("title", item.title())
                .param("version", item.version())
                .param("hash", item.hash(), Types.VARCHAR)
                .param("round", item.round())
                .param("slot", utc(item.slot()))
                .param("zone", item.zone(), Types.VARCHAR)
                .param("picture", item.picture(), Types.VARCHAR)
                .param("authors", item.authors().toArray(String[]::new))
                .param("candidates", item.candidates().toArray(String[]::new))
                .param("claimedBy", item.claimedBy(), Types.VARCHAR)
                .param("created", utc(item.created()))
                .param("due", utc(item.due()))
                .update();
        jdbc.sql("""
                        insert into inbox_candidate (task, candidate, due, brand, kind, claimed_by, barred)
                        select :task, candidate, coalesce(cast(:due as timestamptz), 'infinity'), :brand, :kind,
                            :claimedBy, :barred
                        from unnest(cast(:candidates as text[])) as candidate
                        """)
                .param("task", item.task())
                .param("due", utc(item.due()))
                .param("brand", item.brand())
                .param("kind", item.kind().name())
                .param("claimedBy", item.claimedBy(), Types.VARCHAR)
                .param("barred", item.kind() == InboxItem.Kind.DECISION ? array(item.authors()) : new String[0])
                .param("candidates", array(item.candidates()))
                .update();
    }

    void claimed(String task, @Nullable String person, Instant at) {
        read.forget(task);
        jdbc.sql("update inbox_item set claimed_by = :person, claimed_at = :at where task = :task")
                .param("person", person, Types.VARCHAR)
                .param("at", person == null ? null : utc(at), Types.TIMESTAMP_WITH_TIMEZONE)
                .param("task", task)
                .update();
        jdbc.sql("update inbox_candidate set claimed_by = :person where task = :task")
                .param("person", person, Types.VARCHAR)
                .param("task", task)
                .update();
    }

    List<InboxItem> claimedBy(String person) {
        return jdbc.sql("select * from inbox_item where claimed_by = :person order by created, task")
                .param("person", person)
                .query(InboxRepository::item)
                .list();
    }

    Optional<Instant> claimedSince(String task) {
        return jdbc.sql("select claimed_at from inbox_item where task = :task and claimed_at is not null")
                .param("task", task)
                .query(OffsetDateTime.class)
                .optional()
                .map(OffsetDateTime::toInstant);
    }

    void delete(String task) {
        read.forget(task);
        jdbc.sql("delete from inbox_item where task = :task")
                .param("task", task)
                .update();
    }

    private static InboxItem item(ResultSet row, int number) throws SQLException {
        return new InboxItem(
                row.getString("task"),
                InboxItem.Kind.valueOf(row.getString("kind")),
                row.getString("step"),
                row.getString("step_name"),
                row.getString("brand"),
                row.getString("subject"),
                row.getString("title"),
                row.getInt("version"),
                row.getString("hash"),
                row.getInt("round"),
                instant(row, "slot"),
                row.getString("zone"),
                row.getString("picture"),
                set(row, "authors"),
                set(row, "candidates"),
                row.getString("claimed_by"),
                row.getObject("created", OffsetDateTime.class).toInstant(),
                instant(row, "due"));
    }

    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        var value = row.getObject(column, OffsetDateTime.class);
        return value == null ? null : value.toInstant();
    }

    private static Set<String> set(ResultSet row, String column) throws SQLException {
        return new TreeSet<>(Arrays.asList((String[]) row.getArray(column).getArray()));
    }

    private static String[] array(Set<String> values) {
        return values.toArray(String[]::new);
    }

    private static @Nullable OffsetDateTime utc(@Nullable Instant instant) {
        return instant == null ? null : instant.atOffset(ZoneOffset.UTC);
    }

    /**
     * Who looks, at what, and when.
     *
     * @param byOthers whether at what others have claimed, instead of what may be worked on
     */
    record Seen(Set<String> candidates, String person, Inbox.Filter filter, boolean byOthers, Instant now) {}

    /** After which row a page begins; due as PostgreSQL reads it. */
    record Cursor(String due, String task) {
        static final Cursor START = new Cursor("-infinity", "");
    }
}
