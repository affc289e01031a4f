package org.imprimatur.assets.tika;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.Objects;
import org.imprimatur.assets.CatalogingSettings;
import org.imprimatur.assets.Examiner;
import org.imprimatur.assets.Findings;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.util.unit.DataSize;

/** Whatever a file does to the process that looks into it, the next one is looked into. */
class IsolationTests {

    private final IsolatedExaminer examiner = new IsolatedExaminer(settings(), Troublesome.class);

    @AfterEach
    void close() {
        examiner.close();
    }

    @Test
    void oneChildLooksIntoManyFiles() throws Exception {
        assertThat(childOf(examine("a"))).isEqualTo(childOf(examine("b")));
    }

    @Test
    void aChildThatHasSeenManyIsReplaced() throws Exception {
        var first = childOf(examine("1"));
        examine("2");
        examine("3");

        assertThat(childOf(examine("4"))).isNotEqualTo(first);
    }

    @Test
    void aFileThatHangsIsOverdueAndTheNextOneIsNot() throws Exception {
        assertThatExceptionOfType(Examiner.Overdue.class)
                .isThrownBy(() -> examine("hang"))
                .withMessage("It took longer than the 3 seconds a file may take.");

        assertThat(examine("next").text()).endsWith("next");
    }

    @Test
    void aFileThatExplodesIsLostAndTheNextOneIsNot() throws Exception {
        assertThatExceptionOfType(Examiner.Lost.class)
                .isThrownBy(() -> examine("explode"))
                .withMessage("It needs more memory than the 64 MB a file may take.");

        assertThat(examine("next").text()).endsWith("next");
    }

    @Test
    void aFileThatEndsTheProcessIsLostAndTheNextOneIsNot() throws Exception {
        assertThatExceptionOfType(Examiner.Lost.class)
                .isThrownBy(() -> examine("exit"))
                .withMessageContaining("exit code 42");
        assertThatExceptionOfType(Examiner.Lost.class)
                .isThrownBy(() -> examine("die"))
                .withMessageContaining("exit code 137");

        assertThat(examine("next").text()).endsWith("next");
    }

    @Test
    void aChildThatDiesWhileItWaitsIsReplaced() throws Exception {
        var idle = ProcessHandle.of(childOf(examine("a"))).orElseThrow();
        idle.destroyForcibly();
        idle.onExit().join();

        assertThat(examine("next").text()).endsWith("next");
    }

    @Test
    void aChildEndsWithItsLeashEvenWhenAFileKeepsItBusyAndLeavesNothing() throws Exception {
        try (var child = new Child(Troublesome.class, DataSize.ofMegabytes(64))) {
            Files.writeString(child.file(), "hang");
            child.send(
                    new Request(child.file().toString(), "f", child.thumbnail().toString(), 10, 10));

            child.letGo();

            await().atMost(Duration.ofSeconds(10)).until(() -> !child.alive());
            assertThat(child.file().getParent()).doesNotExist();
        }
    }

    private Findings examine(String order) throws IOException, Examiner.Overdue, Examiner.Lost {
        return examiner.examine("order.txt", new ByteArrayInputStream(order.getBytes(UTF_8)));
    }

    private static long childOf(Findings findings) {
        return Long.parseLong(Objects.requireNonNull(findings.text()).split(" ", 2)[0]);
    }

    private static CatalogingSettings settings() {
        return new CatalogingSettings(
                1,
                DataSize.ofMegabytes(64),
                Duration.ofSeconds(3),
                1000,
                1_000_000,
                3,
                Duration.ofSeconds(30),
                Duration.ofSeconds(1),
                Duration.ofSeconds(1));
    }
}
