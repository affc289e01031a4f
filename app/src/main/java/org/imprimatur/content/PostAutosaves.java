package org.imprimatur.content;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.imprimatur.web.InvalidInput;
import org.imprimatur.web.TooOften;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.util.LinkedMultiValueMap;
import org.springframework.util.MultiValueMap;

/**
 * Forms of posts while they are filled in, one per person and post. Nobody becomes an author by one, and no version is
 * made. Saving the post or discarding the row deletes it; what nobody came back to is deleted after 30 days. All times
 * are the database's, so that the clocks of the nodes do not matter.
 */
@Repository
class PostAutosaves {

    /** Rows of one person; the oldest give way. */
    static final int MOST = 50;

    /** Of a form as JSON, in UTF-16 units: more than the longest text that can be saved. */
    static final int LONGEST = 300_000;

    private static final Set<String> FIELDS = Set.of(
            "version",
            "title",
            "variants[" + Channel.FEED.id() + "].text",
            "asset",
            "alt",
            "when",
            "slot.date",
            "slot.time",
            "slot.zone",
            "slot.offset",
            "slot.choice");

    private static final String KEPT = "interval '30 days'";

    /** So many saves at once, then one a second. */
    private static final String BURST = "interval '60 seconds'";

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final JdbcClient jdbc;

    PostAutosaves(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Transactional(readOnly = true)
    public Optional<PostAutosave> find(String post, String person) {
        return jdbc.sql("select * from post_autosave where post = :post and person = :person and saved_at > now() - "
                        + KEPT)
                .param("post", post)
                .param("person", person)
                .query(PostAutosaves::read)
                .optional();
    }

    /** Somebody's forms of posts of a brand that were never saved, newest first. */
    @Transactional(readOnly = true)
    public List<PostAutosave> unsaved(String brand, String person) {
        return jdbc.sql("select * from post_autosave where person = :person and brand = :brand and draft"
                        + " and saved_at > now() - " + KEPT + " order by saved_at desc, post")
                .param("person", person)
                .param("brand", brand)
                .query(PostAutosaves::read)
                .list();
    }

    /**
     * Keeps a form in place of the one before.
     *
     * @param draft whether it is for a post that is not saved yet
     * @return when
     * @throws InvalidInput when it is too long or holds U+0000
     * @throws TooOften when it is saved more often than anybody types
     */
    @Transactional
    public Instant save(String brand, String post, boolean draft, String person, MultiValueMap<String, String> fields) {
        var json = json(fields);
        var saved = jdbc.sql("""
                        insert into post_autosave as kept (person, post, brand, draft, base, fields, saved_at, busy_until)
                        values (:person, :post, :brand, :draft, :base, cast(:fields as jsonb), now(),
                                now() + interval '1 second')
                        on conflict (person, post) do update
                        set base = excluded.base, fields = excluded.fields, saved_at = excluded.saved_at,
                            busy_until = greatest(kept.busy_until, now()) + interval '1 second'
                        where kept.busy_until <= now() + %s
                        returning saved_at""".formatted(BURST))
                .param("person", person)
                .param("post", post)
                .param("brand", brand)
                .param("draft", draft)
                .param("base", PostForm.of(fields).version())
                .param("fields", json)
                .query(OffsetDateTime.class)
                .optional()
                .orElseThrow(TooOften::new);
        jdbc.sql("""
                        delete from post_autosave where ctid in (
                          select ctid from post_autosave where saved_at < now() - %s for update skip locked)
                        or person = :person and (person, post) in (
                          select person, post from post_autosave where person = :person
                          order by saved_at desc, post offset %d)""".formatted(KEPT, MOST)).param("person", person).update();
        return saved.toInstant();
    }

    @Transactional
    public void delete(String post, String person) {
        jdbc.sql("delete from post_autosave where post = :post and person = :person")
                .param("post", post)
                .param("person", person)
                .update();
    }

    private static String json(MultiValueMap<String, String> fields) {
        var known = fields.entrySet().stream()
                .filter(field -> FIELDS.contains(field.getKey()))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
        try {
            var json = JSON.writeValueAsString(known);
            if (json.length() > LONGEST) {
                throw new InvalidInput("fields", "Longer than can be kept: at most " + TypedText.number(LONGEST) + ".");
            }
            if (known.values().stream().flatMap(List::stream).anyMatch(value -> value.indexOf('\0') >= 0)) {
                throw new InvalidInput("fields", "There is a character nobody can see in it (U+0000). Type it anew.");
            }
            return json;
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("Strings are always JSON", e);
        }
    }

    private static PostAutosave read(ResultSet row, int number) throws SQLException {
        try {
            var fields = new LinkedMultiValueMap<>(
                    JSON.readValue(row.getString("fields"), new TypeReference<Map<String, List<String>>>() {}));
            return new PostAutosave(
                    row.getString("post"),
                    row.getInt("base"),
                    PostForm.of(fields).over(row.getInt("base")),
                    row.getObject("saved_at", OffsetDateTime.class).toInstant());
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("The row was written as JSON", e);
        }
    }
}
