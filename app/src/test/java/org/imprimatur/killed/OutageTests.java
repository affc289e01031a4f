package org.imprimatur.killed;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.imprimatur.Api;
import org.imprimatur.Api.Answer;
import org.imprimatur.Cast;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The database or the store is there and does not answer, or has no room: the product says so in time, keeps nothing by
 * halves, and goes on by itself once they are well again. The servers are its real children, stopped by a signal; the
 * full disk is a small file system in memory, which needs root.
 */
@Tag("killed")
class OutageTests {

    private static final Duration AWAY = Duration.ofMinutes(1);

    /** A statement, or a word from the store, is waited for 20 s. */
    private static final Duration IN_TIME = Duration.ofSeconds(30);

    private static final int MEGABYTES = 700;
    private static final int ROUNDS = 3;

    private static House house;
    private static Cast cast;
    private static Path disk;
    private static boolean ofItsOwn;

    @BeforeAll
    static void start(@TempDir Path temporary) throws Exception {
        disk = temporary.toRealPath();
        ofItsOwn = new ProcessBuilder("mount", "-t", "tmpfs", "-o", "size=" + MEGABYTES + "m", "tmpfs", disk.toString())
                        .start()
                        .waitFor()
                == 0;
        house = House.alone(disk.resolve("data"));
        cast = new Cast(house.port(0));
    }

    @AfterAll
    static void stop() throws Exception {
        house.close();
        if (ofItsOwn) {
            new ProcessBuilder("umount", disk.toString()).start().waitFor();
        }
    }

    @Test
    void aDatabaseThatIsAwayForAMinuteIsToldInTimeAndNothingHasToBeRestarted() {
        var post = cast.draft(cast.creator, "Before", "null");
        var server = Servers.postgres(house.data());
        var gone = Instant.now();
        Servers.signal("STOP", server);
        try {
            var answers = together(40, () -> cast.creator.get("/api/posts/" + post));

            assertThat(answers).allSatisfy(OutageTests::saysWhenToComeBack);
            var saved =
                    cast.creator.json("PATCH", "/api/posts/" + post, "{\"title\": \"During\"}", "If-Match", "\"1\"");
            saysWhenToComeBack(saved);
            assertThat(health().json().at("/components/db/status").asText()).isEqualTo("DOWN");
            untilAMinuteAfter(gone, () -> saysWhenToComeBack(cast.creator.get("/api/posts/" + post)));
        } finally {
            Servers.signal("CONT", server);
        }

        house.awaitHealthy();
        assertThat(cast.creator.get("/api/posts/" + post).text("/title")).isEqualTo("Before");
        assertThat(cast.creator
                        .json("PATCH", "/api/posts/" + post, "{\"title\": \"After\"}", "If-Match", "\"1\"")
                        .status())
                .isEqualTo(200);
        assertThat(Servers.postgres(house.data())).contains(server.get(0));
        var late = cast.approved("Goes out after it", "null");
        cast.awaitState(late, "published");
    }

    @Test
    void aStoreThatIsAwayForAMinuteHoldsUpNothingElse() {
        var picture = cast.approvedPicture();
        var assets = assets();
        var server = Servers.store(house.data());
        var gone = Instant.now();
        Servers.signal("STOP", server);
        try {
            var uploads = new ArrayList<CompletableFuture<Answer>>(); // as many as one person may have at once, of each
            for (var person : List.of(cast.creator, cast.librarian)) {
                uploads.addAll(inBackground(8, () -> person.upload("meridian", "cup.jpg", Cast.picture())));
            }
            var looks = inBackground(40, () -> cast.creator.get("/api/assets/" + picture + "/renditions/thumbnail"));

            var begin = Instant.now();
            assertThat(cast.creator.get("/api/brands/meridian/posts").status()).isEqualTo(200);
            cast.draft(cast.creator, "Written meanwhile", "null");
            assertThat(Duration.between(begin, Instant.now())).isLessThan(Duration.ofSeconds(10));

            assertThat(health().json().at("/components/store/status").asText()).isEqualTo("DOWN");
            assertThat(uploads).allSatisfy(upload -> saysWhenToComeBack(upload.join()));
            assertThat(looks).allSatisfy(look -> saysWhenToComeBack(look.join()));
            untilAMinuteAfter(
                    gone,
                    () -> saysWhenToComeBack(cast.creator.get("/api/assets/" + picture + "/renditions/thumbnail")));
        } finally {
            Servers.signal("CONT", server);
        }

        house.awaitHealthy();
        assertThat(assets()).as("assets that were half stored").isEqualTo(assets);
        cast.uploaded(cast.creator, "cup.jpg", Cast.picture());
    }

