package org.imprimatur.publishing;

import static java.time.ZoneOffset.UTC;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.imprimatur.approval.CanonicalDocument;
import org.imprimatur.web.ItemGuard;
import org.imprimatur.web.TimeCursor;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** What is out on the feed of each brand. */
@Repository
class Feeds {

    /** So many entries on a page of a feed. */
    static final int PAGE = 20;

    private static final String COLUMNS = "id, brand, post, version, hash, document, published_at";

    private final JdbcClient jdbc;

    Feeds(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * Puts a post on its brand's feed, in the caller's transaction.
     *
     * @return the path under which it can be seen
     */
    String add(Attempt attempt, CanonicalDocument document, Instant at) {
        var approved = Approved.of(document);
        var entry = UUID.randomUUID();
        jdbc.sql("""
                        insert into feed_entry (id, attempt, brand, post, version, hash, document, published_at)
                        values (:id, :attempt, :brand, :post, :version, :hash, :document, :at)""")
                .param("id", entry)
                .param("attempt", attempt.id())
                .param("brand", approved.brand())
                .param("post", approved.post())
                .param("version", attempt.version())
                .param("hash", attempt.hash())
                .param("document", document.json())
                .param("at", at.atOffset(UTC))
                .update();
        for (var medium : approved.media()) {
            jdbc.sql("insert into feed_media (entry, brand, asset, sha256) values (:entry, :brand, :asset, :sha256)")
                    .param("entry", entry)
                    .param("brand", approved.brand())
                    .param("asset", medium.asset())
                    .param("sha256", medium.sha256())
                    .update();
        }
        return "/feeds/" + approved.brand() + "/posts/" + approved.post();
    }

    /** The name of a brand's feed for feed readers, made when it is first asked for and kept for ever. */
    UUID id(String brand) {
        jdbc.sql("insert into feed (brand, id) values (:brand, :id) on conflict (brand) do nothing")
                .param("brand", brand)
                .param("id", UUID.randomUUID())
                .update();
        return jdbc.sql("select id from feed where brand = :brand")
                .param("brand", brand)
                .query(UUID.class)
                .single();
    }

    /** Newest first. */
    Page of(String brand, @Nullable String before) {
        var sql = "select " + COLUMNS + " from feed_entry where brand = :brand"
                + (before == null ? "" : " and (published_at, id) < (:at, :id)")
                + " order by published_at desc, id desc limit " + (PAGE + 1);
        var statement = jdbc.sql(sql).param("brand", brand);
        if (before != null) {
            var cursor = TimeCursor.of("before", before);
            statement = statement.param("at", cursor.at().atOffset(UTC)).param("id", cursor.id());
        }
        var found = statement.query(Feeds::row).list();
        var shown = found.subList(0, Math.min(PAGE, found.size()));
        var last = found.size() > PAGE ? found.get(PAGE - 1) : null;
        return new Page(
                shown.stream().map(Row::entry).flatMap(Stream::ofNullable).toList(),
                shown.stream().filter(row -> row.entry() == null).map(Row::post).toList(),
                last == null ? null : new TimeCursor(last.publishedAt(), last.id()).toString());
    }

    Optional<Row> find(String brand, UUID post) {
        return jdbc.sql("select " + COLUMNS + " from feed_entry where brand = :brand and post = :post")
                .param("brand", brand)
                .param("post", post)
                .query(Feeds::row)
                .optional();
    }

    /** The digest of an asset that a published post of the brand shows; empty when none does. */
    Optional<String> published(String brand, UUID asset) {
        return jdbc
                .sql("select distinct sha256 from feed_media where brand = :brand and asset = :asset")
                .param("brand", brand)
                .param("asset", asset)
                .query(String.class)
                .list()
                .stream()
                .findFirst();
    }

    private static Row row(ResultSet result, int number) throws SQLException {
        var id = result.getObject("id", UUID.class);
        var post = result.getObject("post", UUID.class);
        var version = result.getInt("version");
        var hash = result.getString("hash");
        var document = result.getString("document");
        var at = result.getObject("published_at", OffsetDateTime.class).toInstant();
        var entry = ItemGuard.read("feed entry " + id, () -> new Entry(id, version, hash, Approved.of(document), at));
        return new Row(id, post, at, entry.orElse(null));
    }

    /**
     * A row of a feed.
     *
     * @param entry null when it cannot be read
     */
    record Row(
            UUID id,
            UUID post,
            Instant publishedAt,
            @Nullable Entry entry) {}

    /** One post as it is out in the world. */
    record Entry(UUID id, int version, String hash, Approved approved, Instant publishedAt) {

        /** What it is called in feeds; the same for ever. */
        String urn() {
            return "urn:uuid:" + approved.post();
        }

        String text() {
            return approved.texts().getOrDefault("feed", "");
        }
    }

    /**
     * A part of a feed.
     *
     * @param unreadable ids of the posts in this part that cannot be displayed
     * @param next cursor of the following, earlier page; null at the end
     */
    record Page(
            List<Entry> entries,
            List<UUID> unreadable,
            @Nullable String next) {}
}
