package org.imprimatur.assets.tika;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Pattern;
import org.imprimatur.assets.Examiner.Excessive;
import org.imprimatur.assets.Examiner.Lost;
import org.imprimatur.assets.FileTexts;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.util.FileSystemUtils;
import org.springframework.util.unit.DataSize;

/**
 * The parent's hand on one child process. The child gets this JVM's own program and class path, a small heap, a folder
 * of its own, no network by Java's ordinary means and none of our environment: there are passwords in it.
 *
 * <p>Whatever comes from it is read as if a stranger had written it: never more than a limit, and no line for as long as
 * it likes.
 */
class Child implements AutoCloseable {

    /** Of an answer: a million characters of text are at most six million bytes of JSON. */
    private static final int MAX_ANSWER = 16 * 1024 * 1024;

    /** Of a thumbnail, in bytes; 640 × 640 transparent pixels of noise stay below it. */
    private static final int MAX_THUMBNAIL = 4 * 1024 * 1024;

    /** Of a process; on a machine that is very busy. No file is to blame for it. */
    private static final Duration TO_START = Duration.ofMinutes(2);

    private static final Duration LOOK_AT_FOLDER_EVERY = Duration.ofMillis(250);

    /** How the names of the children's folders begin; the id of the parent's process follows. */
    static final String FOLDER = "imprimatur-child-";

    private static final Pattern OF_PARENT = Pattern.compile(FOLDER + "(\\d{1,18})-.*");
    private static final int OUT_OF_MEMORY = 3; // what -XX:+ExitOnOutOfMemoryError exits with
    private static final Logger log = LoggerFactory.getLogger(Child.class);
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Path folder;
    private final Process process;
    private final InputStream answers;
    private final DataSize heap;
    private final DataSize room;
    private volatile boolean full;
    private boolean ready;
    private int examined;

    /** @param room for what a file unpacks to, on disk, beside the file itself */
    Child(Class<?> main, DataSize heap, DataSize room) throws IOException {
        this.heap = heap;
        this.room = room;
        this.folder = Files.createTempDirectory(FOLDER + ProcessHandle.current().pid() + "-");
        var own = ProcessHandle.current().info().command().orElseGet(Child::javaHome);
        var builder = new ProcessBuilder(List.of(
                own,
                "-Xmx" + heap.toMegabytes() + "m",
                "-XX:MaxMetaspaceSize=256m",
                "-XX:MaxDirectMemorySize=64m",
                "-XX:+UseSerialGC",
                "-XX:+ExitOnOutOfMemoryError",
                "-XX:+DisplayVMOutputToStderr", // as what it says about that, since standard output is for answers
                "-XX:-UsePerfData",
                "-XX:ErrorFile=" + folder.resolve("crash.log"),
                "-Djava.awt.headless=true",
                "-Djava.io.tmpdir=" + folder,
                "-Dfile.encoding=UTF-8",
                "-Duser.timezone=UTC",
                "-Djavax.xml.accessExternalDTD=",
                "-Djavax.xml.accessExternalSchema=",
                "-Djavax.xml.accessExternalStylesheet=",
                "-DsocksProxyHost=127.0.0.1", // where nobody listens, so what parsers ask for over the network fails
                "-DsocksProxyPort=1",
                "-DsocksNonProxyHosts=", // not even loopback
                "-Dlogback.configurationFile=org/imprimatur/assets/tika/child-logback.xml",
                "-cp",
                System.getProperty("java.class.path"),
                main.getName()));
        inheritNothingBut(builder.environment(), "PATH", "LANG", "LC_ALL");
        process = builder.start();
        answers = new BufferedInputStream(process.getInputStream());
        var complaints = new Thread(this::logComplaints, "examiner-" + process.pid());
        complaints.setDaemon(true);
        complaints.start();
    }

