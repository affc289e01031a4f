package org.imprimatur.assets;

import static java.time.ZoneOffset.UTC;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.imprimatur.assets.Reconcile.Progress;
import org.imprimatur.assets.Reconcile.State;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The progress of the comparison, and the keys that rows name. Leases end by the database's clock. */
@Repository
class ReconcileRepository {

    /** Of each kind that are kept by name. */
    static final int FINDINGS = 1_000;

    private final JdbcClient jdbc;

    ReconcileRepository(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Begins a new comparison; empty while there is one that has not ended. */
    Optional<Claim> begin(Instant oldBefore, Duration lease) {
        var claim = jdbc.sql("""
                        insert into reconciliation as r (id, state, started_at, old_before, reached, rows, lease, leased_until)
                        select gen_random_uuid(), 'running', now(), :before, '', count(storage_key) + count(thumbnail_key),
                            gen_random_uuid(), now() + make_interval(secs => :lease)
                        from asset
                        on conflict (only_one) do update set
                            id = excluded.id, state = excluded.state, started_at = excluded.started_at, ended_at = null,
                            old_before = excluded.old_before, reached = excluded.reached, objects = 0,
                            rows = excluded.rows, rows_compared = 0, young = 0, removed = 0, missing = 0,
                            lease = excluded.lease, leased_until = excluded.leased_until
                        where r.state <> 'running'
                        returning id, lease, reached, old_before""")
                .param("before", oldBefore.atOffset(UTC))
                .param("lease", lease.toSeconds())
                .query(ReconcileRepository::claim)
                .optional();
        claim.ifPresent(begun -> jdbc.sql("delete from reconciliation_finding where reconciliation <> :id")
                .param("id", begun.id())
                .update());
        return claim;
    }

    /** Takes over a comparison whose node has ended or hangs; empty when there is none. */
    Optional<Claim> resume(Duration lease) {
        return jdbc.sql("""
                        update reconciliation set lease = gen_random_uuid(), leased_until = now() + make_interval(secs => :lease)
                        where state = 'running' and leased_until < now()
                        returning id, lease, reached, old_before""")
                .param("lease", lease.toSeconds())
                .query(ReconcileRepository::claim)
                .optional();
    }

    /** Whether the lease was still ours, and is for so long again. */
    boolean renew(Claim claim, Duration lease) {
        return jdbc.sql("""
                        update reconciliation set leased_until = now() + make_interval(secs => :for)
                        where id = :id and lease = :lease and state = 'running'""")
                        .param("for", lease.toSeconds())
                        .param("id", claim.id())
                        .param("lease", claim.lease())
                        .update()
                == 1;
    }

    /** Lets another node go on at once. */
    void release(Claim claim) {
        renew(claim, Duration.ofSeconds(-1));
    }

    /** Adds what a part had; whether the lease was still ours. Needs a transaction. */
    boolean advance(Claim claim, String reached, Part part, Duration lease) {
        var ours = jdbc.sql("""
                        update reconciliation set reached = :reached, objects = objects + :objects,
                            rows_compared = rows_compared + :rows, young = young + :young, removed = removed + :removed,
                            missing = missing + :missing, leased_until = now() + make_interval(secs => :for)
                        where id = :id and lease = :lease and state = 'running'""")
                        .param("reached", reached)
                        .param("objects", part.objects())
                        .param("rows", part.rows())
                        .param("young", part.young())
                        .param("removed", part.removed().size())
                        .param("missing", part.missing().size())
                        .param("for", lease.toSeconds())
                        .param("id", claim.id())
                        .param("lease", claim.lease())
                        .update()
                == 1;
        if (ours) {
            var none = new UUID[part.removed().size()];
            found(claim, "removed", part.removed(), none);
            found(
                    claim,
                    "missing",
                    part.missing().stream().map(Named::key).toList(),
                    part.missing().stream().map(named -> named.asset().value()).toArray(UUID[]::new));
        }
        return ours;
    }

    private void found(Claim claim, String kind, List<String> keys, @Nullable UUID[] assets) {
        if (!keys.isEmpty()) {
            jdbc.sql("""
                            insert into reconciliation_finding (reconciliation, kind, key, asset)
                            select :id, :kind, found.key, found.asset
                            from unnest(cast(:keys as text[]), cast(:assets as uuid[])) as found (key, asset)
                            limit greatest(0, :most - (
                                select count(*) from reconciliation_finding where reconciliation = :id and kind = :kind))
                            on conflict do nothing""")
                    .param("id", claim.id())
                    .param("kind", kind)
                    .param("keys", keys.toArray(String[]::new))
                    .param("assets", assets)
                    .param("most", FINDINGS)
                    .update();
        }
    }

    void end(Claim claim, State state) {
        jdbc.sql("""
                        update reconciliation set state = :state, ended_at = now()
                        where id = :id and lease = :lease and state = 'running'""")
                .param("state", state.name().toLowerCase(Locale.ROOT))
                .param("id", claim.id())
                .param("lease", claim.lease())
                .update();
    }

    Optional<Progress> latest() {
        return jdbc.sql("""
                        select r.*,
                            array(select key from reconciliation_finding
                                where reconciliation = r.id and kind = 'removed' order by key) as removed_keys,
                            array(select distinct asset from reconciliation_finding
                                where reconciliation = r.id and kind = 'missing' order by asset) as missing_assets
                        from reconciliation r""").query(ReconcileRepository::progress).optional();
    }

    /** Keys that rows name, in their order, after one and up to another; null for all that follow. */
    List<Named> named(String after, @Nullable String to, int most) {
        var range = """
                (select id, %1$s as key from asset where %1$s collate "C" > :after%2$s
                 order by %1$s collate "C" limit :most)""";
        var end = to == null ? "" : " and %1$s collate \"C\" <= :to";
        var parts = List.of("storage_key", "thumbnail_key").stream()
                .map(column -> range.formatted(column, end.formatted(column)))
                .toList();
        var statement = jdbc.sql("select id, key from (" + String.join(" union all ", parts)
                        + ") named order by key collate \"C\" limit :most")
                .param("after", after)
                .param("most", most);
        return (to == null ? statement : statement.param("to", to))
                .query((row, index) -> new Named(new AssetId(row.getObject("id", UUID.class)), row.getString("key")))
                .list();
    }

    /** Those of these keys that no row names. */
    Set<String> unnamed(List<String> keys) {
        return keys.isEmpty()
                ? Set.of()
                : jdbc.sql("""
                                select key from unnest(cast(:keys as text[])) as listed (key)
                                where not exists (select from asset where storage_key = key)
                                and not exists (select from asset where thumbnail_key = key)""")
                        .param("keys", keys.toArray(String[]::new))
                        .query(String.class)
                        .set();
    }

    boolean anyAsset() {
        return jdbc.sql("select exists (select from asset)")
                .query(Boolean.class)
                .single();
    }

    private static Claim claim(ResultSet row, int index) throws SQLException {
        return new Claim(
                row.getObject("id", UUID.class),
                row.getObject("lease", UUID.class),
                row.getString("reached"),
                row.getObject("old_before", OffsetDateTime.class).toInstant());
    }

    private static Progress progress(ResultSet row, int index) throws SQLException {
        var ended = row.getObject("ended_at", OffsetDateTime.class);
        return new Progress(
                row.getObject("id", UUID.class),
                State.valueOf(row.getString("state").toUpperCase(Locale.ROOT)),
                row.getObject("started_at", OffsetDateTime.class).toInstant(),
                ended == null ? null : ended.toInstant(),
                row.getLong("objects"),
                row.getLong("rows"),
                row.getLong("rows_compared"),
                row.getLong("young"),
                row.getLong("removed"),
                row.getLong("missing"),
                List.of((String[]) row.getArray("removed_keys").getArray()),
                List.of((UUID[]) row.getArray("missing_assets").getArray()).stream()
                        .map(AssetId::new)
                        .toList());
    }

    /**
     * The right to compare, until the lease ends.
     *
     * @param reached all keys up to this one are compared; empty at the beginning
     */
    record Claim(UUID id, UUID lease, String reached, Instant oldBefore) {}

    /** A key that a row names. */
    record Named(AssetId asset, String key) {}

    /** What was compared between two commits. */
    record Part(int objects, int rows, int young, List<String> removed, List<Named> missing) {}
}
