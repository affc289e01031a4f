package org.imprimatur.startup;

import org.imprimatur.assets.StoreConnection;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.flyway.FlywayConfigurationCustomizer;
import org.springframework.boot.autoconfigure.jdbc.JdbcConnectionDetails;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * Database and object store as the settings name them. Where they name none, module {@code embedded} provides these
 * beans.
 */
@Configuration(proxyBeanMethods = false)
class ConnectionsConfiguration {

    @Bean
    @ConditionalOnSetting("imprimatur.database.url")
    JdbcConnectionDetails database(DatabaseSettings settings) {
        return settings.connection();
    }

    /** Migrations have connections of their own, without the time limit that a statement of a request has. */
    @Bean
    FlywayConfigurationCustomizer migrations(ObjectProvider<JdbcConnectionDetails> connection) {
        return flyway -> {
            var database = connection.getObject();
            flyway.dataSource(database.getJdbcUrl(), database.getUsername(), database.getPassword());
            flyway.initSql("set statement_timeout = 0"); // a role or a database may have one of its own
        };
    }

    @Bean
    @ConditionalOnSetting("imprimatur.store.url")
    StoreConnection store(StoreSettings settings) {
        return settings.connection();
    }
}
