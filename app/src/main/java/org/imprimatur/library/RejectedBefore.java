package org.imprimatur.library;

import java.time.Instant;
import org.imprimatur.assets.Asset;
import org.jspecify.annotations.Nullable;

/** An upload of bytes that were rejected earlier; the message tells when, by whom and why. */
class RejectedBefore extends RuntimeException {

    private final transient Asset asset;
    private final transient @Nullable Instant at;
    private final @Nullable String by;
    private final @Nullable String reason;

    /**
     * @param at when it was rejected
     * @param by who rejected it
     * @param reason why, as they wrote
     */
    RejectedBefore(Asset asset, @Nullable Instant at, @Nullable String by, @Nullable String reason, String message) {
        super(message);
        this.asset = asset;
        this.at = at;
        this.by = by;
        this.reason = reason;
    }

    Asset asset() {
        return asset;
    }

    @Nullable
    Instant at() {
        return at;
    }

    @Nullable
    String by() {
        return by;
    }

    @Nullable
    String reason() {
        return reason;
    }
}
