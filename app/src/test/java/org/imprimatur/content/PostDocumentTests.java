package org.imprimatur.content;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.imprimatur.assets.Asset;
import org.imprimatur.assets.AssetId;
import org.imprimatur.assets.AssetState;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class PostDocumentTests {

    private static final Instant NOW = Instant.parse("2026-11-22T02:00:00Z");
    private static final AssetId PICTURE = AssetId.of("5e1f0f3c-76a5-4d2e-9a53-0a1d5d0a7f11");

    /** Decisions of years ago are bound to these bytes: when this fails, a new schema is due, not a new expectation. */
    @Test
    void theDocumentOfTheFirstSchemaStaysWhatItIs() {
        var document = PostDocument.of(post("Zwölf Tassen ☕\n\"heiß\""), Map.of(PICTURE, picture("ab".repeat(32))));

        assertThat(document.json())
                .isEqualTo("{\"assets\":[{\"alt\":\"A cup\",\"id\":\"5e1f0f3c-76a5-4d2e-9a53-0a1d5d0a7f11\","
                        + "\"mediaType\":\"image/jpeg\",\"sha256\":\"" + "ab".repeat(32) + "\"}],"
                        + "\"brand\":\"aurora\",\"id\":\"0b7e8d1a-3c7f-4e43-8c3a-3f5a5c6e9d10\","
                        + "\"schema\":\"imprimatur.post/1\",\"slot\":{\"instant\":\"2026-12-01T08:00:00Z\","
                        + "\"local\":\"2026-12-01T09:00\",\"zone\":\"Europe/Berlin\"},\"title\":\"Winter\","
                        + "\"variants\":[{\"channel\":\"feed\",\"text\":\"Zwölf Tassen ☕\\n\\\"heiß\\\"\"}],"
                        + "\"version\":3}");
    }

    @Test
    void whateverTheWorldWouldSeeChangesTheHash() {
        var one = PostDocument.of(post("a"), Map.of(PICTURE, picture("ab".repeat(32))))
                .hash();

        assertThat(PostDocument.of(post("a "), Map.of(PICTURE, picture("ab".repeat(32))))
                        .hash())
                .isNotEqualTo(one);
        assertThat(PostDocument.of(post("a"), Map.of(PICTURE, picture("cd".repeat(32))))
                        .hash())
                .isNotEqualTo(one);
        assertThat(PostDocument.of(post("a"), Map.of()).hash()).isNotEqualTo(one);
        assertThat(PostDocument.of(post("a"), Map.of(PICTURE, picture("ab".repeat(32))))
                        .hash())
                .isEqualTo(one);
    }

    private static Post post(String text) {
        return new Post(
                UUID.fromString("0b7e8d1a-3c7f-4e43-8c3a-3f5a5c6e9d10"),
                "aurora",
                "Winter",
                3,
                null,
                PostState.DRAFT,
                "Draft",
                null,
                List.of(new Post.Variant("feed", text)),
                List.of(new Post.Attachment(PICTURE, "A cup")),
                Slot.at(LocalDateTime.parse("2026-12-01T09:00"), "Europe/Berlin", null, NOW),
                List.of("creator"),
                NOW,
                NOW,
                NOW);
    }

    static Asset picture(String sha256) {
        return picture(PICTURE, "aurora", AssetState.APPROVED, sha256, null);
    }

    static Asset picture(AssetId id, String brand, AssetState state, String sha256, @Nullable String mediaType) {
        return new Asset(
                id,
                brand,
                "A cup",
                "cup.jpg",
                mediaType == null ? "image/jpeg" : mediaType,
                10,
                sha256,
                state,
                null,
                Map.of(),
                null,
                true,
                true,
                List.of("creator"),
                NOW);
    }
}
