package org.imprimatur.content;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.imprimatur.assets.AssetId;
import org.jspecify.annotations.Nullable;

/**
 * A post as it stands now.
 *
 * @param version counts saves, from 1
 * @param hash of the version that was submitted last; null while none was
 * @param step where it stands in the model, for people
 * @param reason why it came back or failed; null on the approving way
 * @param slot null means as soon as it is approved
 * @param authors everyone who saved it, first one first
 * @param since when it took its state
 */
public record Post(
        UUID id,
        String brand,
        String title,
        int version,
        @Nullable String hash,
        PostState state,
        String step,
        @Nullable String reason,
        List<Variant> variants,
        List<Attachment> assets,
        @Nullable Slot slot,
        List<String> authors,
        Instant createdAt,
        Instant savedAt,
        Instant since) {

    /** What one channel will show. */
    public record Variant(String channel, String text) {}

    /** An asset that goes with it, in order, and what it says to who cannot see it. */
    public record Attachment(AssetId id, String alt) {}

    /** The business key: {@code post:id}. */
    public String subject() {
        return "post:" + id;
    }

    /** The same post, standing elsewhere. */
    Post in(PostState state, String step, @Nullable String reason, Instant since) {
        return new Post(
                id,
                brand,
                title,
                version,
                hash,
                state,
                step,
                reason,
                variants,
                assets,
                slot,
                authors,
                createdAt,
                savedAt,
                since.truncatedTo(ChronoUnit.MICROS));
    }

    /** The same post, with the hash of the version that was submitted. */
    Post with(String submitted) {
        return new Post(
                id, brand, title, version, submitted, state, step, reason, variants, assets, slot, authors, createdAt,
                savedAt, since);
    }

    public Set<String> authorSet() {
        return Set.copyOf(authors);
    }
}
