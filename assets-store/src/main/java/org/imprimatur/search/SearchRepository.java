package org.imprimatur.search;

import static java.time.ZoneOffset.UTC;

import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.UUID;
import org.imprimatur.search.SearchIndex.Hit;
import org.imprimatur.search.SearchIndex.Rows;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The entries of the search as rows. */
@Repository
class SearchRepository {

    /** Up to so many hits are sorted; with more of them, the newest subjects are looked at until there are enough. */
    private static final int FEW = 5_000;

    /** So many of the newest subjects are looked at before any hit is counted: a frequent word is in enough of them. */
    private static final int NEWEST = 500;

    private final JdbcClient jdbc;

    SearchRepository(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** @param listed sorted, so that two transactions with the same new words do not wait for each other */
    void put(String kind, UUID id, String brand, String vector, SortedSet<String> listed) {
        jdbc.sql("""
                        with entry as (
                            insert into search_entry (kind, id, brand, words)
                            values (:kind, :id, :brand, cast(:vector as tsvector))
                            on conflict (kind, id) do update set brand = excluded.brand, words = excluded.words)
                        insert into search_word (brand, word)
                        select :brand, word from unnest(cast(:listed as text[])) as new (word)
                        where not exists (
                            select from search_word known where known.brand = :brand and known.word = new.word)
                        order by word
                        on conflict do nothing""")
                .param("kind", kind)
                .param("id", id)
                .param("brand", brand)
                .param("vector", vector)
                .param("listed", listed.toArray(String[]::new))
                .update();
    }

    void remove(String kind, UUID id) {
        jdbc.sql("delete from search_entry where kind = :kind and id = :id")
                .param("kind", kind)
                .param("id", id)
                .update();
    }

    /**
     * For the statements of this transaction: plans are made for the words that are asked for, since those for any word
     * are right for none; and how alike words must be.
     */
    void prepare() {
        jdbc.sql("""
                        select set_config('plan_cache_mode', 'force_custom_plan', true),
                               set_config('pg_trgm.similarity_threshold', '0.4', true)""").query((row, n) -> true).single();
    }

    /** Words of the brand that have one of these in them, by it; those that nothing has in it are missing. */
    Map<String, List<String>> wordsWith(String brand, Collection<String> words) {
        return words(
                brand,
                words,
                "known.word like '%' || asked.word || '%' order by length(known.word), known.word limit 20");
    }

    /** Words of the brand that are like one of these. */
    Map<String, List<String>> wordsLike(String brand, Collection<String> words) {
        return words(
                brand,
                words,
                "known.word % asked.word order by similarity(known.word, asked.word) desc, known.word limit 5");
    }

    private Map<String, List<String>> words(String brand, Collection<String> words, String condition) {
        var found = new LinkedHashMap<String, List<String>>();
        if (!words.isEmpty()) {
            jdbc.sql("""
                            select asked.word as asked, found.word as found
                            from unnest(cast(:words as text[])) as asked (word)
                            cross join lateral (
                                select known.word from search_word known where known.brand = :brand and %s) as found""".formatted(condition))
                    .param("words", words.toArray(String[]::new))
                    .param("brand", brand)
                    .query(row -> {
                        found.computeIfAbsent(row.getString("asked"), each -> new ArrayList<>())
                                .add(row.getString("found"));
                    });
        }
        return found;
    }

    /**
     * What a page shows: of a frequent word from the newest subjects alone, else by {@link #amongAll}. Counting the hits of
     * a frequent word first would cost more than the page.
     */
    List<Hit> newest(Rows rows, String brand, String query, @Nullable String state, @Nullable Hit after, int limit) {
        var found = amongNewest(rows, brand, query, state, after, limit);
        return found.size() == limit ? found : amongAll(rows, brand, query, state, after, limit);
    }

    private List<Hit> amongNewest(
            Rows rows, String brand, String query, @Nullable String state, @Nullable Hit after, int limit) {
        var sql = """
                select row.id, row.at from (
                    select row.id, row.%1$s as at from %2$s row where row.brand = :brand""" + shown(rows, state, after, NEWEST) + """
                ) row
                where exists (
                    select from search_entry entry
                    where entry.kind = :kind and entry.id = row.id and entry.words @@ cast(:query as tsquery))
                order by row.at desc, row.id desc limit :limit""";
        return hits(sql.formatted(rows.time(), rows.table()), rows, brand, query, state, after, limit);
    }

    /**
     * Two plans, of which PostgreSQL runs the one that fits: few hits are sorted; many are so dense that walking through
     * the newest subjects soon has enough of them.
     */
    private List<Hit> amongAll(
            Rows rows, String brand, String query, @Nullable String state, @Nullable Hit after, int limit) {
        var shown = shown(rows, state, after, limit);
        var sql = """
                with hit as materialized (
                    select id from search_entry
                    where kind = :kind and brand = :brand and words @@ cast(:query as tsquery) limit %3$d + 1),
                size as materialized (select count(*) <= %3$d as few from hit)
                (select row.id, row.%1$s as at from hit join %2$s row using (id)
                 where (select few from size)""" + shown + """
                )
                union all
                (select row.id, row.%1$s as at from %2$s row
                 where not (select few from size) and row.brand = :brand and exists (
                     select from search_entry entry
                     where entry.kind = :kind and entry.id = row.id and entry.words @@ cast(:query as tsquery))""" + shown + ")";
        return hits(sql.formatted(rows.time(), rows.table(), FEW), rows, brand, query, state, after, limit);
    }

    private static String shown(Rows rows, @Nullable String state, @Nullable Hit after, int limit) {
        return (state == null ? "" : " and row.state = :state")
                + (after == null ? "" : " and (row." + rows.time() + ", row.id) < (:at, :id)")
                + " order by row." + rows.time() + " desc, row.id desc limit " + limit;
    }

    private List<Hit> hits(
            String sql, Rows rows, String brand, String query, @Nullable String state, @Nullable Hit after, int limit) {
        var statement = jdbc.sql(sql)
                .param("kind", rows.kind())
                .param("brand", brand)
                .param("query", query)
                .param("limit", limit);
        if (state != null) {
            statement = statement.param("state", state);
        }
        if (after != null) {
            statement = statement.param("at", after.at().atOffset(UTC)).param("id", after.id());
        }
        return statement
                .query((row, n) -> new Hit(
                        row.getObject("id", UUID.class),
                        row.getObject("at", OffsetDateTime.class).toInstant()))
                .list();
    }

    /** Begins anew where entries were made by other rules, and for a kind that is new. */
    void begin(String kind, int rules) {
        jdbc.sql("""
                        insert into search_rebuild (kind, rules, done) values (:kind, :rules, false)
                        on conflict (kind) do update set rules = excluded.rules, last = null, done = false
                        where search_rebuild.rules <> excluded.rules""").param("kind", kind).param("rules", rules).update();
    }

    /** Locked until the transaction ends; empty while another node has it. */
    Optional<Progress> progress(String kind) {
        return jdbc.sql("select last, done from search_rebuild where kind = :kind for update skip locked")
                .param("kind", kind)
                .query((row, n) -> new Progress(row.getObject("last", UUID.class), row.getBoolean("done")))
                .optional();
    }

    void reached(String kind, UUID last) {
        jdbc.sql("update search_rebuild set last = :last where kind = :kind")
                .param("kind", kind)
                .param("last", last)
                .update();
    }

    void done(String kind) {
        jdbc.sql("update search_rebuild set done = true where kind = :kind")
                .param("kind", kind)
                .update();
    }

    /** @param last the subject that was reached; null at the beginning */
    record Progress(@Nullable UUID last, boolean done) {}
}
