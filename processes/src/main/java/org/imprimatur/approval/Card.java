package org.imprimatur.approval;

import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a list shows of a subject; copied into the inbox row, so that no list asks the subject again.
 *
 * @param brand the id of the brand it belongs to, which is also the engine's tenant
 * @param title as a person named it
 * @param version the version that is current now
 * @param hash of the version under decision; null while nothing was submitted
 * @param slot when it wishes to go out; null means as soon as it is approved, or that it never goes out
 * @param zone the IANA zone of the slot
 * @param picture id of the asset whose thumbnail stands for it
 * @param authors everyone who wrote or uploaded it and so may not decide on it
 */
public record Card(
        String brand,
        String title,
        int version,
        @Nullable String hash,
        @Nullable Instant slot,
        @Nullable String zone,
        @Nullable String picture,
        Set<String> authors) {

    public Card {
        authors = Set.copyOf(authors);
    }
}
