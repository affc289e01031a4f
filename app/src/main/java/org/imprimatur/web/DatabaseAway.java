package org.imprimatur.web;

import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How something failed that was in order itself: the database could not be reached, had no room, or needed longer than a
 * statement may take.
 */
public enum DatabaseAway {
    UNREACHABLE("away.database"),
    FULL("away.database.full"),
    SLOW("away.database.slow");

    /** query_canceled: by {@code statement_timeout}, or by an administrator. */
    private static final String CANCELED = "57014";

    /**
     * What PostgreSQL says while it stops, starts or follows another one: the administrator's shutdown, crash_shutdown,
     * cannot_connect_now, idle_in_transaction_session_timeout, read_only_sql_transaction.
     */
    private static final Set<String> FOR_A_MOMENT = Set.of("57P01", "57P02", "57P03", "25P03", "25006");

    private final String words;

    DatabaseAway(String words) {
        this.words = words;
    }

    /** Key of the sentence for whoever asked. */
    String words() {
        return words;
    }

    /** Looks at the exception and at what it was caused by; empty when it is about something else. */
    public static Optional<DatabaseAway> in(@Nullable Throwable trouble) {
        for (var cause = trouble; cause != null && cause.getCause() != cause; cause = cause.getCause()) {
            if (cause instanceof SQLTransientConnectionException) {
                return Optional.of(UNREACHABLE); // the pool has waited for a connection in vain
            }
            if (cause instanceof SQLException failure) {
                var state = failure.getSQLState();
                if (state == null) {
                    return Optional.of(UNREACHABLE); // the pool's word for a connection that it has given up
                }
                if (state.equals(CANCELED)) {
                    return Optional.of(SLOW);
                }
                if (FOR_A_MOMENT.contains(state) || state.startsWith("08") || state.startsWith("58")) {
                    return Optional.of(UNREACHABLE);
                }
                if (state.startsWith("53")) { // insufficient_resources: disk_full above all
                    return Optional.of(FULL);
                }
            }
        }
        return Optional.empty();
    }
}
