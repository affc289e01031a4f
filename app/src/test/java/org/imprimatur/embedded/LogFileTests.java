package org.imprimatur.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LogFileTests {

    private static final long LIMIT = 20_000;

    @Test
    void aLogWithinItsLimitStaysAsItIs(@TempDir Path folder) throws Exception {
        var log = new LogFile(folder.resolve("server.log"), LIMIT);
        log.limit();
        Files.writeString(log.path(), "short");

        log.limit();

        assertThat(log.path()).hasContent("short");
        assertThat(log.previous()).doesNotExist();
    }

    @Test
    void ofALongOneTheEndIsKeptBesideIt(@TempDir Path folder) throws Exception {
        var log = new LogFile(folder.resolve("server.log"), LIMIT);
        Files.writeString(log.previous(), "the one before");
        Files.writeString(log.path(), "first\n" + "x".repeat(90_000) + "\nlast");

        log.limit();

        assertThat(log.path()).isEmptyFile();
        assertThat(Files.size(log.previous())).isEqualTo(LIMIT - LIMIT / 4);
        assertThat(Files.readString(log.previous())).endsWith("\nlast");
    }

    @Test
    void aServerThatWritesWithoutEndStaysWithinTwiceTheLimitAndGoesOnWriting(@TempDir Path folder) throws Exception {
        var log = new LogFile(folder.resolve("server.log"), LIMIT, Duration.ofMillis(5));
        var written = folder.resolve("written");
        var rest = folder.resolve("rest");
        var ended = folder.resolve("ended");
        var script = "i=0; while [ $i -lt 3000 ]; do i=$((i+1)); echo \"line $i of the server\"; done; : > " + written
                + "; while [ ! -e " + rest + " ]; do sleep 0.01; done; echo end; : > " + ended + "; cat";
        try (var child = Child.start(List.of("sh", "-c", script), folder, log)) {
            await().atMost(Duration.ofSeconds(60)).until(() -> Files.exists(written));
            await().atMost(Duration.ofSeconds(20)).until(() -> Files.size(log.path()) <= LIMIT);
            Files.createFile(rest); // while nothing is copied: what is written in its last moment is lost
            await().atMost(Duration.ofSeconds(20)).until(() -> Files.exists(ended));

            assertThat(child.isAlive()).isTrue();
            assertThat(log.previous()).exists();
            assertThat(Files.size(log.previous())).isLessThanOrEqualTo(LIMIT);
            assertThat(Files.readString(log.previous()) + Files.readString(log.path()))
                    .contains("end\n")
                    .doesNotContain("\0");
        }
    }
}
