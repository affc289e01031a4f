package org.imprimatur.log;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HexFormat;
import org.postgresql.PGConnection;

/** Links every entry of the log that has no link yet, in bulk and by the product's own hash. */
public final class ChainRows {

    private static final int BATCH = 20_000;

    private ChainRows() {}

    /**
     * Locks out the product's sequencer until its transaction ends.
     *
     * @param database writes the links, and is committed at the end
     * @param reading reads the entries meanwhile; not in auto-commit mode
     */
    public static void append(Connection database, Connection reading) throws SQLException {
        try (var lock = database.createStatement()) {
            lock.execute("select pg_advisory_xact_lock(" + ChainRepository.LOCK + ")");
        }
        var sequence = 0L;
        var hash = LinkHash.GENESIS;
        try (var statement = database.createStatement();
                var last = statement.executeQuery(
                        "select sequence, hash from log_chain order by sequence desc limit 1")) {
            if (last.next()) {
                sequence = last.getLong(1);
                hash = LinkHash.of(last.getBytes(2));
            }
        }
        var copies = database.unwrap(PGConnection.class).getCopyAPI();
        var copy = copies.copyIn("copy log_chain (sequence, entry, previous, hash) from stdin");
        try (var statement = reading.createStatement()) {
            statement.setFetchSize(BATCH);
            try (var entry = statement.executeQuery("""
                    select * from log where not exists (select from log_chain where entry = number) order by number""")) {
                while (entry.next()) {
                    var next = hash.next(++sequence, Log.Written.of(entry));
                    var line = sequence + "\t" + entry.getLong("number") + "\t" + bytes(hash) + "\t" + bytes(next) + "\n";
                    var encoded = line.getBytes(StandardCharsets.US_ASCII);
                    copy.writeToCopy(encoded, 0, encoded.length);
                    hash = next;
                }
            }
        }
        copy.endCopy();
        database.commit();
    }

    private static String bytes(LinkHash hash) {
        return "\\\\x" + HexFormat.of().formatHex(hash.bytes());
    }
}
