package org.imprimatur.operations;

import org.imprimatur.startup.CannotStart;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Who may read the metrics.
 *
 * @param token shown as {@code Authorization: Bearer} by the program that collects them, at least 16 characters; with
 *     none nobody reads them
 */
@ConfigurationProperties("imprimatur.metrics")
record MetricsSettings(@DefaultValue("") String token) {

    private static final int SHORTEST = 16;

    MetricsSettings {
        if (!token.isEmpty() && token.length() < SHORTEST) {
            throw new CannotStart("IMPRIMATUR_METRICS_TOKEN needs at least " + SHORTEST + " characters.");
        }
    }

    @Override
    public String toString() {
        return "MetricsSettings[" + (token.isEmpty() ? "closed" : "open") + "]";
    }
}
