package org.imprimatur.assets;

import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/**
 * What waits to be looked into, in PostgreSQL: an entry is committed together with the asset, handed to one worker of
 * all nodes, and comes back when its lease runs out. All times are the database's own.
 */
@Repository
class CatalogQueue {

    private final JdbcClient jdbc;
    private final Semaphore nudges = new Semaphore(0);

    CatalogQueue(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Part of the transaction that stores the asset; {@link #nudge} after its commit. */
    void add(AssetId asset) {
        jdbc.sql("""
                        insert into cataloging (asset) values (:asset)
                        on conflict (asset) do update \
                            set attempts = 0, due_at = now(), lease = null, leased_until = null""").param("asset", asset.value()).update();
    }

    /** Tells the workers of this node that there is something to do; the other nodes see it when they poll. */
    void nudge() {
        nudges.release();
    }

    /** Waits for a nudge. */
    void await(Duration atMost) throws InterruptedException {
        if (nudges.tryAcquire(atMost.toMillis(), TimeUnit.MILLISECONDS)) {
            nudges.drainPermits();
        }
    }

    /**
     * The entry that has waited longest, of those that were tried least: whatever a file did to its examiner, it stands
     * back for all that have not been looked into yet. Needs a transaction of its own.
     */
    Optional<Claim> claim(Duration lease) {
        var claim = jdbc.sql("""
                        with next as (
                            select asset from cataloging
                            where due_at <= now() and (leased_until is null or leased_until < now())
                            order by attempts, due_at, asset
                            for update skip locked
                            limit 1)
                        update cataloging c
                        set attempts = c.attempts + 1, lease = gen_random_uuid(), \
                            leased_until = now() + make_interval(secs => :lease)
                        from next where c.asset = next.asset
                        returning c.asset, c.lease, c.attempts""")
                .param("lease", seconds(lease))
                .query((row, n) -> new Claim(
                        new AssetId(row.getObject("asset", UUID.class)),
                        row.getObject("lease", UUID.class),
                        row.getInt("attempts")))
                .optional();
        claim.ifPresent(c -> jdbc.sql("update asset set state = 'cataloging' where id = :asset")
                .param("asset", c.asset().value())
                .update());
        return claim;
    }

    void renew(Claim claim, Duration lease) {
        jdbc.sql("""
                        update cataloging set leased_until = now() + make_interval(secs => :lease)
                        where asset = :asset and lease = :claim""")
                .param("lease", seconds(lease))
                .param("asset", claim.asset().value())
                .param("claim", claim.lease())
                .update();
    }

    /** False when the lease ran out and somebody else took over: then nothing may be written. */
    boolean done(Claim claim) {
        return jdbc.sql("delete from cataloging where asset = :asset and lease = :claim")
                        .param("asset", claim.asset().value())
                        .param("claim", claim.lease())
                        .update()
                == 1;
    }

    /** @param counted whether this attempt is held against the file */
    void giveBack(Claim claim, Duration delay, boolean counted) {
        jdbc.sql("""
                        update cataloging set lease = null, leased_until = null, attempts = attempts - :less, \
                            due_at = now() + make_interval(secs => :delay)
                        where asset = :asset and lease = :claim""")
                .param("less", counted ? 0 : 1)
                .param("delay", seconds(delay))
                .param("asset", claim.asset().value())
                .param("claim", claim.lease())
                .update();
    }

    private static double seconds(Duration duration) {
        return duration.toMillis() / 1000.0;
    }

    /** @param attempts this one included */
    record Claim(AssetId asset, UUID lease, int attempts) {}
}
