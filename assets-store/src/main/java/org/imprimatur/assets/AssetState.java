package org.imprimatur.assets;

import java.util.Locale;

/** How far an asset is: stored, looked into, decided on. */
public enum AssetState {
    RECEIVED,
    CATALOGING,
    CATALOGED,
    APPROVED,
    REJECTED,
    FAILED;

    /** The word in the API and in the models. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** @throws IllegalArgumentException when there is no such state */
    public static AssetState of(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT));
    }
}
