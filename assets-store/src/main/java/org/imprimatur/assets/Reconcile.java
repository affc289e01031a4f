package org.imprimatur.assets;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.ConnectionCallback;
import org.springframework.jdbc.core.JdbcOperations;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Brings store and database to agree. An upload that broke off between the two leaves an object that no row names:
 * removed once it is older than a grace period that no upload outlasts. A row whose object is missing is reported.
 */
@Component
public class Reconcile {

    private static final Logger log = LoggerFactory.getLogger(Reconcile.class);
    private static final int BATCH = 1000;
    static final long LOCK = 0x696d_7072_0001L; // any number that nobody else in this database uses

    /** For one statement: some look at all objects and all assets, which takes longer than a request may. */
    private static final Duration STATEMENT_LIMIT = Duration.ofMinutes(10);

    private final JdbcClient jdbc;
    private final JdbcOperations connection;
    private final AssetStore store;
    private final TransactionTemplate transaction;
    private final ReconcileSettings settings;
    private final Clock clock;

    Reconcile(
            JdbcClient jdbc,
            JdbcOperations connection,
            AssetStore store,
            PlatformTransactionManager transactions,
            ReconcileSettings settings,
            Clock clock) {
        this.jdbc = jdbc;
        this.connection = connection;
        this.store = store;
        this.transaction = new TransactionTemplate(transactions);
        this.settings = settings;
        this.clock = clock;
    }

    /** Compares now; what may still be on its way is left alone. Empty when somebody else is at it. */
    public Optional<Result> run() {
        return run(settings.grace());
    }

    /**
     * Does nothing when somebody else is at it, on whichever node. Where the database names no object at all nothing is removed either: an
     * empty database before a full bucket is rather a wrong address than a bucket of leftovers.
     */
    Optional<Result> run(Duration grace) {
        var found = transaction.execute(status -> {
            var locked = jdbc.sql("select pg_try_advisory_xact_lock(:key)")
                    .param("key", LOCK)
                    .query(Boolean.class)
                    .single();
            return locked ? Optional.of(compare(clock.instant().minus(grace))) : Optional.<Found>empty();
        });
        if (found == null) {
            throw new IllegalStateException("The transaction answers with what was found");
        }
        return found.map(this::settled);
    }

    /** Removes and tells what was found. */
    private Result settled(Found found) {
        var result = new Result(found.objects(), found.young(), found.orphans(), missing(found.absent()));
        result.removed().forEach(store::remove);
        log.info(
                "Store and database compared: {} objects, {} of them young and without an asset, {} removed, {} missing",
                result.objects(),
                result.young(),
                result.removed().size(),
                result.missing().size());
        if (!result.missing().isEmpty()) {
            log.error(
                    "The bytes of {} assets are missing in the store: {}",
                    result.missing().size(),
                    result.missing());
        }
        return result;
    }

    /** What the list did not have may have been stored after it: each is looked for once more. */
    private List<AssetId> missing(List<Absent> absent) {
        return absent.stream()
                .filter(named -> store.size(named.key()).isEmpty())
                .map(Absent::asset)
                .distinct()
                .toList();
    }

    /** @param before objects from before this instant count as old */
    private Found compare(Instant before) {
        allowLongStatements();
        jdbc.sql("create temporary table listed (key text not null, old boolean not null) on commit drop")
                .update();
        var batch = new ArrayList<AssetStore.Stored>(BATCH);
        store.list(stored -> {
            batch.add(stored);
            if (batch.size() == BATCH) {
                write(batch, before);
            }
        });
        write(batch, before);
        jdbc.sql("analyze listed").update();
        var anyNamed = jdbc.sql("select exists (select from asset)")
                .query(Boolean.class)
                .single();
        var orphans = jdbc.sql("""
                        select key from listed l where old
                        and not exists (select from asset a where a.storage_key = l.key)
                        and not exists (select from asset a where a.thumbnail_key = l.key)""").query(String.class).list();
        var absent = jdbc.sql("""
                        select a.id, named.key
                        from asset a cross join lateral (values (a.storage_key), (a.thumbnail_key)) named (key)
                        where named.key is not null
                        and not exists (select from listed l where l.key = named.key)
                        order by a.created_at, named.key limit 1000""")
                .query((row, index) -> new Absent(new AssetId(row.getObject("id", UUID.class)), row.getString("key")))
                .list();
        var counted =
                jdbc.sql("select count(*) from listed").query(Integer.class).single();
        var young = jdbc.sql("""
                        select count(*) from listed l where not old
                        and not exists (select from asset a where a.storage_key = l.key)
                        and not exists (select from asset a where a.thumbnail_key = l.key)""").query(Integer.class).single();
        return new Found(counted, young, anyNamed ? orphans : List.of(), absent);
    }

    /** Until the transaction ends: the server's own limit, and the client's, which is a little longer. */
    private void allowLongStatements() {
        jdbc.sql("select set_config('statement_timeout', :limit, true)")
                .param("limit", STATEMENT_LIMIT.toSeconds() + "s")
                .query(String.class)
                .single();
        var unused = connection.execute((ConnectionCallback<Boolean>) current -> {
            current.setNetworkTimeout(
                    Runnable::run, (int) STATEMENT_LIMIT.plusMinutes(1).toMillis()); // the pool sets its own again
            return true;
        });
    }

    private void write(List<AssetStore.Stored> batch, Instant before) {
        if (!batch.isEmpty()) {
            jdbc.sql("insert into listed select * from unnest(:keys, :old)")
                    .param("keys", batch.stream().map(AssetStore.Stored::key).toArray(String[]::new))
                    .param(
                            "old",
                            batch.stream()
                                    .map(s -> s.modified().isBefore(before))
                                    .toArray(Boolean[]::new))
                    .update();
        }
        batch.clear();
    }

    /**
     * What was found.
     *
     * @param objects in the bucket
     * @param young how many of them no row names, but may still be on their way
     * @param removed keys that no row named
     * @param missing assets whose bytes or whose thumbnail are not where their row says; found among the first 1000 keys
     */
    public record Result(int objects, int young, List<String> removed, List<AssetId> missing) {}

    /** What the list of the bucket says. */
    private record Found(int objects, int young, List<String> orphans, List<Absent> absent) {}

    /** A key that a row names and the list has not. */
    private record Absent(AssetId asset, String key) {}
}
