package org.imprimatur.publishing;

import java.time.Instant;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One try to bring one version to one channel, as the ledger keeps it.
 *
 * @param subject {@code kind:id}
 * @param hash of the version, the one that was approved
 * @param detail what went wrong, in words
 * @param address path under which it can be seen, once it is out
 * @param settledAt when it was out, or had failed
 */
public record Attempt(
        UUID id,
        String subject,
        String brand,
        String title,
        int round,
        int version,
        String hash,
        String channel,
        State state,
        @Nullable String detail,
        @Nullable String address,
        Instant preparedAt,
        @Nullable Instant settledAt) {

    /** How far it is. */
    public enum State {
        /** Committed; nothing has gone out. */
        PREPARED,
        /** The channel is being called. */
        SENDING,
        SENT,
        FAILED,
        /** Nobody knows whether it is out: never sent again without a person saying so. */
        UNKNOWN;

        /** The word in the API. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }

        static State of(String word) {
            return valueOf(word.toUpperCase(Locale.ROOT));
        }
    }
}
