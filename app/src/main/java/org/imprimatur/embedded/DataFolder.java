package org.imprimatur.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Set;
import java.util.stream.Stream;
import org.imprimatur.startup.CannotStart;
import org.jspecify.annotations.Nullable;

/**
 * Where the embedded mode keeps everything: closed to other users, and held by one process at a time. The hold is a
 * lock of the operating system, so a process that was killed leaves none behind.
 */
final class DataFolder implements AutoCloseable {

    private static final String LOCK = "lock";
    private static final String SECRETS = "secrets";
    private static final String PORTS = "ports";
    private static final Set<PosixFilePermission> OWN_FOLDER = PosixFilePermissions.fromString("rwx------");
    private static final Set<PosixFilePermission> OWN_FILE = PosixFilePermissions.fromString("rw-------");

    private final Path root;
    private final FileChannel lock;

    private DataFolder(Path root, FileChannel lock) {
        this.root = root;
        this.lock = lock;
    }

    /** @throws CannotStart when the folder is somebody else's, or in use by another process */
    static DataFolder open(Path path) {
        try {
            Path root = Files.createDirectories(path).toRealPath();
            if (!isOurs(root)) {
                throw new CannotStart("The folder " + root + " holds other things: choose an empty or a new one for"
                        + " Imprimatur's data (--data).");
            }
            Files.setPosixFilePermissions(root, OWN_FOLDER);
            return new DataFolder(root, hold(root));
        } catch (IOException e) {
            throw new CannotStart(
                    "The data folder " + path.toAbsolutePath() + " cannot be used by " + System.getProperty("user.name")
                            + ": " + e + ". Choose another one (--data).",
                    e);
        }
    }

    /** Never closes a folder like /tmp to others by mistake; the log may have been there before us. */
    private static boolean isOurs(Path root) throws IOException {
        try (Stream<Path> entries = Files.list(root)) {
            return Files.exists(root.resolve(LOCK)) || entries.allMatch(entry -> entry.endsWith("log"));
        }
    }

    private static FileChannel hold(Path root) throws IOException {
        Path file = root.resolve(LOCK);
        FileChannel channel = FileChannel.open(
                file,
                Set.of(StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE),
                PosixFilePermissions.asFileAttribute(OWN_FILE));
        if (tryLock(channel) == null) {
            String holder = Files.readString(file).strip();
            channel.close();
            throw new CannotStart("The data folder " + root + " is in use by another Imprimatur (process " + holder
                    + "): stop that one, or choose another folder with --data.");
        }
        channel.truncate(0);
        channel.write(StandardCharsets.US_ASCII.encode(ProcessHandle.current().pid() + "\n"));
        return channel;
    }

    private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException heldByThisProcess) {
            return null;
        }
    }

    /** A folder of our own in here; made when it is missing. */
    Path folder(String name) {
        try {
            Path folder = Files.createDirectories(root.resolve(name));
            Files.setPosixFilePermissions(folder, OWN_FOLDER);
            return folder;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A random word that nobody else knows: made once, on disk before it is used, then always the same. */
    String secret(String name) {
        Path file = folder(SECRETS).resolve(name);
        if (!Files.exists(file)) {
            byte[] random = new byte[24];
            new SecureRandom().nextBytes(random);
            write(file, HexFormat.of().formatHex(random));
        }
        return read(file);
    }

    /** The port that this server had last time if it is still free, so that bookmarks and tools stay valid. */
    int port(String server) {
        Path file = folder(PORTS).resolve(server);
        if (Files.exists(file)) {
            int last = Integer.parseInt(read(file));
            if (isFree(last)) {
                return last;
            }
        }
        int free = anyFreePort();
        write(file, Integer.toString(free));
        return free;
    }

    /** Whether a process works on this folder. */
    static boolean isHeld(Path folder) {
        Path file = folder.resolve(LOCK);
        if (!Files.isRegularFile(file)) {
            return false;
        }
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE);
                FileLock mine = tryLock(channel)) {
            return mine == null;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The port on which a server of whoever works on this folder answers. */
    static int port(Path folder, String server) {
        return Integer.parseInt(read(folder.resolve(PORTS).resolve(server)));
    }

    /** A word that whoever works on this folder has made. */
    static String secret(Path folder, String name) {
        return read(folder.resolve(SECRETS).resolve(name));
    }

    /** Replaces a file of our own as a whole, or leaves the old one. */
    static void write(Path file, String text) {
        try {
            Path draft = file.resolveSibling(file.getFileName() + ".new");
            Files.deleteIfExists(draft);
            try (FileChannel channel = FileChannel.open(
                    draft,
                    Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
                    PosixFilePermissions.asFileAttribute(OWN_FILE))) {
                ByteBuffer bytes = StandardCharsets.UTF_8.encode(text);
                while (bytes.hasRemaining()) {
                    channel.write(bytes);
                }
                channel.force(true);
            }
            Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file).strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean isFree(int port) {
        try (ServerSocket probe = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            return probe.isBound();
        } catch (IOException taken) {
            return false;
        }
    }

    private static int anyFreePort() {
        try (ServerSocket probe = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return probe.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() throws IOException {
        lock.close();
    }
}
