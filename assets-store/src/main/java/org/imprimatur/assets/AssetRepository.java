package org.imprimatur.assets;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The rows of assets. Lists leave out the extracted text, which may be a megabyte each. */
@Repository
class AssetRepository {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final TypeReference<Map<String, Asset.Metadatum>> METADATA = new TypeReference<>() {};

    private static final String COLUMNS = """
            a.id, a.brand, a.title, a.file_name, a.media_type, a.size, a.sha256, a.state, a.reason, a.metadata, \
            a.thumbnail_key is not null as thumbnail, a.created_at, \
            (select array_agg(u.person order by u.position) from asset_uploader u where u.asset = a.id) as uploaders, \
            (select k.attached from asset_file_kinds k where k.brand = a.brand) as attached_kinds""";

    private final JdbcClient jdbc;

    AssetRepository(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** False when the brand has these bytes already; waits for whoever is storing them at this moment. */
    boolean insert(Asset asset, boolean titleGiven, String storageKey) {
        return jdbc.sql("""
                                insert into asset (id, brand, title, title_given, file_name, media_type, size, sha256, \
                                    storage_key, state, created_at)
                                values (:id, :brand, :title, :titleGiven, :fileName, :mediaType, :size, :sha256, \
                                    :storageKey, :state, :createdAt)
                                on conflict (brand, sha256) do nothing""")
                        .param("id", asset.id().value())
                        .param("brand", asset.brand())
                        .param("title", asset.title())
                        .param("titleGiven", titleGiven)
                        .param("fileName", asset.fileName())
                        .param("mediaType", asset.mediaType())
                        .param("size", asset.size())
                        .param("sha256", asset.sha256())
                        .param("storageKey", storageKey)
                        .param("state", asset.state().word())
                        .param("createdAt", OffsetDateTime.ofInstant(asset.createdAt(), ZoneOffset.UTC))
                        .update()
                == 1;
    }

    void addUploader(AssetId id, String person, Instant at) {
        jdbc.sql("""
                        insert into asset_uploader (asset, person, uploaded_at) values (:asset, :person, :at)
                        on conflict do nothing""")
                .param("asset", id.value())
                .param("person", person)
                .param("at", OffsetDateTime.ofInstant(at, ZoneOffset.UTC))
                .update();
    }

    There there(String brand, String sha256) {
        return there(brand, sha256, "");
    }

    /** Locks the row until the transaction ends. */
    There lock(String brand, String sha256) {
        return there(brand, sha256, " for update");
    }

    private There there(String brand, String sha256, String lock) {
        return jdbc.sql("select id, state, storage_key from asset where brand = :brand and sha256 = :sha256" + lock)
                .param("brand", brand)
                .param("sha256", sha256)
                .query((row, n) -> new There(
                        new AssetId(row.getObject("id", UUID.class)),
                        AssetState.of(row.getString("state")),
                        row.getString("storage_key")))
                .single();
    }

    /** A failed asset begins anew, with the bytes that just came. */
    void restart(AssetId id, String storageKey) {
        jdbc.sql("update asset set state = 'received', reason = null, storage_key = :key where id = :id")
                .param("key", storageKey)
                .param("id", id.value())
                .update();
    }

    Optional<Asset> find(AssetId id) {
        return jdbc.sql("select " + COLUMNS + ", a.text from asset a where a.id = :id")
                .param("id", id.value())
                .query((row, n) -> asset(row, row.getString("text"), metadata(row.getString("metadata"))))
                .optional();
    }

    /** Without what was found in it. */
    Optional<Asset> outline(AssetId id) {
        return jdbc.sql("select " + COLUMNS + " from asset a where a.id = :id")
                .param("id", id.value())
                .query((row, n) -> asset(row, null, Map.of()))
                .optional();
    }

    Optional<String> brand(AssetId id) {
        return jdbc.sql("select brand from asset where id = :id")
                .param("id", id.value())
                .query(String.class)
                .optional();
    }

    /** Those that can be read. */
    List<Asset> all(Collection<AssetId> ids) {
        return jdbc
                .sql("select " + COLUMNS + " from asset a where a.id = any(:ids)")
                .param("ids", ids.stream().map(AssetId::value).distinct().toArray(UUID[]::new))
                .query((row, n) -> listed(row))
                .list()
                .stream()
                .map(Listed::asset)
                .flatMap(Stream::ofNullable)
                .toList();
    }

    /** Newest first. */
    List<Listed> newest(String brand, @Nullable AssetState state, @Nullable Cursor after, int limit) {
        var sql = new StringBuilder("select " + COLUMNS + " from asset a where a.brand = :brand");
        if (state != null) {
            sql.append(" and a.state = :state");
        }
        if (after != null) {
            sql.append(" and (a.created_at, a.id) < (:afterTime, :afterId)");
        }
        var statement = jdbc.sql(sql.append(" order by a.created_at desc, a.id desc limit :limit")
                        .toString())
                .param("brand", brand)
                .param("limit", limit);
        if (state != null) {
            statement = statement.param("state", state.word());
        }
        if (after != null) {
            statement = statement
                    .param("afterTime", OffsetDateTime.ofInstant(after.createdAt(), ZoneOffset.UTC))
                    .param("afterId", after.id().value());
        }
        return statement.query((row, n) -> listed(row)).list();
    }

    /** Those that there are, newest first. */
    List<Listed> listed(List<UUID> ids) {
        return jdbc.sql("select " + COLUMNS
                        + " from asset a where a.id = any(:ids) order by a.created_at desc, a.id desc")
                .param("ids", ids.toArray(UUID[]::new))
                .query((row, n) -> listed(row))
                .list();
    }

    /** With their text and in the order of their ids, locked until the transaction ends. */
    List<WithText> lockFollowing(@Nullable UUID last, int limit) {
        return jdbc.sql("select " + COLUMNS + ", a.text from asset a where a.id > :last"
                        + " order by a.id limit :limit for no key update")
                .param("last", last == null ? new UUID(0, 0) : last)
                .param("limit", limit)
                .query((row, n) -> new WithText(listed(row), row.getString("text")))
                .list();
    }

    /** @param most count of a state beyond which it is not counted on */
    Map<AssetState, Integer> counts(String brand, int most) {
        var counts = new EnumMap<AssetState, Integer>(AssetState.class);
        jdbc.sql("""
                        select wanted.state, (select count(*) from (
                            select from asset where brand = :brand and state = wanted.state limit :most + 1) as counted) as n
                        from unnest(cast(:states as text[])) as wanted (state)""")
                .param("brand", brand)
                .param("most", most)
                .param(
                        "states",
                        Arrays.stream(AssetState.values()).map(AssetState::word).toArray(String[]::new))
                .query(row -> {
                    counts.put(AssetState.of(row.getString("state")), row.getInt("n"));
                });
        return counts;
    }

    Optional<Bytes> original(AssetId id) {
        return jdbc.sql("select storage_key as key, media_type, size from asset where id = :id")
                .param("id", id.value())
                .query((row, n) -> new Bytes(row.getString("key"), row.getString("media_type"), row.getLong("size")))
                .optional();
    }

    /** Key and type of the thumbnail; its size is the store's to tell. */
    Optional<Bytes> thumbnail(AssetId id) {
        return jdbc.sql("""
                        select thumbnail_key as key, thumbnail_type from asset
                        where id = :id and thumbnail_key is not null""")
                .param("id", id.value())
                .query((row, n) -> new Bytes(row.getString("key"), row.getString("thumbnail_type"), AssetStore.UNKNOWN))
                .optional();
    }

    Optional<AssetState> lockState(AssetId id) {
        return jdbc.sql("select state from asset where id = :id for update")
                .param("id", id.value())
                .query((row, n) -> AssetState.of(row.getString("state")))
                .optional();
    }

    void state(AssetId id, AssetState state) {
        jdbc.sql("update asset set state = :state where id = :id")
                .param("state", state.word())
                .param("id", id.value())
                .update();
    }

    /** @param title what the file calls itself; null to keep the title */
    void cataloged(
            AssetId id,
            Findings findings,
            @Nullable String title,
            @Nullable String reason,
            @Nullable String thumbnailKey) {
        var thumbnail = findings.thumbnail();
        jdbc.sql("update asset set state = 'cataloged', media_type = :mediaType, metadata = :metadata::jsonb,"
                        + " text = :text, reason = :reason, thumbnail_key = :thumbnailKey,"
                        + " thumbnail_type = :thumbnailType,"
                        + " title = case when title_given then title else coalesce(:title, title) end"
                        + " where id = :id")
                .param("mediaType", findings.mediaType())
                .param("metadata", json(findings.metadata()))
                .param("text", findings.text())
                .param("reason", reason)
                .param("thumbnailKey", thumbnailKey)
                .param("thumbnailType", thumbnail == null || thumbnailKey == null ? null : thumbnail.mediaType())
                .param("title", title)
                .param("id", id.value())
                .update();
    }

    void failed(AssetId id, @Nullable String mediaType, String reason) {
        jdbc.sql("""
                        update asset set state = 'failed', reason = :reason, \
                            media_type = coalesce(:mediaType, media_type)
                        where id = :id""")
                .param("reason", reason)
                .param("mediaType", mediaType)
                .param("id", id.value())
                .update();
    }

    /** A row that cannot be read is logged once, and does not fail its list. */
    private static Listed listed(ResultSet row) throws SQLException {
        var id = new AssetId(row.getObject("id", UUID.class));
        var createdAt = row.getObject("created_at", OffsetDateTime.class).toInstant();
        try {
            return new Listed(id, createdAt, asset(row, null, metadata(row.getString("metadata"))));
        } catch (RuntimeException e) {
            UnreadableItems.log("asset:" + id, e);
            return new Listed(id, createdAt, null);
        }
    }

    private static Asset asset(ResultSet row, @Nullable String text, Map<String, Asset.Metadatum> metadata)
            throws SQLException {
        var attached = row.getArray("attached_kinds");
        var kinds = FileKinds.attached(attached == null ? null : (String[]) attached.getArray());
        var format = FileFormat.of(row.getString("media_type"), row.getString("file_name"));
        return new Asset(
                new AssetId(row.getObject("id", UUID.class)),
                row.getString("brand"),
                row.getString("title"),
                row.getString("file_name"),
                row.getString("media_type"),
                row.getLong("size"),
                row.getString("sha256"),
                AssetState.of(row.getString("state")),
                row.getString("reason"),
                metadata,
                text,
                row.getBoolean("thumbnail"),
                kinds.contains(format.kind()),
                List.of((String[]) row.getArray("uploaders").getArray()),
                row.getObject("created_at", OffsetDateTime.class).toInstant());
    }

    private static Map<String, Asset.Metadatum> metadata(String json) {
        try {
            return JSON.readValue(json, METADATA);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("The metadata of an asset is not what was written", e);
        }
    }

    private static String json(Map<String, Asset.Metadatum> metadata) {
        try {
            return JSON.writeValueAsString(metadata);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("Text always becomes JSON", e);
        }
    }

    /**
     * An asset and the moment that sorts it in lists.
     *
     * @param asset null when its row cannot be read
     */
    record Listed(AssetId id, Instant createdAt, @Nullable Asset asset) {}

    /** @param text extracted from it; null when there is none */
    record WithText(Listed listed, @Nullable String text) {}

    /** A row that is there already. */
    record There(AssetId id, AssetState state, String storageKey) {}

    /** Where bytes lie. */
    record Bytes(String key, String mediaType, long size) {}

    /** Ages by the database's own clock, as the queue's. */
    Assets.Backlog backlog() {
        return jdbc.sql("""
                        select count(*) as waiting,
                            coalesce(extract(epoch from now() - min(a.created_at)), 0) as oldest,
                            (select count(*) from asset where state = 'failed') as failed
                        from cataloging c join asset a on a.id = c.asset""")
                .query((row, n) -> new Assets.Backlog(
                        row.getLong("waiting"),
                        Duration.ofMillis(Math.max(0, (long) (row.getDouble("oldest") * 1000))),
                        row.getLong("failed")))
                .single();
    }
}
