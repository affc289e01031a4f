package org.imprimatur.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.imprimatur.web.ConcurrentCallLimit.Order;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ConcurrentCallLimitTests {

    private static final Duration LONG = Duration.ofMinutes(5);

    private final ExecutorService threads = Executors.newCachedThreadPool();

    @AfterEach
    void nobodyWaitsOn() {
        threads.shutdownNow();
    }

    @Test
    void oneTooManyIsRefusedAtOnceAndAnotherPersonIsNot() {
        var limit = new ConcurrentCallLimit(2, 0, LONG);
        assertThat(limit.begin("ada")).isTrue();
        assertThat(limit.begin("ada")).isTrue();

        assertThat(limit.begin("ada")).isFalse();

        assertThat(limit.begin("bob")).isTrue();
        limit.end("ada");
        assertThat(limit.begin("ada")).isTrue();
    }

    @Test
    void aCallInLineBeginsWhenOneEndsAndTheLineHasAnEnd() {
        var limit = new ConcurrentCallLimit(1, 1, LONG);
        assertThat(limit.begin("ada")).isTrue();
        var inLine = CompletableFuture.supplyAsync(() -> limit.begin("ada"));
        await().atMost(Duration.ofSeconds(20)).until(() -> limit.inLine("ada") == 1);

        assertThat(limit.begin("ada")).isFalse();
        assertThat(inLine).isNotDone();
        limit.end("ada");

        assertThat(inLine).succeedsWithin(Duration.ofSeconds(20)).isEqualTo(true);
    }

    @Test
    void whoWaitsTooLongIsRefused() {
        var limit = new ConcurrentCallLimit(1, 5, Duration.ofMillis(1));
        assertThat(limit.begin("ada")).isTrue();

        assertThat(limit.begin("ada")).isFalse();

        limit.end("ada");
        assertThat(limit.begin("ada")).isTrue();
    }

    @Test
    void neverMoreThanAllowedAreInProgressAndNobodyIsRememberedAfterwards() {
        var limit = new ConcurrentCallLimit(3, 60, LONG);
        var everybodyIsHere = new CountDownLatch(1);
        var inProgress = new java.util.concurrent.atomic.AtomicInteger();
        var calls = IntStream.range(0, 40)
                .mapToObj(number -> CompletableFuture.supplyAsync(() -> {
                    awaitQuietly(everybodyIsHere);
                    var person = number % 2 == 0 ? "ada" : "bob";
                    if (!limit.begin(person)) {
                        return -1;
                    }
                    try {
                        return person.equals("ada") ? inProgress.incrementAndGet() : 0;
                    } finally {
                        if (person.equals("ada")) {
                            inProgress.decrementAndGet();
                        }
                        limit.end(person);
                    }
                }))
                .toList();
        everybodyIsHere.countDown();

        assertThat(calls.stream().map(CompletableFuture::join))
                .allSatisfy(found -> assertThat(found).isBetween(0, 3));
        assertThat(limit.size()).isZero();
    }

    @Test
    void aClientAloneHasHalfOfTheLineAndLeavesRoomForOthers() {
        var limit = new ConcurrentCallLimit(1, 100, LONG, 1, 12, Order.OLDEST_FIRST);
        assertThat(limit.begin("first")).isTrue();

        assertThat(waiting(limit, "ada", 20)).isEqualTo(6);
        assertThat(waiting(limit, "bob", 20)).isEqualTo(3);
        assertThat(waiting(limit, "newcomer", 1)).isEqualTo(1);
    }

    @Test
    void clientsTakeTurnsHoweverManyCallsOneOfThemHas() {
        var limit = new ConcurrentCallLimit(5, 5, LONG, 1, 20, Order.OLDEST_FIRST);
        assertThat(limit.begin("ada")).isTrue();
        assertThat(waiting(limit, "ada", 4)).isEqualTo(4);
        assertThat(waiting(limit, "bob", 1)).isEqualTo(1);

        limit.end("ada");

        assertThat(limit.inLine("bob")).isZero();
        assertThat(limit.inLine("ada")).isEqualTo(4);
        limit.end("bob");
        assertThat(limit.inLine("ada")).isEqualTo(3);
    }

    @Test
    void whereTheNewestGoesFirstItTakesThePlaceOfTheOldest() {
        var limit = new ConcurrentCallLimit(1, 2, LONG, 1, 20, Order.NEWEST_FIRST);
        assertThat(limit.begin("ada")).isTrue();
        var oldest = inLine(limit, "ada", 1);
        var second = inLine(limit, "ada", 2);

        var newest = CompletableFuture.supplyAsync(() -> limit.begin("ada"), threads);

        assertThat(oldest).succeedsWithin(Duration.ofSeconds(20)).isEqualTo(false);
        limit.end("ada");
        assertThat(newest).succeedsWithin(Duration.ofSeconds(20)).isEqualTo(true);
        assertThat(second).isNotDone();
        limit.end("ada");
        assertThat(second).succeedsWithin(Duration.ofSeconds(20)).isEqualTo(true);
        limit.end("ada");
        assertThat(limit.size()).isZero();
    }

    /** Begins calls one after the other until one is refused; how many wait then. */
    private int waiting(ConcurrentCallLimit limit, String client, int calls) {
        for (var call = 1; call <= calls; call++) {
            var begun = CompletableFuture.supplyAsync(() -> limit.begin(client), threads);
            var expected = call;
            await().atMost(Duration.ofSeconds(20)).until(() -> begun.isDone() || limit.inLine(client) == expected);
            if (begun.isDone()) {
                break;
            }
        }
        return limit.inLine(client);
    }

    private CompletableFuture<Boolean> inLine(ConcurrentCallLimit limit, String client, int expected) {
        var begun = CompletableFuture.supplyAsync(() -> limit.begin(client), threads);
        await().atMost(Duration.ofSeconds(20)).until(() -> limit.inLine(client) == expected);
        return begun;
    }

    @Test
    void nobodyIsRememberedForARefusal() {
        var limit = new ConcurrentCallLimit(1, 0, LONG);
        Stream.of("ada", "bob", "eve").forEach(person -> {
            assertThat(limit.begin(person)).isTrue();
            assertThat(limit.begin(person)).isFalse();
            limit.end(person);
        });

        assertThat(limit.size()).isZero();
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
