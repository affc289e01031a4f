package org.imprimatur;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.MapPropertySource;
import org.springframework.util.FileSystemUtils;

/**
 * Gives each application of a test run an empty data folder, also where several JVMs run tests at once; the unpacked
 * programs of the last run stay, to save time.
 */
class FreshData implements ApplicationContextInitializer<ConfigurableApplicationContext> {

    private static final AtomicInteger APPLICATIONS = new AtomicInteger();

    @Override
    public void initialize(ConfigurableApplicationContext context) {
        Path folder = Path.of(
                "target", "test-data", System.getProperty("fork", "fork-1") + "-" + APPLICATIONS.incrementAndGet());
        try {
            for (String left : List.of("postgres/cluster", "objects", "secrets")) {
                FileSystemUtils.deleteRecursively(folder.resolve(left));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        context.getEnvironment()
                .getPropertySources()
                .addFirst(new MapPropertySource("fresh data", Map.of("imprimatur.data", folder.toString())));
    }
}
