package org.imprimatur.embedded;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.compressors.xz.XZCompressorInputStream;
import org.springframework.util.FileSystemUtils;

/** The programs of PostgreSQL, unpacked once from their jar into a folder named after its checksum. */
final class PostgresBinaries {

    private static final String PREFIX = "server-";

    private final Path parent;
    private final Path jar;
    private final Path home;

    PostgresBinaries(Path parent, Path jar) {
        this.parent = parent;
        this.jar = jar;
        this.home = parent.resolve(PREFIX + checksum(jar));
    }

    String program(String name) {
        return home.resolve("bin").resolve(name).toString();
    }

    /** Does nothing when they are there. Those of another release, of which nothing runs any more, are removed. */
    void unpack() {
        if (Files.exists(home)) {
            return;
        }
        try {
            for (Path old : olderOnes()) {
                FileSystemUtils.deleteRecursively(old);
            }
            Path draft = Files.createTempDirectory(parent, PREFIX + "new-"); // closed to others
            try (ZipFile zip = new ZipFile(jar.toFile());
                    InputStream packed = zip.getInputStream(archiveIn(zip));
                    var tar = new TarArchiveInputStream(new XZCompressorInputStream(new BufferedInputStream(packed)))) {
                for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                    unpack(entry, tar, draft);
                }
            }
            Files.move(draft, home);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void unpack(TarArchiveEntry entry, InputStream content, Path into) throws IOException {
        Path target = into.resolve(entry.getName()).normalize();
        if (entry.isDirectory()) {
            Files.createDirectories(target);
            return;
        }
        Files.createDirectories(target.getParent());
        if (entry.isSymbolicLink()) {
            Files.createSymbolicLink(target, Path.of(entry.getLinkName()));
        } else {
            Files.copy(content, target);
            boolean isProgram = (entry.getMode() & 0100) != 0;
            Files.setPosixFilePermissions(
                    target, PosixFilePermissions.fromString(isProgram ? "rwx------" : "rw-------"));
        }
    }

    private List<Path> olderOnes() throws IOException {
        try (Stream<Path> entries = Files.list(parent)) {
            return entries.filter(entry -> entry.getFileName().toString().startsWith(PREFIX))
                    .toList();
        }
    }

    private static String checksum(Path jar) {
        try (ZipFile zip = new ZipFile(jar.toFile())) {
            return Long.toHexString(archiveIn(zip).getCrc());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static ZipEntry archiveIn(ZipFile zip) {
        return zip.stream()
                .filter(entry -> entry.getName().endsWith(".txz"))
                .findFirst()
                .orElseThrow();
    }
}
