package org.imprimatur.assets;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.time.Clock;
import javax.sql.DataSource;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.FilterType;

/** This jar alone, on a real PostgreSQL and a real S3 server. */
@Configuration
@EnableAutoConfiguration
@EnableConfigurationProperties({UploadSettings.class, CatalogingSettings.class, ReconcileSettings.class})
@ComponentScan(
        basePackages = {"org.imprimatur.assets", "org.imprimatur.search"},
        excludeFilters = @ComponentScan.Filter(type = FilterType.REGEX, pattern = ".*Tests(\\$.*)?"))
public class TestApplication {

    private static final EmbeddedPostgres SERVER = start();

    private static EmbeddedPostgres start() {
        try {
            return EmbeddedPostgres.builder().start();
        } catch (IOException e) {
            throw new IllegalStateException("PostgreSQL does not start", e);
        }
    }

    /** An empty database for each application context. */
    @Bean
    DataSource dataSource() throws java.sql.SQLException {
        var name = "test_" + Long.toUnsignedString(System.nanoTime(), 36);
        try (var connection = SERVER.getPostgresDatabase().getConnection();
                var statement = connection.createStatement()) {
            statement.execute("create database " + name);
        }
        var hikari = new com.zaxxer.hikari.HikariDataSource();
        hikari.setJdbcUrl(SERVER.getJdbcUrl("postgres", name));
        hikari.setMaximumPoolSize(8);
        return hikari;
    }

    @Bean
    Clock clock() {
        return Clock.systemUTC();
    }

    @Bean
    StoreConnection storeConnection() {
        return S3Proxy.connection("assets-" + Long.toUnsignedString(System.nanoTime(), 36));
    }

    @Bean
    RecordedLife recordedLife() {
        return new RecordedLife();
    }
}
