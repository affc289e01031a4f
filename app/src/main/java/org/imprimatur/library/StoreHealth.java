package org.imprimatur.library;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import org.imprimatur.assets.AssetStore;
import org.springframework.boot.actuate.health.Health;
import org.springframework.boot.actuate.health.HealthIndicator;
import org.springframework.stereotype.Component;

/** Whether the object store answers: it is asked for something that is not there. */
@Component("storeHealthIndicator") // so that its name in the answer is "store"
class StoreHealth implements HealthIndicator {

    /** In seconds; a store that hangs is no healthier than one that is away. */
    private static final int PATIENCE = 5;

    private final AssetStore store;

    StoreHealth(AssetStore store) {
        this.store = store;
    }

    @Override
    public Health health() {
        try {
            CompletableFuture.supplyAsync(() -> store.size("health"))
                    .orTimeout(PATIENCE, TimeUnit.SECONDS)
                    .join();
            return Health.up().build();
        } catch (CompletionException e) {
            return Health.down(e).build();
        }
    }
}
