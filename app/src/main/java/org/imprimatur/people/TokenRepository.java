package org.imprimatur.people;

import static java.time.ZoneOffset.UTC;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.imprimatur.people.Tokens.Token;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

@Repository
class TokenRepository {

    private final JdbcClient jdbc;

    TokenRepository(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    void insert(Token token, byte[] sha256) {
        jdbc.sql("""
                        insert into access_token (id, person, name, sha256, made, expires)
                        values (:id, :person, :name, :sha256, :made, :expires)""")
                .param("id", token.id())
                .param("person", token.person())
                .param("name", token.name())
                .param("sha256", sha256)
                .param("made", token.created().atOffset(UTC))
                .param(
                        "expires",
                        token.expires() == null ? null : token.expires().atOffset(UTC))
                .update();
    }

    List<Token> of(String person) {
        return jdbc.sql("""
                        select id, person, name, made, used, expires from access_token
                        where person = :person and revoked is null order by made desc, id""")
                .param("person", person)
                .query(TokenRepository::token)
                .list();
    }

    void revoke(UUID id, Instant at) {
        jdbc.sql("update access_token set revoked = :at where id = :id and revoked is null")
                .param("id", id)
                .param("at", at.atOffset(UTC))
                .update();
    }

    int revokeAll(String person, Instant at) {
        return jdbc.sql("update access_token set revoked = :at where person = :person and revoked is null")
                .param("person", person)
                .param("at", at.atOffset(UTC))
                .update();
    }

    /** Whose it is, noting at most once an hour that it was used. */
    Optional<String> use(byte[] sha256, Instant now, Instant hour) {
        var found = jdbc.sql("""
                        select id, person, name, made, used, expires from access_token
                        where sha256 = :sha256 and revoked is null and (expires is null or expires > :now)""")
                .param("sha256", sha256)
                .param("now", now.atOffset(UTC))
                .query(TokenRepository::token)
                .optional();
        found.filter(token -> token.used() == null || token.used().isBefore(hour))
                .ifPresent(token -> jdbc.sql("update access_token set used = :hour where id = :id")
                        .param("id", token.id())
                        .param("hour", (hour.isBefore(token.created()) ? token.created() : hour).atOffset(UTC))
                        .update());
        return found.map(Token::person);
    }

    private static Token token(ResultSet row, int index) throws SQLException {
        return new Token(
                row.getObject("id", UUID.class),
                row.getString("person"),
                row.getString("name"),
                row.getObject("made", OffsetDateTime.class).toInstant(),
                instant(row, "used"),
                instant(row, "expires"));
    }

    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        var value = row.getObject(column, OffsetDateTime.class);
        return value == null ? null : value.toInstant();
    }
}
