package org.imprimatur.operations;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.imprimatur.assets.AssetStore;
import org.springframework.boot.actuate.health.AbstractHealthIndicator;
import org.springframework.boot.actuate.health.Health;
import org.springframework.stereotype.Component;

/** Whether the object store answers, knows our keys and has our bucket. */
@Component
class StoreHealthIndicator extends AbstractHealthIndicator {

    private static final String NOBODYS = "health";

    /** In seconds; a store that hangs is no healthier than one that is away. */
    private static final int PATIENCE = 5;

    private final AssetStore store;

    StoreHealthIndicator(AssetStore store) {
        super("The object store does not answer as it should");
        this.store = store;
    }

    @Override
    protected void doHealthCheck(Health.Builder builder) {
        CompletableFuture.supplyAsync(() -> store.size(NOBODYS))
                .orTimeout(PATIENCE, TimeUnit.SECONDS)
                .join();
        builder.up();
    }
}
