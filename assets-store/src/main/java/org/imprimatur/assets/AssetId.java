package org.imprimatur.assets;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.UUID;

/** The id of an asset, a UUID. */
public record AssetId(UUID value) {

    /** @throws IllegalArgumentException when the text is no UUID */
    @JsonCreator
    public static AssetId of(String text) {
        return new AssetId(UUID.fromString(text));
    }

    @JsonValue
    @Override
    public String toString() {
        return value.toString();
    }
}
