package org.imprimatur.content;

import static java.time.ZoneOffset.UTC;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.sql.Types;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.imprimatur.assets.AssetId;
import org.imprimatur.transaction.TransactionMemory;
import org.imprimatur.web.ItemGuard;
import org.imprimatur.web.TimeCursor;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.UncategorizedSQLException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Posts as rows; one statement reads any number of them, each with all that belongs to it. */
@Repository
class PostRepository {

    private static final String SELECT = """
            select id, brand, title, version, hash, state, step, reason, slot_local, slot_zone, slot_offset, slot_at,
                   created_at, saved_at, since, changed_at,
                   array(select channel from post_variant v where v.post = post.id order by position) as channels,
                   array(select text from post_variant v where v.post = post.id order by position) as texts,
                   array(select asset from post_asset a where a.post = post.id order by position) as assets,
                   array(select alt from post_asset a where a.post = post.id order by position) as alts,
                   array(select person from post_author a where a.post = post.id order by a.since, person) as authors
            from post
            """;

    private final JdbcClient jdbc;
    private final TransactionMemory<UUID, Post> read = new TransactionMemory<>();

    PostRepository(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    Optional<Post> find(UUID id) {
        return read.recall(id, unread -> jdbc.sql(SELECT + "where id = :id")
                .param("id", id)
                .query(PostRepository::post)
                .optional());
    }

    /** The post without a slot, where that cannot be read: enough to end what is asked about it. */
    Optional<Post> outline(UUID id) {
        return ItemGuard.read("post:" + id, () -> find(id)).orElseGet(() -> jdbc.sql(SELECT + "where id = :id")
                .param("id", id)
                .query((row, number) -> post(row, null))
                .optional());
    }

    /** The brand of a post, also of one that cannot be read. */
    Optional<String> brand(UUID id) {
        return jdbc.sql("select brand from post where id = :id")
                .param("id", id)
                .query(String.class)
                .optional();
    }

    /** As it is now: what this transaction has read of it may be older than its turn. */
    Optional<Post> findAnew(UUID id) {
        read.forget(id);
        return find(id);
    }

    /** Reads it and keeps others from changing it until the transaction ends. */
    Optional<Post> lock(UUID id) {
        jdbc.sql("select 1 from post where id = :id for update")
                .param("id", id)
                .query(Integer.class)
                .optional();
        return findAnew(id); // parts that others committed while it waited were not in that statement's view
    }

    /** Those that can be read. */
    List<Post> all(Collection<UUID> ids) {
        return ids.isEmpty()
                ? List.of()
                : readable(jdbc.sql(SELECT + "where id in (:ids)")
                        .param("ids", ids)
                        .query(PostRepository::changed)
                        .list());
    }

    /** Newest change first, those that can be read. */
    List<Post> using(AssetId asset, int limit) {
        return readable(jdbc.sql(SELECT + "where id in (select post from post_asset where asset = :asset)"
                        + " order by changed_at desc, id desc limit :limit")
                .param("asset", asset.value())
                .param("limit", limit)
                .query(PostRepository::changed)
                .list());
    }

    /** Newest change first. */
    List<Changed> newest(String brand, @Nullable PostState state, @Nullable TimeCursor after, int limit) {
        var sql = new StringBuilder(SELECT + "where brand = :brand");
        if (state != null) {
            sql.append(" and state = :state");
        }
        if (after != null) {
            sql.append(" and (changed_at, id) < (:at, :id)");
        }
        var statement = jdbc.sql(sql.append(" order by changed_at desc, id desc limit :limit")
                        .toString())
                .param("brand", brand)
                .param("limit", limit);
        if (state != null) {
            statement = statement.param("state", state.word());
        }
        if (after != null) {
            statement = statement.param("at", time(after.at())).param("id", after.id());
        }
        return statement.query(PostRepository::changed).list();
    }

    /** Those that there are, newest change first. */
    List<Changed> listed(List<UUID> ids) {
        return jdbc.sql(SELECT + "where id = any(:ids) order by changed_at desc, id desc")
                .param("ids", ids.toArray(UUID[]::new))
                .query(PostRepository::changed)
                .list();
    }

    /** In the order of their ids, locked until the transaction ends. */
    List<Changed> lockFollowing(@Nullable UUID last, int limit) {
        return jdbc.sql(SELECT + "where id > :last order by id limit :limit for no key update")
                .param("last", last == null ? new UUID(0, 0) : last)
                .param("limit", limit)
                .query(PostRepository::changed)
                .list();
    }

    /** The post that was made from a form of the composer. */
    Optional<Post> ofForm(String brand, UUID form) {
        return jdbc.sql(SELECT + "where brand = :brand and form_key = :form")
                .param("brand", brand)
                .param("form", form)
                .query(PostRepository::post)
                .optional();
    }

    /** @param form key of the form that it was made from; null for one that came without */
    void insert(Post post, @Nullable UUID form) {
        jdbc.sql("""
                        insert into post (id, brand, title, version, state, step, slot_local, slot_zone, slot_offset,
                                          slot_at, created_at, saved_at, since, changed_at, form_key)
                        values (:id, :brand, :title, :version, :state, :step, :local, :zone, :offset,
                                :at, :now, :now, :now, :now, :form)""")
                .param("form", form, Types.OTHER)
                .param("id", post.id())
                .param("brand", post.brand())
                .param("title", post.title())
                .param("version", post.version())
                .param("state", post.state().word())
                .param("step", post.step())
                .params(slot(post.slot()))
                .param("now", time(post.createdAt()))
                .update();
        variants(post);
        assets(post);
        author(post.id(), post.authors().get(0), post.createdAt());
        read.remember(post.id(), post);
    }

    /** The next version of it; the row is locked by the caller. */
    void update(Post post) {
        read.forget(post.id());
        jdbc.sql("""
                        update post set title = :title, version = :version, slot_local = :local, slot_zone = :zone,
                               slot_offset = :offset, slot_at = :at, saved_at = :now, changed_at = :now
                        where id = :id""")
                .param("id", post.id())
                .param("title", post.title())
                .param("version", post.version())
                .params(slot(post.slot()))
                .param("now", time(post.savedAt()))
                .update();
        jdbc.sql("delete from post_variant where post = :post")
                .param("post", post.id())
                .update();
        jdbc.sql("delete from post_asset where post = :post")
                .param("post", post.id())
                .update();
        variants(post);
        assets(post);
    }

    void author(UUID post, String person, Instant since) {
        read.forget(post);
        jdbc.sql("insert into post_author (post, person, since) values (:post, :person, :since) on conflict do nothing")
                .param("post", post)
                .param("person", person)
                .param("since", time(since))
                .update();
    }

    /** Deletes it with all that belongs to it, and what anybody has typed into its form. */
    void delete(UUID id) {
        read.forget(id);
        jdbc.sql("delete from post where id = :id").param("id", id).update();
        jdbc.sql("delete from post_autosave where post = :id")
                .param("id", id.toString())
                .update();
    }

    void submitted(Post post, String hash) {
        jdbc.sql("update post set hash = :hash where id = :id")
                .param("id", post.id())
                .param("hash", hash)
                .update();
        read.remember(post.id(), post.with(hash));
    }

    /** It stands where this says; nothing else of it has changed. */
    void became(Post post) {
        jdbc.sql("update post set state = :state, step = :step, reason = :reason, since = :since, changed_at = :since"
                        + " where id = :id")
                .param("id", post.id())
                .param("state", post.state().word())
                .param("step", post.step())
                .param("reason", post.reason())
                .param("since", time(post.since()))
                .update();
        read.remember(post.id(), post);
    }

    private void variants(Post post) {
        var position = 0;
        for (var variant : post.variants()) {
            jdbc.sql(
                            "insert into post_variant (post, position, channel, text) values (:post, :position, :channel, :text)")
                    .param("post", post.id())
                    .param("position", position++)
                    .param("channel", variant.channel())
                    .param("text", variant.text())
                    .update();
        }
    }

    private void assets(Post post) {
        var position = 0;
        for (var attachment : post.assets()) {
            jdbc.sql("insert into post_asset (post, position, asset, alt) values (:post, :position, :asset, :alt)")
                    .param("post", post.id())
                    .param("position", position++)
                    .param("asset", attachment.id().value())
                    .param("alt", attachment.alt())
                    .update();
        }
    }

    private static Map<String, @Nullable Object> slot(@Nullable Slot slot) {
        Map<String, @Nullable Object> values = new HashMap<>();
        values.put("local", slot == null ? null : Timestamp.valueOf(slot.local()));
        values.put("zone", slot == null ? null : slot.zone().getId());
        values.put(
                "offset",
                slot == null || slot.offset() == null ? null : slot.offset().getId());
        values.put("at", slot == null ? null : time(slot.instant()));
        return values;
    }

    private static OffsetDateTime time(Instant instant) {
        return instant.atOffset(UTC);
    }

    private static Post post(ResultSet row, int number) throws SQLException {
        return post(row, slot(row));
    }

    private static Post post(ResultSet row, @Nullable Slot slot) throws SQLException {
        return new Post(
                row.getObject("id", UUID.class),
                row.getString("brand"),
                row.getString("title"),
                row.getInt("version"),
                row.getString("hash"),
                PostState.of(row.getString("state")),
                row.getString("step"),
                row.getString("reason"),
                variants((String[]) array(row, "channels"), (String[]) array(row, "texts")),
                attachments((UUID[]) array(row, "assets"), (String[]) array(row, "alts")),
                slot,
                List.of((String[]) array(row, "authors")),
                instant(row, "created_at"),
                instant(row, "saved_at"),
                instant(row, "since"));
    }

    private static Changed changed(ResultSet row, int number) throws SQLException {
        var id = row.getObject("id", UUID.class);
        var post = ItemGuard.read("post:" + id, () -> {
            try {
                return post(row, number);
            } catch (SQLException e) {
                throw new UncategorizedSQLException("reading a post", null, e);
            }
        });
        return new Changed(id, post.orElse(null), instant(row, "changed_at"));
    }

    private static List<Post> readable(List<Changed> rows) {
        return rows.stream().map(Changed::post).flatMap(Stream::ofNullable).toList();
    }

    private static List<Post.Variant> variants(String[] channels, String[] texts) {
        return IntStream.range(0, channels.length)
                .mapToObj(i -> new Post.Variant(channels[i], texts[i]))
                .toList();
    }

    private static List<Post.Attachment> attachments(UUID[] assets, String[] alts) {
        return IntStream.range(0, assets.length)
                .mapToObj(i -> new Post.Attachment(new AssetId(assets[i]), alts[i]))
                .toList();
    }

    private static Object array(ResultSet row, String column) throws SQLException {
        return row.getArray(column).getArray();
    }

    private static Instant instant(ResultSet row, String column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }

    private static @Nullable Slot slot(ResultSet result) throws SQLException {
        var local = result.getObject("slot_local", LocalDateTime.class);
        if (local == null) {
            return null;
        }
        var offset = result.getString("slot_offset");
        return new Slot(
                local,
                ZoneId.of(result.getString("slot_zone")),
                offset == null ? null : ZoneOffset.of(offset),
                result.getObject("slot_at", OffsetDateTime.class).toInstant());
    }

    /**
     * A post and the moment that sorts it in lists.
     *
     * @param post null when its row cannot be read
     */
    record Changed(UUID id, @Nullable Post post, Instant at) {}
}
