package org.imprimatur.review;

import java.time.OffsetDateTime;
import java.util.Optional;
import org.imprimatur.web.InvalidInput;
import org.imprimatur.web.TooOften;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

/**
 * Comments that are being typed, one per person and task. Deciding a task deletes its rows; what nobody came back to is
 * deleted after 30 days. All times are the database's, so that the clocks of the nodes do not matter.
 */
@Repository
class CommentDrafts {

    /** More than can be sent, so that a comment that is too long is kept as well; in UTF-16 units. */
    static final int LONGEST = 20_000;

    /** Rows of one person; the oldest give way. */
    static final int MOST = 100;

    private static final String KEPT = "interval '30 days'";

    /** So many saves at once, then one a second. */
    private static final String BURST = "interval '60 seconds'";

    private final JdbcClient jdbc;

    CommentDrafts(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Transactional(readOnly = true)
    public Optional<CommentDraft> find(String task, String person) {
        return jdbc.sql("select comment, saved_at from comment_draft where task = :task and person = :person"
                        + " and saved_at > now() - " + KEPT)
                .param("task", task)
                .param("person", person)
                .query((row, number) -> new CommentDraft(
                        row.getString("comment"),
                        row.getObject("saved_at", OffsetDateTime.class).toInstant()))
                .optional();
    }

    /**
     * Keeps a comment in place of the one before.
     *
     * @throws InvalidInput when it is too long or holds U+0000
     * @throws TooOften when this person saves it more often than anybody types
     */
    @Transactional
    public CommentDraft save(String task, String person, String comment) {
        if (comment.length() > LONGEST) {
            throw new InvalidInput(
                    "comment", "At most " + LONGEST + " characters are kept; found: " + comment.length());
        }
        if (comment.indexOf('\0') >= 0) {
            throw new InvalidInput("comment", "There is a character nobody can see in it (U+0000). Type it anew.");
        }
        var saved = jdbc.sql("""
                        insert into comment_draft as kept (task, person, comment, saved_at, busy_until)
                        values (:task, :person, :comment, now(), now() + interval '1 second')
                        on conflict (task, person) do update
                        set comment = excluded.comment, saved_at = excluded.saved_at,
                            busy_until = greatest(kept.busy_until, now()) + interval '1 second'
                        where kept.busy_until <= now() + %s""".formatted(BURST))
                .param("task", task)
                .param("person", person)
                .param("comment", comment)
                .update();
        if (saved == 0) {
            throw new TooOften();
        }
        jdbc.sql("""
                        delete from comment_draft where ctid in (
                          select ctid from comment_draft where saved_at < now() - %s for update skip locked)
                        or person = :person and (task, person) in (
                          select task, person from comment_draft where person = :person
                          order by saved_at desc, task offset %d)""".formatted(KEPT, MOST)).param("person", person).update();
        return find(task, person).orElseThrow();
    }

    @Transactional
    public void delete(String task, String person) {
        jdbc.sql("delete from comment_draft where task = :task and person = :person")
                .param("task", task)
                .param("person", person)
                .update();
    }
}
