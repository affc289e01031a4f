package org.imprimatur.embedded;

import java.nio.file.Path;
import org.imprimatur.assets.ObjectListing;
import org.imprimatur.assets.StoreConnection;
import org.imprimatur.startup.ConditionalOnSetting;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Lazy;
import org.springframework.context.annotation.Primary;

/** Stands in for the database and the object store that the settings do not name. */
@Configuration(proxyBeanMethods = false)
class EmbeddedConfiguration {

    /** Opened by whoever comes first, closed after both. */
    @Bean
    @Lazy
    DataFolder dataFolder(@Value("${imprimatur.data}") Path path) {
        return DataFolder.open(path);
    }

    @Bean
    @Lazy
    Parts embeddedParts() {
        return Parts.find();
    }

    @Bean
    @ConditionalOnSetting(value = "imprimatur.store.url", missing = true)
    S3Server objectStore(DataFolder data, Parts parts) {
        var server = new S3Server(data, parts);
        server.launch();
        return server;
    }

    @Bean
    @ConditionalOnSetting(value = "imprimatur.store.url", missing = true)
    StoreConnection storeConnection(S3Server server) {
        return server.connection();
    }

    @Bean
    @Primary
    @ConditionalOnSetting(value = "imprimatur.store.url", missing = true)
    ObjectListing objectListing(@Value("${imprimatur.data}") Path folder) {
        return S3Server.listing(folder);
    }

    /** A node that joins another one has its store, and its folder at hand. */
    @Bean
    @Primary
    @ConditionalOnSetting(Join.SETTING)
    ObjectListing objectListingOfJoined(@Value("${" + Join.SETTING + "}") Path folder) {
        return S3Server.listing(folder);
    }

    /** Everything that needs the database depends on this bean, and so is closed before it. */
    @Bean
    @ConditionalOnEmbedded
    PostgresServer database(DataFolder data, Parts parts, ObjectProvider<S3Server> startsBeside) {
        startsBeside.getIfAvailable();
        var server = new PostgresServer(data, parts);
        server.launch();
        return server;
    }
}
