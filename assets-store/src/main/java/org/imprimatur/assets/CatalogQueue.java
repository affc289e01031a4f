package org.imprimatur.assets;

import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
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

    /** The number of the latest claim of each brand on this node: whoever was served longest ago is next. */
    private final Map<String, Long> served = new ConcurrentHashMap<>();

    private final AtomicLong claims = new AtomicLong();

    CatalogQueue(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * Part of the transaction that stores the asset; {@link #nudge} after its commit. The entry stands behind those of
     * the same person, and beside the next one of everybody else: with the number of files that are before it.
     *
     * @param person who uploaded it now
     */
    void add(AssetId asset, String brand, String person) {
        jdbc.sql("""
                        insert into cataloging (asset, brand, person, turn)
                        select :asset, :brand, :person, greatest(
                            (select max(turn) + 1 from cataloging where brand = :brand and person = :person),
                            (select min(turn) from cataloging where brand = :brand and attempts = 0),
                            0)
                        on conflict (asset) do update \
                            set person = excluded.person, turn = excluded.turn, \
                                attempts = 0, due_at = now(), lease = null, leased_until = null""")
                .param("asset", asset.value())
                .param("brand", brand)
                .param("person", person)
                .update();
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
     * The next entry of those that were tried least: whatever a file did to its examiner, it stands back for all that have
     * not been looked into yet. Among these, brands take turns, and in a brand the people who wait. Needs a transaction of
     * its own.
     */
    Optional<Claim> claim(Duration lease) {
        return waiting().stream()
                .sorted(Comparator.comparingInt(Waiting::attempts)
                        .thenComparingLong(brand -> served.getOrDefault(brand.name, 0L)))
                .flatMap(brand -> claim(brand.name, lease).stream())
                .findFirst();
    }

    /** The brands that have an entry which is due, with its attempts; however many wait, one look at the index for each. */
    private List<Waiting> waiting() {
        return jdbc.sql("""
                        with recursive brands as (
                            (select brand from cataloging order by brand limit 1)
                            union all
                            select (select c.brand from cataloging c where c.brand > b.brand order by c.brand limit 1)
                            from brands b where b.brand is not null)
                        select b.brand, next.attempts
                        from brands b cross join lateral (
                            select c.attempts from cataloging c
                            where c.brand = b.brand and c.due_at <= now()
                                and (c.leased_until is null or c.leased_until < now())
                            order by c.brand, c.attempts, c.turn, c.due_at, c.asset
                            limit 1) next""")
                .query((row, n) -> new Waiting(row.getString("brand"), row.getInt("attempts")))
                .list();
    }

    private Optional<Claim> claim(String brand, Duration lease) {
        var claim = jdbc.sql("""
                        with next as (
                            select asset from cataloging
                            where brand = :brand and due_at <= now() and (leased_until is null or leased_until < now())
                            order by brand, attempts, turn, due_at, asset
                            for update skip locked
                            limit 1)
                        update cataloging c
                        set attempts = c.attempts + 1, lease = gen_random_uuid(), \
                            leased_until = now() + make_interval(secs => :lease)
                        from next where c.asset = next.asset
                        returning c.asset, c.lease, c.attempts""")
                .param("brand", brand)
                .param("lease", seconds(lease))
                .query((row, n) -> new Claim(
                        new AssetId(row.getObject("asset", UUID.class)),
                        row.getObject("lease", UUID.class),
                        row.getInt("attempts")))
                .optional();
        claim.ifPresent(c -> {
            served.put(brand, claims.incrementAndGet());
            jdbc.sql("update asset set state = 'cataloging' where id = :asset")
                    .param("asset", c.asset().value())
                    .update();
        });
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

    /** @param attempts of the entry that is next in this brand */
    private record Waiting(String name, int attempts) {}

    /** @param attempts this one included */
    record Claim(AssetId asset, UUID lease, int attempts) {}
}
