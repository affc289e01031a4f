package org.imprimatur.embedded;

import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Map;
import org.imprimatur.startup.CannotStart;
import org.springframework.boot.context.event.ApplicationEnvironmentPreparedEvent;
import org.springframework.context.ApplicationListener;
import org.springframework.core.env.MapPropertySource;

/**
 * A further node beside one that runs on embedded storage: {@code imprimatur.join} names the other's data folder. This
 * one owns no servers and seeds nothing; from here on it is a node like any other whose settings name a database and a
 * store. Registered in {@code spring.factories}, so that it speaks before any condition asks for those settings.
 */
class Join implements ApplicationListener<ApplicationEnvironmentPreparedEvent> {

    static final String SETTING = "imprimatur.join";

    @Override
    public void onApplicationEvent(ApplicationEnvironmentPreparedEvent event) {
        var environment = event.getEnvironment();
        var folder = environment.getProperty(SETTING, "");
        if (!folder.isBlank()) {
            environment.getPropertySources().addFirst(new MapPropertySource(SETTING, settings(Path.of(folder))));
        }
    }

    /** @throws CannotStart when nothing runs on that folder */
    static Map<String, Object> settings(Path folder) {
        if (!DataFolder.isHeld(folder)) {
            throw new CannotStart("No Imprimatur runs on " + folder.toAbsolutePath()
                    + ", so there is nothing to join: start the first one with --data " + folder + ".");
        }
        try {
            return connections(folder);
        } catch (UncheckedIOException notYetWritten) {
            throw new CannotStart(
                    "The Imprimatur on " + folder.toAbsolutePath()
                            + " is still starting: join it when it says that it is ready.",
                    notYetWritten);
        }
    }

    private static Map<String, Object> connections(Path folder) {
        var store = S3Server.connection(folder);
        return Map.of(
                "imprimatur.database.url", PostgresServer.url(DataFolder.port(folder, PostgresServer.SERVER)),
                "imprimatur.database.user", PostgresServer.NAME,
                "imprimatur.database.password", DataFolder.secret(folder, PostgresServer.PASSWORD),
                "imprimatur.store.url", store.endpoint().toString(),
                "imprimatur.store.region", store.region(),
                "imprimatur.store.access-key", store.accessKey(),
                "imprimatur.store.secret-key", store.secretKey(),
                "imprimatur.store.bucket", store.bucket());
    }
}
