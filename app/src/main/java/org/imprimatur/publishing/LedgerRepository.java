package org.imprimatur.publishing;

import static java.time.ZoneOffset.UTC;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Attempts as rows. */
@Repository
class LedgerRepository {

    private final JdbcClient jdbc;

    LedgerRepository(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** False when this version was prepared for this channel before. */
    boolean insert(Attempt attempt) {
        return jdbc.sql("""
                                insert into publication_attempt
                                    (id, subject, brand, title, round, version, hash, channel, state, prepared_at)
                                values (:id, :subject, :brand, :title, :round, :version, :hash, :channel, :state, :at)
                                on conflict (subject, version, channel) do nothing""")
                        .param("id", attempt.id())
                        .param("subject", attempt.subject())
                        .param("brand", attempt.brand())
                        .param("title", attempt.title())
                        .param("round", attempt.round())
                        .param("version", attempt.version())
                        .param("hash", attempt.hash())
                        .param("channel", attempt.channel())
                        .param("state", attempt.state().word())
                        .param("at", attempt.preparedAt().atOffset(UTC))
                        .update()
                == 1;
    }

    /** Those of one version, kept from others until the transaction ends. */
    List<Attempt> lock(String subject, int version) {
        return jdbc.sql("select * from publication_attempt where subject = :subject and version = :version"
                        + " order by channel for update")
                .param("subject", subject)
                .param("version", version)
                .query(LedgerRepository::row)
                .list();
    }

    void settle(UUID id, Attempt.State state, @Nullable String detail, @Nullable String address, Instant at) {
        jdbc.sql("update publication_attempt set state = :state, detail = :detail, address = :address,"
                        + " settled_at = :at where id = :id")
                .param("id", id)
                .param("state", state.word())
                .param("detail", detail)
                .param("address", address)
                .param("at", at.atOffset(UTC))
                .update();
    }

    List<Attempt> of(String subject) {
        return jdbc.sql("select * from publication_attempt where subject = :subject order by prepared_at, channel")
                .param("subject", subject)
                .query(LedgerRepository::row)
                .list();
    }

    /** Newest first. */
    List<Attempt> in(String brand, int limit) {
        return jdbc.sql("select * from publication_attempt where brand = :brand order by prepared_at desc, id desc"
                        + " limit :limit")
                .param("brand", brand)
                .param("limit", limit)
                .query(LedgerRepository::row)
                .list();
    }

    Map<Attempt.State, Long> unsettled() {
        var counts = new EnumMap<Attempt.State, Long>(Attempt.State.class);
        jdbc.sql("select state, count(*) as attempts from publication_attempt where state <> 'sent' group by state")
                .query(row -> {
                    counts.put(Attempt.State.of(row.getString("state")), row.getLong("attempts"));
                });
        return counts;
    }

    private static Attempt row(ResultSet result, int number) throws SQLException {
        var settled = result.getObject("settled_at", OffsetDateTime.class);
        return new Attempt(
                result.getObject("id", UUID.class),
                result.getString("subject"),
                result.getString("brand"),
                result.getString("title"),
                result.getInt("round"),
                result.getInt("version"),
                result.getString("hash"),
                result.getString("channel"),
                Attempt.State.of(result.getString("state")),
                result.getString("detail"),
                result.getString("address"),
                result.getObject("prepared_at", OffsetDateTime.class).toInstant(),
                settled == null ? null : settled.toInstant());
    }
}
