package org.imprimatur.operations;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.imprimatur.assets.AssetStore;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.actuate.health.AbstractHealthIndicator;
import org.springframework.boot.actuate.health.Health;
import org.springframework.stereotype.Component;

/** Whether the object store answers, knows our keys and has our bucket. */
@Component
class StoreHealthIndicator extends AbstractHealthIndicator {

    private static final String NOBODYS = "health";

    private final AssetStore store;
    private final Duration patience;
    private @Nullable CompletableFuture<?> question;

    @Autowired
    StoreHealthIndicator(AssetStore store) {
        this(store, Duration.ofSeconds(5));
    }

    /** @param patience a store that hangs is no healthier than one that is away */
    StoreHealthIndicator(AssetStore store, Duration patience) {
        super("The object store does not answer as it should");
        this.store = store;
        this.patience = patience;
    }

    @Override
    protected void doHealthCheck(Health.Builder builder) {
        question().copy().orTimeout(patience.toMillis(), TimeUnit.MILLISECONDS).join();
        builder.up();
    }

    /** One at a time: a store that hangs would have a thread wait for each look at it. */
    private synchronized CompletableFuture<?> question() {
        if (question == null || question.isDone()) {
            question = CompletableFuture.supplyAsync(() -> store.size(NOBODYS));
        }
        return question;
    }
}
