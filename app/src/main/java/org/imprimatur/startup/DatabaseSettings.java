package org.imprimatur.startup;

import org.springframework.boot.autoconfigure.jdbc.JdbcConnectionDetails;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * A database of one's own; with none the embedded one is used.
 *
 * @param url JDBC address of a PostgreSQL database, for example {@code jdbc:postgresql://db/imprimatur}
 * @param user owner of that database, no superuser
 */
@ConfigurationProperties("imprimatur.database")
record DatabaseSettings(
        @DefaultValue("") String url,
        @DefaultValue("imprimatur") String user,
        @DefaultValue("") String password) {

    JdbcConnectionDetails connection() {
        return new JdbcConnectionDetails() {
            @Override
            public String getJdbcUrl() {
                return url;
            }

            @Override
            public String getUsername() {
                return user;
            }

            @Override
            public String getPassword() {
                return password;
            }
        };
    }

    @Override
    public String toString() {
        return "DatabaseSettings[url=" + url + ", user=" + user + "]";
    }
}
