package org.imprimatur.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ConcurrentCallLimitTests {

    private static final Duration LONG = Duration.ofMinutes(5);

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