    @Test
    void aDatabaseAndAStoreThatAreSlowAreWaitedFor() throws Exception {
        var assets = assets();
        Slowness.during(house.data(), () -> {
            for (var round = 0; round < ROUNDS; round++) {
                cast.uploaded(cast.creator, "cup.jpg", Cast.picture());
                cast.awaitState(cast.approved("Goes out slowly", "null"), "published");
            }
        });

        assertThat(assets()).isEqualTo(assets + ROUNDS);
        var books = new Books(house.data());
        assertThat(books.missing()).isEmpty();
        assertThat(books.wrong()).isEmpty();
    }

    @Test
    void aFullDiskStopsWhatWritesAndIsForgottenOnceThereIsRoom() throws Exception {
        assumeThat(ofItsOwn).as("a file system can be mounted").isTrue();
        var post = cast.draft(cast.creator, "Before the disk was full", "null");
        var kept = new ArrayList<String>();
        var full = disk.resolve("full");
        fill(full);
        try {
            saysWhenToComeBack(cast.creator.upload("meridian", "reel.bin", new byte[3_000_000]));
            await().atMost(90, SECONDS)
                    .pollDelay(Duration.ZERO)
                    .pollInterval(Duration.ofMillis(20))
                    .until(() -> {
                        var answer = written(kept.size());
                        if (answer != null && answer.status() == 201) {
                            kept.add(answer.text("/id"));
                        } else if (answer != null) {
                            saysWhenToComeBack(answer);
                        }
                        return answer == null || answer.status() != 201;
                    });
        } finally {
            Files.delete(full);
        }

        house.awaitHealthy();
        assertThat(cast.creator.get("/api/posts/" + post).status()).isEqualTo(200);
        assertThat(kept).allSatisfy(id -> assertThat(
                        cast.creator.get("/api/posts/" + id).status())
                .isEqualTo(200));
        cast.uploaded(cast.creator, "cup.jpg", Cast.picture());
        cast.awaitState(cast.approved("Goes out once there is room", "null"), "published");
        var books = new Books(house.data());
        assertThat(books.missing()).isEmpty();
        assertThat(books.wrong()).isEmpty();
    }

    /** A post of some size; null when the connection broke. */
    private static @Nullable Answer written(int number) {
        var text = new java.util.Random(number)
                .ints(1500, 'a', 'z' + 1)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append);
        try {
            return cast.creator.post("/api/brands/meridian/posts", """
                    {"title": "Filling up", "variants": [{"channel": "feed", "text": "%s"}]}""".formatted(text));
        } catch (UncheckedIOException brokenOff) {
            return null;
        }
    }

    private static void fill(Path file) throws Exception {
        var zeros = java.nio.ByteBuffer.allocate(1 << 16);
        try (var out = Files.newByteChannel(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            while (Files.getFileStore(file).getUsableSpace() > 0) {
                zeros.clear();
                out.write(zeros);
            }
        } catch (java.io.IOException noRoomLeft) {
            assertThat(noRoomLeft).hasMessageContaining("No space left");
        }
    }

    private static long assets() {
        return cast.creator
                .get("/api/brands/meridian/assets?limit=200")
                .json()
                .at("/items")
                .size();
    }

    private static Answer health() {
        var health = Api.nobody(house.port(0)).get("/actuator/health");
        assertThat(health.status()).isEqualTo(503);
        return health;
    }

    /** At least once. */
    private static void untilAMinuteAfter(Instant begin, Runnable call) {
        do {
            call.run();
        } while (Instant.now().isBefore(begin.plus(AWAY)));
    }

    private static void saysWhenToComeBack(Answer answer) {
        assertThat(answer.status()).as(answer::toString).isEqualTo(503);
        assertThat(answer.header("Content-Type")).isEqualTo("application/problem+json");
        assertThat(answer.header("Retry-After")).isNotBlank();
        assertThat(answer.text("/detail")).endsWith(".");
    }

    private static List<Answer> together(int count, Supplier<Answer> call) {
        var begin = Instant.now();
        var answers =
                inBackground(count, call).stream().map(CompletableFuture::join).toList();
        assertThat(Duration.between(begin, Instant.now())).isLessThan(IN_TIME);
        return answers;
    }

    private static List<CompletableFuture<Answer>> inBackground(int count, Supplier<Answer> call) {
        var threads = Executors.newFixedThreadPool(count);
        try {
            return IntStream.range(0, count)
                    .mapToObj(number -> CompletableFuture.supplyAsync(call, threads))
                    .toList();
        } finally {
            threads.shutdown();
        }
    }
}
