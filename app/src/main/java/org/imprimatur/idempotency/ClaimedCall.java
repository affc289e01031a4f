package org.imprimatur.idempotency;

import java.util.UUID;

/**
 * A call that holds a key until it is over.
 *
 * @param id of the key
 * @param claim tells this call from every other under the same key
 */
record ClaimedCall(String id, UUID claim) {

    ClaimedCall(Key key) {
        this(key.id(), UUID.randomUUID());
    }
}
