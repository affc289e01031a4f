package org.imprimatur.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.imprimatur.startup.CannotStart;

/**
 * Under which account PostgreSQL runs. It refuses to be root; in a user namespace of its own it takes itself for
 * nobody, while its files remain root's.
 */
final class Account {

    private Account() {}

    /** @return what goes before the command */
    static List<String> forPostgres() {
        return isRoot() ? inUserNamespace("unshare") : List.of();
    }

    /** @throws CannotStart when this machine, often a container, forbids user namespaces */
    static List<String> inUserNamespace(String unshare) {
        try {
            Process trial = new ProcessBuilder(unshare, "--user", "true")
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            if (trial.waitFor() == 0) {
                return List.of(unshare, "--user");
            }
        } catch (IOException notInstalled) {
            // the sentence below helps there too
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        throw new CannotStart("PostgreSQL refuses to run as root, and this machine forbids the user namespaces that"
                + " would help: start Imprimatur as an ordinary user, or set IMPRIMATUR_DATABASE_URL to a database of"
                + " your own.");
    }

    private static boolean isRoot() {
        try {
            return Files.getAttribute(Path.of("/proc/self"), "unix:uid").equals(0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
