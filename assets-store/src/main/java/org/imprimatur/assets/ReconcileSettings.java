package org.imprimatur.assets;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * When store and database are compared.
 *
 * @param every from the end of one comparison to the next
 * @param grace how old an object without a row must be to be removed; longer than any upload takes
 */
@ConfigurationProperties("imprimatur.reconcile")
public record ReconcileSettings(
        @DefaultValue("1h") Duration every,
        @DefaultValue("24h") Duration grace) {

    public ReconcileSettings {
        if (every.compareTo(Duration.ofSeconds(1)) < 0) {
            throw new IllegalArgumentException("imprimatur.reconcile.every must be at least 1s, it is " + every);
        }
        if (grace.isNegative()) {
            throw new IllegalArgumentException("imprimatur.reconcile.grace must not be negative, it is " + grace);
        }
    }
}
