package org.imprimatur.log;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.imprimatur.log.Chain.Link;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The links as rows. */
@Repository
class ChainRepository {

    /** Of the sequencer, across nodes, until its transaction ends. */
    static final long LOCK = 0x6c6f6720636861L;

    /** How many links of a walk are in memory at once. */
    static final int PAGE = 500;

    private final JdbcClient jdbc;
    private final JdbcTemplate many;

    ChainRepository(JdbcClient jdbc, DataSource database) {
        this.jdbc = jdbc;
        this.many = new JdbcTemplate(database);
    }

    /** Whether this transaction is the one that may append now. */
    boolean lock() {
        return jdbc.sql("select pg_try_advisory_xact_lock(:lock)")
                .param("lock", LOCK)
                .query(Boolean.class)
                .single();
    }

    long highestEntry() {
        return count("select coalesce(max(entry), 0) from log_chain");
    }

    /** Committed entries above a number that no link seals yet, in the order of their numbers. */
    List<Log.Written> waiting(long floor, int most) {
        return jdbc.sql("""
                        select * from log
                        where number > :floor and not exists (select from log_chain where entry = number)
                        order by number limit :most""")
                .param("floor", floor)
                .param("most", most)
                .query((row, index) -> Log.Written.of(row))
                .list();
    }

    /** The newest link; before the first one a beginning with sequence 0. */
    Link last() {
        return jdbc.sql("select sequence, entry, previous, hash from log_chain order by sequence desc limit 1")
                .query((row, index) -> link(row, false))
                .optional()
                .orElse(new Link(0, 0, LinkHash.GENESIS, LinkHash.GENESIS, null));
    }

    void append(List<Log.Written> entries, Link last) {
        var rows = new ArrayList<Object[]>(entries.size());
        var sequence = last.sequence();
        var hash = last.hash();
        for (var entry : entries) {
            var next = hash.next(++sequence, entry);
            rows.add(new Object[] {sequence, entry.number(), hash.bytes(), next.bytes()});
            hash = next;
        }
        many.batchUpdate("insert into log_chain (sequence, entry, previous, hash) values (?, ?, ?, ?)", rows);
    }

    /** The next links with their entries; none after the last. */
    List<Link> linksAfter(long sequence) {
        return jdbc.sql("""
                        select link.*, log.* from log_chain link left join log on log.number = link.entry
                        where link.sequence > :sequence order by link.sequence limit :page""")
                .param("sequence", sequence)
                .param("page", PAGE)
                .query((row, index) -> link(row, true))
                .list();
    }

    long entries() {
        return count("select count(*) from log");
    }

    long length() {
        return count("select count(*) from log_chain");
    }

    long waitingEntries() {
        return count("select count(*) from log where not exists (select from log_chain where entry = number)");
    }

    private long count(String sql) {
        return jdbc.sql(sql).query(Long.class).single();
    }

    private static Link link(ResultSet row, boolean withEntry) throws SQLException {
        var written = withEntry && row.getObject("number") != null ? Log.Written.of(row) : null;
        return new Link(
                row.getLong("sequence"),
                row.getLong("entry"),
                LinkHash.of(row.getBytes("previous")),
                LinkHash.of(row.getBytes("hash")),
                written);
    }
}
