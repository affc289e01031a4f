package org.imprimatur.operations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.times;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

import java.time.Duration;
import java.util.OptionalLong;
import java.util.concurrent.CountDownLatch;
import org.imprimatur.assets.AssetStore;
import org.junit.jupiter.api.Test;
import org.springframework.boot.actuate.health.Status;

class StoreHealthIndicatorTests {

    private final AssetStore store = mock();
    private final StoreHealthIndicator health = new StoreHealthIndicator(store, Duration.ofMillis(100));

    @Test
    void aStoreThatHangsIsAskedOnceHoweverOftenSomebodyLooks() {
        var answers = new CountDownLatch(1);
        when(store.size(any())).thenAnswer(asked -> {
            answers.await();
            return OptionalLong.empty();
        });

        for (var look = 0; look < 5; look++) {
            assertThat(health.health().getStatus()).isEqualTo(Status.DOWN);
        }

        verify(store, times(1)).size(any());
        answers.countDown();
        await().untilAsserted(() -> assertThat(health.health().getStatus()).isEqualTo(Status.UP));
    }
}
