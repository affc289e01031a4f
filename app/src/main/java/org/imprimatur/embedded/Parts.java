package org.imprimatur.embedded;

import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.imprimatur.startup.CannotStart;

/** The folder {@code lib-embedded}: servers in files, none of them on our class path. The production image has none. */
record Parts(Path folder) {

    /** Beside the application's jar or, in a working copy, where the build gathers them. */
    static Parts find() {
        Path home = home();
        return Stream.of(home.resolve("lib-embedded"), home.resolve("imprimatur/lib-embedded"))
                .filter(Files::isDirectory)
                .findFirst()
                .map(Parts::new)
                .orElseThrow(() -> new CannotStart("No database or no object store is configured, and this installation"
                        + " has no embedded ones: set IMPRIMATUR_DATABASE_URL and IMPRIMATUR_STORE_URL."));
    }

    /** PostgreSQL for the machine we run on, as published: an archive inside a jar. */
    Path postgres() {
        String system = System.getProperty("os.name");
        String processor = System.getProperty("os.arch");
        Path archive = folder.resolve("postgres-linux-" + processor + ".jar");
        if (!system.equals("Linux") || !Files.exists(archive)) {
            throw new CannotStart("The embedded PostgreSQL runs on Linux with an x86-64 or ARM64 processor, this is "
                    + system + " on " + processor + ": set IMPRIMATUR_DATABASE_URL to a database of your own.");
        }
        return archive;
    }

    /** The object store with everything it needs, and what keeps it on its leash. */
    String objectStoreClassPath() {
        return folder.resolve("s3proxy.jar") + ":" + folder.resolve("imprimatur-leash.jar");
    }

    private static Path home() {
        try {
            return Path.of(Parts.class
                            .getProtectionDomain()
                            .getCodeSource()
                            .getLocation()
                            .toURI())
                    .resolveSibling("");
        } catch (URISyntaxException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
