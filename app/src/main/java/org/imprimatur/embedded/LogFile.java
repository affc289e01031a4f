package org.imprimatur.embedded;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The log file of a child process, kept within a limit while the process runs: a longer one is copied to {@code .1}, in
 * place of the one before, and emptied. The process must append, so that it goes on at the new end; what it writes
 * between copying and emptying is lost: some microseconds, or what is more than a quarter of the limit. It does not write into a pipe of ours, or it would wait for
 * us when nobody empties that.
 */
final class LogFile {

    private static final Logger logger = LoggerFactory.getLogger(LogFile.class);
    private static final Duration BETWEEN_CHECKS = Duration.ofSeconds(2);

    private final Path path;
    private final long limit;
    private final Duration betweenChecks;

    /** @param limit bytes after which a new one begins; with the one before, twice as many stay */
    LogFile(Path path, long limit) {
        this(path, limit, BETWEEN_CHECKS);
    }

    LogFile(Path path, long limit, Duration betweenChecks) {
        this.path = path;
        this.limit = limit;
        this.betweenChecks = betweenChecks;
    }

    Path path() {
        return path;
    }

    /** The one before. */
    Path previous() {
        return path.resolveSibling(path.getFileName() + ".1");
    }

    /** Begins a new one if this one is longer than the limit; of a much longer one the end is kept. */
    void limit() throws IOException {
        if (!Files.exists(path) || Files.size(path) <= limit) {
            return;
        }
        try (var from = FileChannel.open(path, StandardOpenOption.READ, StandardOpenOption.WRITE);
                var to = FileChannel.open(
                        previous(),
                        StandardOpenOption.CREATE,
                        StandardOpenOption.WRITE,
                        StandardOpenOption.TRUNCATE_EXISTING)) {
            copyEnd(from, to);
            from.truncate(0);
        }
    }

    /** Three quarters of the limit, and in the rest what the process writes meanwhile. */
    private void copyEnd(FileChannel from, FileChannel to) throws IOException {
        var position = Math.max(0, from.size() - (limit - limit / 4));
        var room = limit;
        while (position < from.size() && room > 0) {
            var copied = from.transferTo(position, Math.min(room, from.size() - position), to);
            position += copied;
            room -= copied;
        }
    }

    /** Checks again and again until the process ends. */
    void limitWhile(Process process) {
        CompletableFuture.delayedExecutor(betweenChecks.toMillis(), TimeUnit.MILLISECONDS)
                .execute(() -> {
                    try {
                        limit();
                    } catch (IOException e) {
                        logger.warn("The log {} could not be kept within its limit: {}", path, e.toString());
                    }
                    if (process.isAlive()) {
                        limitWhile(process);
                    }
                });
    }
}