    private static String javaHome() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }

    private static void inheritNothingBut(Map<String, String> environment, String... names) {
        environment.keySet().retainAll(List.of(names));
    }

    /** In pieces: a line may never end. */
    private void logComplaints() {
        var piece = new char[1024];
        try (var complaints = new InputStreamReader(process.getErrorStream(), StandardCharsets.UTF_8)) {
            for (int read = complaints.read(piece); read >= 0; read = complaints.read(piece)) {
                if (log.isDebugEnabled()) {
                    log.debug("{}", new String(piece, 0, read).stripTrailing());
                }
            }
        } catch (IOException e) {
            log.trace("The examiner has no more to say", e);
        }
    }

    /** Where the file to be examined is to be put. */
    Path file() {
        return folder.resolve("file");
    }

    /** Where it is to put a thumbnail. */
    Path thumbnail() {
        return folder.resolve("thumbnail");
    }

    /** The thumbnail as it lies there; empty when there is none that can be one. */
    Optional<byte[]> thumbnailBytes() throws IOException {
        if (!Files.isRegularFile(thumbnail(), LinkOption.NOFOLLOW_LINKS)) {
            return Optional.empty();
        }
        try (var content = Files.newInputStream(thumbnail(), LinkOption.NOFOLLOW_LINKS)) {
            var bytes = content.readNBytes(MAX_THUMBNAIL + 1);
            return bytes.length == 0 || bytes.length > MAX_THUMBNAIL ? Optional.empty() : Optional.of(bytes);
        }
    }

    long pid() {
        return process.pid();
    }

    int examined() {
        return examined;
    }

    boolean alive() {
        return process.isAlive();
    }

    /**
     * Waits until the process says that it takes files.
     *
     * @param timer ends the process when it takes too long
     * @throws IOException when it does not start
     */
    void awaitReady(ScheduledExecutorService timer) throws IOException {
        if (ready) {
            return;
        }
        var overdue = timer.schedule(process::destroyForcibly, TO_START.toMillis(), TimeUnit.MILLISECONDS);
        try {
            ready = answers.read() == '\n';
        } finally {
            overdue.cancel(false);
        }
        if (!ready) {
            throw new IOException("The process that looks into files does not start.");
        }
    }

    /**
     * Has the file examined that lies ready, by a process that is ready, too.
     *
     * @param name what the uploader called it
     * @param textLimit in characters
     * @param pixelLimit beyond which a picture is not decoded
     * @param timer ends the process when it takes longer than {@code limit}, or more room than there is
     */
    Answer ask(String name, int textLimit, long pixelLimit, Duration limit, ScheduledExecutorService timer)
            throws Excessive, Lost {
        examined++;
        var request = new Request(examined, file().toString(), name, thumbnail().toString(), textLimit, pixelLimit);
        long most = sizeOfFolder() + room.toBytes();
        long every = LOOK_AT_FOLDER_EVERY.toMillis();
        var overdue = timer.schedule(process::destroyForcibly, limit.toMillis(), TimeUnit.MILLISECONDS);
        var watch = timer.scheduleWithFixedDelay(() -> endWhenFull(most), every, every, TimeUnit.MILLISECONDS);
        try {
            send(request);
            var answer = JSON.readValue(line(), Answer.class);
            if (answer.number() != examined) {
                throw unbelievable("an answer to question " + answer.number() + " instead of " + examined);
            }
            return answer;
        } catch (JsonProcessingException e) {
            throw unbelievable(e.getOriginalMessage());
        } catch (IOException e) {
            if (full) {
                throw new Excessive(FileTexts.of("limit.room", room.toMegabytes()));
            }
            if (overdue.isDone()) {
                throw new Excessive(FileTexts.of("limit.time", limit.toSeconds()));
            }
            throw ended(e);
        } finally {
            overdue.cancel(false);
            watch.cancel(false);
        }
    }

    private Lost unbelievable(String answer) {
        log.warn("{} answers what cannot be true: {}", this, answer);
        process.destroyForcibly();
        return new Lost(FileTexts.of("work.unbelievable"));
    }

    private void endWhenFull(long most) {
        if (sizeOfFolder() > most) {
            full = true;
            process.destroyForcibly();
        }
    }

    /** In bytes; files that vanish meanwhile do not count. */
    private long sizeOfFolder() {
        var size = new AtomicLong();
        try {
            Files.walkFileTree(folder, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                    size.addAndGet(attributes.size());
                    return FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult visitFileFailed(Path file, IOException e) {
                    return FileVisitResult.CONTINUE;
                }
            });
        } catch (IOException e) {
            log.debug("{} cannot be measured at this moment: {}", folder, e.getMessage());
        }
        return size.get();
    }

    void send(Request request) throws IOException {
        var in = process.getOutputStream();
        in.write(JSON.writeValueAsBytes(request));
        in.write('\n');
        in.flush();
    }

    /** What happens when the parent dies. */
    void letGo() throws IOException {
        process.getOutputStream().close();
    }

    private byte[] line() throws IOException {
        var line = new ByteArrayOutputStream();
        for (int next = answers.read(); next != '\n'; next = answers.read()) {
            if (next < 0) {
                throw new IOException("it ended without an answer");
            }
            if (line.size() == MAX_ANSWER) {
                throw new IOException("its answer is longer than " + MAX_ANSWER + " bytes");
            }
            line.write(next);
        }
        return line.toByteArray();
    }

    /** Waits for the end before it ends the process: one that runs out of memory says so first, and then exits. */
    private Lost ended(IOException e) throws Excessive {
        try {
            if (!process.waitFor(5, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                return new Lost(FileTexts.of("work.silent"));
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            process.destroyForcibly();
            return new Lost(FileTexts.of("work.stopped"));
        }
        if (process.exitValue() != OUT_OF_MEMORY) {
            log.warn("{} crashed: {}", this, e.getMessage());
            return new Lost(FileTexts.of("work.ended", process.exitValue()));
        }
        var words = FileTexts.of("limit.memory", heap.toMegabytes());
        if (examined == 1) {
            throw new Excessive(words);
        }
        return new Lost(words); // or those before it left too little
    }

    /** Removes what the last file left behind. */
    void wipe() throws IOException {
        try (var left = Files.list(folder)) {
            for (var path : (Iterable<Path>) left::iterator) {
                FileSystemUtils.deleteRecursively(path);
            }
        }
    }

    /** Removes the folders of children whose parents ended together with them, in a power cut for instance. */
    static void removeLeftovers() {
        try (var there = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
            for (var path : (Iterable<Path>) there.filter(Child::leftOver)::iterator) {
                FileSystemUtils.deleteRecursively(path);
                log.info("Removed {}, which a child process left behind", path);
            }
        } catch (IOException | UncheckedIOException e) {
            log.warn("What child processes left behind could not be removed: {}", e.getMessage());
        }
    }

    /** No process has the id in its name, or only one that began when the folder was there already. */
    private static boolean leftOver(Path path) {
        var parent = OF_PARENT.matcher(path.getFileName().toString());
        if (!parent.matches()) {
            return false;
        }
        try {
            var lastUsed =
                    Files.getLastModifiedTime(path, LinkOption.NOFOLLOW_LINKS).toInstant();
            return ProcessHandle.of(Long.parseLong(parent.group(1)))
                    .map(alive -> alive.info()
                            .startInstant()
                            .filter(lastUsed::isBefore)
                            .isPresent())
                    .orElse(true);
        } catch (IOException e) {
            return false; // gone, or somebody else's
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
        try {
            process.waitFor(5, TimeUnit.SECONDS);
            FileSystemUtils.deleteRecursively(folder);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IOException e) {
            log.warn("The folder {} could not be removed: {}", folder, e.getMessage());
        }
    }

    @Override
    public String toString() {
        return "examiner " + process.pid() + " in " + folder.getFileName() + File.separator;
    }
}
