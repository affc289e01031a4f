package org.imprimatur.assets;

import java.util.UUID;

/** Names objects in the store: random, telling nothing, and never written a second time. */
final class StorageKey {

    private StorageKey() {}

    static String original() {
        return "original/" + UUID.randomUUID();
    }

    static String thumbnail() {
        return "thumbnail/" + UUID.randomUUID();
    }
}
