package org.imprimatur.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A process on a leash: it reads standard input, which only we hold, and ends itself when that ends. So it outlives us
 * by a moment at most, even if we are killed. It has a session of its own, or Ctrl-C would reach it before us.
 */
final class Child implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final long LOG_LIMIT = 10_000_000; // bytes; as much as that is kept beside it

    private final Process process;
    private final LogFile log;

    private Child(Process process, LogFile log) {
        this.process = process;
        this.log = log;
        log.limitWhile(process);
    }

    static Child start(List<String> command, Path folder, Path log) {
        return start(command, folder, new LogFile(log, LOG_LIMIT));
    }

    static Child start(List<String> command, Path folder, LogFile log) {
        try {
            log.limit();
            return new Child(
                    quiet(command, folder)
                            .redirectOutput(
                                    ProcessBuilder.Redirect.appendTo(log.path().toFile()))
                            .redirectErrorStream(true)
                            .start(),
                    log);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Only PATH is handed on: variables like JAVA_TOOL_OPTIONS or PGDATA are meant for others. */
    static ProcessBuilder quiet(List<String> command, Path folder) {
        var session = new ArrayList<>(List.of("setsid"));
        session.addAll(command);
        var builder = new ProcessBuilder(session).directory(folder.toFile());
        builder.environment().keySet().removeIf(name -> !name.equals("PATH"));
        builder.environment().put("LC_ALL", "C.UTF-8"); // or letters in the folder's name would get lost
        return builder;
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** @param action throws nothing */
    void whenEnded(Runnable action) {
        var unused = process.onExit().thenRunAsync(action);
    }

    /** The end of its log, for a person who wants to know why it ended. */
    String lastWords() {
        try (var lines = Files.lines(log.path())) {
            List<String> all = lines.toList();
            return String.join(" | ", all.subList(Math.max(0, all.size() - 3), all.size()));
        } catch (IOException unreadable) {
            return unreadable.toString();
        }
    }

    /** Lets go of the leash and waits until the process is gone. */
    @Override
    public void close() {
        try {
            process.getOutputStream().close();
            if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                process.descendants().forEach(ProcessHandle::destroyForcibly);
                process.destroyForcibly().waitFor();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
