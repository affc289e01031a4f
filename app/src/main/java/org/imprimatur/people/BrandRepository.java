package org.imprimatur.people;

import static java.time.ZoneOffset.UTC;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.imprimatur.text.UnicodeText;
import org.imprimatur.transaction.TransactionMemory;
import org.springframework.context.i18n.LocaleContextHolder;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

@Repository
class BrandRepository {

    private final JdbcClient jdbc;
    private final TransactionMemory<String, Brand> read = new TransactionMemory<>();

    BrandRepository(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    Optional<Brand> find(String id) {
        return read.recall(id, unread -> jdbc.sql("select id, name, zone from brand where id = :id")
                .param("id", id)
                .query(BrandRepository::brand)
                .optional());
    }

    List<Brand> all() {
        return jdbc.sql("select id, name, zone from brand").query(BrandRepository::brand).list().stream()
                .sorted(Comparator.comparing(Brand::name, UnicodeText.order(LocaleContextHolder.getLocale()))
                        .thenComparing(Brand::id))
                .toList();
    }

    void insert(Brand brand, Instant at) {
        jdbc.sql("insert into brand (id, name, zone, made) values (:id, :name, :zone, :made)")
                .param("id", brand.id())
                .param("name", brand.name())
                .param("zone", brand.zone().getId())
                .param("made", at.atOffset(UTC))
                .update();
    }

    boolean update(Brand brand) {
        read.forget(brand.id());
        return jdbc.sql("update brand set name = :name, zone = :zone where id = :id")
                        .param("id", brand.id())
                        .param("name", brand.name())
                        .param("zone", brand.zone().getId())
                        .update()
                == 1;
    }

    private static Brand brand(ResultSet row, int index) throws SQLException {
        return new Brand(row.getString("id"), row.getString("name"), ZoneId.of(row.getString("zone")));
    }
}
