package org.imprimatur.log;

import static java.time.ZoneOffset.UTC;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Append-only: one row per thing that mattered, inserted in the transaction in which it happened. */
@Service
public class Log {

    private final JdbcClient jdbc;
    private final Clock clock;

    Log(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /**
     * Writes a row. Fails without a transaction, since then nothing would tie it to what happened. What may be missing
     * says of what type it is: else the driver has the database read the statement anew whenever it is.
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public void write(Entry entry) {
        jdbc.sql("""
                        insert into log (at, what, brand, actor, subject, version, detail)
                        values (:at, :what, :brand, :actor, :subject, :version, :detail)""")
                .param("at", clock.instant().atOffset(UTC))
                .param("what", entry.what())
                .param("brand", entry.brand(), Types.VARCHAR)
                .param("actor", entry.actor(), Types.VARCHAR)
                .param("subject", entry.subject(), Types.VARCHAR)
                .param("version", entry.version(), Types.INTEGER)
                .param("detail", entry.detail(), Types.VARCHAR)
                .update();
    }

    /** What is told about one subject at most; the log itself keeps all. */
    public static final int MOST_ABOUT = 500;

    /** The newest {@value #MOST_ABOUT} entries about one subject, oldest first. */
    @Transactional(readOnly = true)
    public List<Written> about(String subject) {
        return jdbc.sql("""
                        select * from (
                            select * from log where subject = :subject order by number desc limit :most) newest
                        order by number""")
                .param("subject", subject)
                .param("most", MOST_ABOUT)
                .query((row, index) -> Written.of(row))
                .list();
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
    public record Written(long number, Instant at, Entry entry) {

        static Written of(ResultSet row) throws SQLException {
            return new Written(
                    row.getLong("number"),
                    row.getObject("at", OffsetDateTime.class).toInstant(),
                    new Entry(
                            row.getString("what"),
                            row.getString("brand"),
                            row.getString("actor"),
                            row.getString("subject"),
                            row.getObject("version", Integer.class),
                            row.getString("detail")));
        }
    }
}
