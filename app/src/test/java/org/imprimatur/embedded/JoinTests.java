package org.imprimatur.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.file.Path;
import org.imprimatur.startup.CannotStart;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JoinTests {

    private final Path folder;

    JoinTests(@TempDir Path temporary) {
        folder = temporary.resolve("data");
    }

    @Test
    void aFurtherNodeFindsDatabaseAndStoreWhereTheFirstOneLeftTheirAddressesAndKeys() throws Exception {
        try (var first = DataFolder.open(folder)) {
            int database = first.port("postgres");
            int store = first.port("s3");
            var password = first.secret("postgres-password");
            first.secret("s3-access-key");
            var key = first.secret("s3-secret-key");

            assertThat(Join.settings(folder))
                    .containsEntry("imprimatur.database.url", "jdbc:postgresql://127.0.0.1:" + database + "/imprimatur")
                    .containsEntry("imprimatur.database.password", password)
                    .containsEntry("imprimatur.store.url", "http://127.0.0.1:" + store)
                    .containsEntry("imprimatur.store.secret-key", key);
        }
    }

    @Test
    void oneThatIsStillStartingCannotBeJoinedYet() throws Exception {
        try (var first = DataFolder.open(folder)) {
            first.port("postgres"); // and no secret yet

            assertThatExceptionOfType(CannotStart.class)
                    .isThrownBy(() -> Join.settings(folder))
                    .withMessageContaining("still starting");
        }
    }

    @Test
    void aFolderOnWhichNothingRunsCannotBeJoined() throws Exception {
        DataFolder.open(folder).close();

        assertThatExceptionOfType(CannotStart.class)
                .isThrownBy(() -> Join.settings(folder))
                .withMessageContaining("nothing to join")
                .withMessageContaining("--data " + folder);
    }

    @Test
    void aFolderThatIsNoneOfOursCannotBeJoined() {
        assertThatExceptionOfType(CannotStart.class).isThrownBy(() -> Join.settings(folder.resolve("other")));
    }
}
