package org.imprimatur.engine;

import java.time.Clock;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** How far the engine is behind with what it has to do by itself: timers, gates, publications. */
@Component
public class Jobs {

    private final JdbcClient jdbc;
    private final Clock clock;

    Jobs(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** As it stands now, on all nodes together. One query, where the engine's own interface would take four. */
    public Standing standing() {
        var now = LocalDateTime.ofInstant(clock.instant(), ZoneOffset.UTC); // the engine's columns have no zone
        return jdbc.sql("""
                        select count(*) filter (where due) as due,
                            coalesce(extract(epoch from cast(:now as timestamp) - min(since) filter (where due)), 0) as lag,
                            count(*) filter (where retries_ = 0) as failed,
                            (select count(*) from act_ru_incident) as incidents
                        from (
                            select retries_, coalesce(duedate_, create_time_) as since,
                                retries_ > 0 and suspension_state_ = 1 and coalesce(duedate_, create_time_) <= :now as due
                            from act_ru_job
                        ) job""")
                .param("now", now)
                .query((row, number) -> new Standing(
                        row.getLong("due"),
                        Duration.ofMillis(Math.max(0, Math.round(row.getDouble("lag") * 1000))),
                        row.getLong("failed"),
                        row.getLong("incidents")))
                .single();
    }

    /**
     * What waits and what has failed.
     *
     * @param due jobs whose time has come
     * @param lag how long the oldest of them has been due; zero when none is
     * @param failed jobs that ran out of retries
     * @param incidents open ones, as Cockpit shows them
     */
    public record Standing(long due, Duration lag, long failed, long incidents) {}
}
