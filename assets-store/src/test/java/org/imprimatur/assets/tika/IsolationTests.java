package org.imprimatur.assets.tika;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.SocketTimeoutException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.imprimatur.assets.CatalogingSettings;
import org.imprimatur.assets.Examiner;
import org.imprimatur.assets.Findings;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.util.unit.DataSize;

/** Whatever a file does to the process that looks into it, the next one is looked into. */
class IsolationTests {

    private static final DataSize ROOM = DataSize.ofMegabytes(32);

    private final IsolatedExaminer examiner =
            new IsolatedExaminer(settings(Duration.ofMinutes(2)), Troublesome.class, ROOM);

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
        var impatient = new IsolatedExaminer(settings(Duration.ofSeconds(2)), Troublesome.class, ROOM);
        try (impatient) {
            assertThatExceptionOfType(Examiner.Excessive.class)
                    .isThrownBy(() -> impatient.examine("order.txt", stream("hang")))
                    .withMessage("It took longer than the 2 seconds a file may take.");
        }

        assertThat(examine("next").text()).endsWith("next");
    }

    @Test
    void aProcessThatIsSlowToStartTakesNothingFromTheTimeOfItsFirstFile() throws Exception {
        var impatient = new IsolatedExaminer(settings(Duration.ofSeconds(6)), Sluggish.class, ROOM);
        try (impatient) {
            assertThat(impatient.examine("order.txt", stream("first")).text()).endsWith("first");
        }
    }

    @Test
    void aProcessThatDoesNotStartIsNoFilesFault() throws Exception {
        var broken = new IsolatedExaminer(settings(Duration.ofMinutes(2)), Stillborn.class, ROOM);
        try (broken) {
            assertThatExceptionOfType(IOException.class)
                    .isThrownBy(() -> broken.examine("order.txt", stream("first")))
                    .withMessage("The process that looks into files does not start.");
        }
    }

    /** Takes longer to start than a file may take. */
    static final class Sluggish {
        public static void main(String... args) throws IOException, InterruptedException {
            TimeUnit.SECONDS.sleep(7);
            Troublesome.main(args);
        }
    }

    /** Ends before it is ready. */
    static final class Stillborn {
        public static void main(String... args) {}
    }

    @Test
    void aFileThatExplodesIsToBlameOnlyInAChildThatHasSeenNothingElse() throws Exception {
        examine("before");
        assertThatExceptionOfType(Examiner.Lost.class).isThrownBy(() -> examine("explode"));

        assertThatExceptionOfType(Examiner.Excessive.class)
                .isThrownBy(() -> examine("explode"))
                .withMessage("It needs more memory than the 64 MB a file may take.");

        assertThat(examine("next").text()).endsWith("next");
    }

    @Test
    void aFileThatFillsTheDiskIsStoppedAndLeavesNothing() throws Exception {
        assertThatExceptionOfType(Examiner.Excessive.class)
                .isThrownBy(() -> examine("fill"))
                .withMessage("It unpacks to more than the 32 MB a file may take.");

        assertThat(examine("next").text()).endsWith("next");
        examiner.close();
        assertThat(foldersOfChildren()).isEmpty();
    }

    /** 200 MB, which a reader of lines would have to hold. */
    @Test
    void aComplaintWithoutAnEndIsNotCollected() throws Exception {
        examine("before");
        var before = heapInUse();

        examine("scream");

        assertThat(heapInUse() - before).isLessThan(50L << 20);
        assertThat(examine("next").text()).endsWith("next");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "nonsense",
                "[[[[[[[[",
                "{'number':1,'mediaType':'text/html\\r\\nSet-Cookie: a=b','metadata':{},'notes':[]}",
                "{'number':1,'mediaType':'text/plain','metadata':{},'notes':[],'thumbnailType':'text/html'}",
                "{'number':1,'mediaType':'text/plain','metadata':{},'notes':[],'text':'a\\u0000b'}",
                "{'number':1,'mediaType':'text/plain','metadata':{'__proto__':{'value':'a','origin':'XMP'}},'notes':[]}",
                "{'number':1,'mediaType':'text/plain','metadata':{},'notes':[],'@class':'javax.sql.DataSource'}"
            })
    void anAnswerThatCannotBeTrueIsNotBelieved(String answer) throws Exception {
        assertThatExceptionOfType(Examiner.Lost.class)
                .isThrownBy(() -> examine("answer " + answer.replace('\'', '"')))
                .withMessage("The program that reads files gave an answer that cannot be right.");
    }

    @Test
    void whatAFileMakesItsChildSayIsNotTakenForTheAnswerAboutTheNext() throws Exception {
        var forged = examine(
                "answer {\"number\":1,\"mediaType\":\"text/plain\",\"metadata\":{},\"notes\":[],\"text\":\"forged\"}");

        assertThat(forged.text()).isEqualTo("forged");
        assertThatExceptionOfType(Examiner.Lost.class)
                .isThrownBy(() -> examine("next"))
                .withMessage("The program that reads files gave an answer that cannot be right.");
        assertThat(examine("next").text()).endsWith("next");
    }

    @Test
    void aThumbnailIsAFileAndNothingElse() throws Exception {
        assertThat(examine("link /etc/passwd").thumbnail()).isNull();
        assertThat(examine("pipe").thumbnail()).isNull();

        assertThat(examine("next").text()).endsWith("next");
    }

    @Test
    void aChildReachesNobodyAndKnowsNoSecrets() throws Exception {
        try (var listening = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            listening.setSoTimeout(500);

            examine("call " + listening.getLocalPort());

            assertThatExceptionOfType(SocketTimeoutException.class).isThrownBy(listening::accept);
        }
        assertThat(examine("tell").text())
                .containsPattern("^\\d+ \\[(PATH|LANG|LC_ALL|, )*\\] .*/imprimatur-child-"
                        + ProcessHandle.current().pid() + "-");
    }

    @Test
    void whatAChildOfADeadParentLeftIsRemovedAtTheNextStart() throws Exception {
        var dead = new ProcessBuilder("true").start();
        dead.onExit().join();
        var left = Files.createTempDirectory(Child.FOLDER + dead.pid() + "-");
        Files.writeString(left.resolve("file"), "a film");
        var inUse =
                Files.createTempDirectory(Child.FOLDER + ProcessHandle.current().pid() + "-");

        new IsolatedExaminer(settings(Duration.ofSeconds(2)), Troublesome.class, ROOM).close();

        assertThat(left).doesNotExist();
        assertThat(inUse).exists();
        Files.delete(inUse);
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
        try (var child = new Child(Troublesome.class, DataSize.ofMegabytes(64), ROOM)) {
            Files.writeString(child.file(), "hang");
            child.send(new Request(
                    1, child.file().toString(), "f", child.thumbnail().toString(), 10, 10));

            child.letGo();

            await().atMost(Duration.ofSeconds(10)).until(() -> !child.alive());
            assertThat(child.file().getParent()).doesNotExist();
        }
    }

    private static List<Path> foldersOfChildren() throws IOException {
        try (var there = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
            var ours = Child.FOLDER + ProcessHandle.current().pid() + "-";
            return there.filter(path -> path.getFileName().toString().startsWith(ours))
                    .toList();
        }
    }

    private static long heapInUse() {
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }

    private Findings examine(String order) throws IOException, Examiner.Excessive, Examiner.Lost {
        return examiner.examine("order.txt", stream(order));
    }

    private static ByteArrayInputStream stream(String order) {
        return new ByteArrayInputStream(order.getBytes(UTF_8));
    }

    private static long childOf(Findings findings) {
        return Long.parseLong(Objects.requireNonNull(findings.text()).split(" ", 2)[0]);
    }

    private static CatalogingSettings settings(Duration timeout) {
        return new CatalogingSettings(
                1,
                DataSize.ofMegabytes(64),
                timeout,
                1000,
                1_000_000,
                3,
                Duration.ofSeconds(30),
                Duration.ofSeconds(1),
                Duration.ofSeconds(1));
    }
}
