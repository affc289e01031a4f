package org.imprimatur.assets.tika;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedInputStream;
import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.imprimatur.assets.Examiner.Lost;
import org.imprimatur.assets.Examiner.Overdue;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.util.FileSystemUtils;
import org.springframework.util.unit.DataSize;

/**
 * The parent's hand on one child process. The child gets this JVM's own program and class path, a small heap, a folder
 * of its own and none of our environment: there are passwords in it.
 */
class Child implements AutoCloseable {

    /** Of an answer: a million characters of text are at most six million bytes of JSON. */
    private static final int MAX_ANSWER = 16 * 1024 * 1024;

    /** How the names of the children's folders begin. */
    static final String FOLDER = "imprimatur-child-";

    private static final int OUT_OF_MEMORY = 3; // what -XX:+ExitOnOutOfMemoryError exits with
    private static final Logger log = LoggerFactory.getLogger(Child.class);
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Path folder;
    private final Process process;
    private final InputStream answers;
    private final DataSize heap;
    private int examined;

    Child(Class<?> main, DataSize heap) throws IOException {
        this.heap = heap;
        this.folder = Files.createTempDirectory(FOLDER);
        var own = ProcessHandle.current().info().command().orElseGet(Child::javaHome);
        var builder = new ProcessBuilder(List.of(
                own,
                "-Xmx" + heap.toMegabytes() + "m",
                "-XX:+UseSerialGC",
                "-XX:+ExitOnOutOfMemoryError",
                "-XX:-UsePerfData",
                "-XX:ErrorFile=" + folder.resolve("crash.log"),
                "-Djava.awt.headless=true",
                "-Djava.io.tmpdir=" + folder,
                "-Dfile.encoding=UTF-8",
                "-Duser.timezone=UTC",
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

    private void logComplaints() {
        try (var lines =
                new BufferedReader(new InputStreamReader(process.getErrorStream(), StandardCharsets.UTF_8), 1024)) {
            for (var line = lines.readLine(); line != null; line = lines.readLine()) {
                log.debug("{}", line);
            }
        } catch (IOException e) {
            log.trace("The examiner has no more to say", e);
        }
    }

    /** Where the file to be examined is to be put. */
    Path file() {
        return folder.resolve("file");
    }

    Path thumbnail() {
        return folder.resolve("thumbnail");
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

    /** @param timer ends the process when it takes longer than {@code limit} */
    Answer ask(Request request, Duration limit, ScheduledExecutorService timer) throws Overdue, Lost {
        examined++;
        var kill = timer.schedule(process::destroyForcibly, limit.toMillis(), TimeUnit.MILLISECONDS);
        try {
            send(request);
            return JSON.readValue(line(), Answer.class);
        } catch (IOException e) {
            if (kill.isDone()) {
                throw new Overdue("It took longer than the " + limit.toSeconds() + " seconds a file may take.");
            }
            var cause = cause(e); // before the kill: one that runs out of memory says so first, and then exits
            process.destroyForcibly();
            throw new Lost(cause);
        } finally {
            kill.cancel(false);
        }
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

    private String cause(IOException e) {
        try {
            if (!process.waitFor(5, TimeUnit.SECONDS)) {
                return "The process that looked into it does not answer.";
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
        if (process.isAlive()) {
            return "The process that looked into it does not answer.";
        }
        if (process.exitValue() == OUT_OF_MEMORY) {
            return "It needs more memory than the " + heap.toMegabytes() + " MB a file may take.";
        }
        return "The process that looked into it crashed: " + e.getMessage() + " (exit code " + process.exitValue()
                + ").";
    }

    /** Removes what the last file left behind. */
    void wipe() throws IOException {
        try (var left = Files.list(folder)) {
            for (var path : (Iterable<Path>) left::iterator) {
                FileSystemUtils.deleteRecursively(path);
            }
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
