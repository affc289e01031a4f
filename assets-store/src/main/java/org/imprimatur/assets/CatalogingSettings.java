package org.imprimatur.assets;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * How files are looked into.
 *
 * @param workers how many files at a time, each in a child process of its own; 0 leaves the queue alone
 * @param heap of a child process; a file that needs more fails
 * @param timeout of wall-clock time for one file; one that needs more fails
 * @param textLimit characters of extracted text that are kept
 * @param pixelLimit beyond which a picture gets no thumbnail
 * @param documentsPerChild after which a child process is replaced by a fresh one
 * @param lease how long a file stays with a node that has died
 * @param poll how often the queue is looked at when nobody nudges
 * @param retryDelay before a file is tried again after trouble that is not its own, such as a store that is down
 */
@ConfigurationProperties("imprimatur.cataloging")
public record CatalogingSettings(
        @DefaultValue("1") int workers,
        @DefaultValue("1GB") DataSize heap,
        @DefaultValue("60s") Duration timeout,
        @DefaultValue("1000000") int textLimit,
        @DefaultValue("200000000") long pixelLimit,
        @DefaultValue("1000") int documentsPerChild,
        @DefaultValue("30s") Duration lease,
        @DefaultValue("5s") Duration poll,
        @DefaultValue("30s") Duration retryDelay) {

    public CatalogingSettings {
        if (workers < 0 || workers > 64) {
            throw new IllegalArgumentException(
                    "imprimatur.cataloging.workers must be between 0 and 64, it is " + workers);
        }
        if (textLimit < 1 || textLimit > 2_000_000) {
            throw new IllegalArgumentException(
                    "imprimatur.cataloging.text-limit must be between 1 and 2000000 characters, it is " + textLimit);
        }
        if (heap.toMegabytes() < 32) {
            throw new IllegalArgumentException("imprimatur.cataloging.heap must be at least 32MB, it is " + heap);
        }
    }
}
