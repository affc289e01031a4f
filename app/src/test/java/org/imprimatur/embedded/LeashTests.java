package org.imprimatur.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of the children when the application is killed. */
class LeashTests {

    private final Path temporary;

    LeashTests(@TempDir Path temporary) {
        this.temporary = temporary;
    }

    @Test
    void childrenEndWithAParentThatWasKilled() throws Exception {
        Path folder = temporary.resolve("data");
        Process parent = SmallParent.start(folder);
        String first = SmallParent.answerOf(parent);
        assertThat(first).startsWith("up ");
        assertThat(childrenOn(folder)).hasSizeGreaterThanOrEqualTo(2);

        parent.destroyForcibly();

        await().atMost(Duration.ofSeconds(5)).until(() -> childrenOn(folder).isEmpty());
    }

    @Test
    void theNextStartNeedsNoHelpAndDoesNotWait() throws Exception {
        Path folder = temporary.resolve("data");
        Process first = SmallParent.start(folder);
        String addresses = SmallParent.answerOf(first);
        first.destroyForcibly().waitFor();

        Process second = SmallParent.start(folder);
        try {
            assertThat(SmallParent.answerOf(second)).isEqualTo(addresses);
        } finally {
            second.destroyForcibly();
            await().atMost(Duration.ofSeconds(5)).until(() -> childrenOn(folder).isEmpty());
        }
    }

    @Test
    void aSecondOneOnTheSameFolderIsToldWhoHoldsIt() throws Exception {
        Path folder = temporary.resolve("data");
        Process first = SmallParent.start(folder);
        try {
            SmallParent.answerOf(first);
            Process second = SmallParent.start(folder);

            assertThat(SmallParent.answerOf(second))
                    .contains("is in use by another Imprimatur (process " + first.pid() + ")");
        } finally {
            first.destroyForcibly();
            await().atMost(Duration.ofSeconds(5)).until(() -> childrenOn(folder).isEmpty());
        }
    }

    @Test
    void orphansWithoutTheirLeashAreEndedByTheNextStart() throws Exception {
        Path folder = temporary.resolve("data");
        Process first = SmallParent.start(folder);
        SmallParent.answerOf(first);
        signal("STOP", first.toHandle()); // so that it does not notice what follows
        for (Running child : childrenOn(folder)) {
            if (child.executable().endsWith("postgres")) {
                continue;
            }
            if (child.executable().endsWith("java")) {
                signal("STOP", child.handle()); // hangs, and so its leash does
            } else {
                child.handle()
                        .descendants()
                        .filter(shell -> !isPostgres(shell))
                        .forEach(ProcessHandle::destroyForcibly);
                child.handle().destroyForcibly();
            }
        }
        first.destroyForcibly().waitFor();
        List<Running> orphans = childrenOn(folder);
        assertThat(orphans).anyMatch(orphan -> orphan.executable().endsWith("postgres"));
        assertThat(orphans).anyMatch(orphan -> orphan.executable().endsWith("java"));

        Process second = SmallParent.start(folder);
        try {
            assertThat(SmallParent.answerOf(second)).startsWith("up ");
            assertThat(childrenOn(folder)).doesNotContainAnyElementsOf(orphans);
        } finally {
            second.destroyForcibly();
            await().atMost(Duration.ofSeconds(5)).until(() -> childrenOn(folder).isEmpty());
        }
    }

    private static boolean isPostgres(ProcessHandle process) {
        return process.info().command().orElse("").endsWith("postgres");
    }

    private static void signal(String name, ProcessHandle process) throws Exception {
        new ProcessBuilder("sh", "-c", "kill -" + name + " " + process.pid())
                .start()
                .waitFor();
    }

    /** Whatever has the folder in its program or in its arguments, but for the parent itself. */
    private static List<Running> childrenOn(Path folder) {
        return Running.where(process -> !process.commandLine().contains(SmallParent.class.getName())
                && (process.executable().startsWith(folder)
                        || process.commandLine().stream().anyMatch(word -> word.contains(folder.toString()))));
    }
}
