package org.imprimatur.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.imprimatur.startup.CannotStart;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataFolderTests {

    private final Path temporary;

    DataFolderTests(@TempDir Path temporary) {
        this.temporary = temporary;
    }

    @Test
    void aFolderWithOtherThingsInItIsLeftAsItWas() throws Exception {
        Files.writeString(temporary.resolve("letter.txt"), "Dear");
        Files.setPosixFilePermissions(temporary, PosixFilePermissions.fromString("rwxr-xr-x"));

        assertThatExceptionOfType(CannotStart.class)
                .isThrownBy(() -> DataFolder.open(temporary))
                .withMessageContaining("holds other things");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(temporary)))
                .isEqualTo("rwxr-xr-x");
    }

    @Test
    void aFolderInUseIsNotOpenedTwice() throws Exception {
        try (var held = DataFolder.open(temporary)) {
            assertThatExceptionOfType(CannotStart.class)
                    .isThrownBy(() -> DataFolder.open(temporary))
                    .withMessageContaining("in use by another Imprimatur");
            assertThat(held.folder("objects")).isDirectory();
        }
        DataFolder.open(temporary).close();
    }

    @Test
    void aFileInThePlaceOfTheFolderIsNamed() throws Exception {
        Path file = Files.writeString(temporary.resolve("file"), "");

        assertThatExceptionOfType(CannotStart.class)
                .isThrownBy(() -> DataFolder.open(file))
                .withMessageContaining(file.toString());
    }

    @Test
    void aSecretIsMadeOnceAndForItsOwnerAlone() throws Exception {
        try (var data = DataFolder.open(temporary)) {
            assertThat(data.secret("word")).hasSize(48).isEqualTo(data.secret("word"));
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(temporary.resolve("secrets/word"))))
                    .isEqualTo("rw-------");
        }
    }

    @Test
    void aPortIsKeptUntilSomebodyElseHasIt() throws Exception {
        try (var data = DataFolder.open(temporary)) {
            int port = data.port("postgres");
            assertThat(data.port("postgres")).isEqualTo(port);
            try (var other = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
                assertThat(data.port("postgres")).isNotEqualTo(other.getLocalPort());
            }
        }
    }
}
