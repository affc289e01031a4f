package org.imprimatur.library;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.imprimatur.assets.Asset;
import org.imprimatur.assets.Assets;
import org.jspecify.annotations.Nullable;

/**
 * An asset as the API tells it.
 *
 * @param reason why it failed, why it cannot go with a post, and what else is worth knowing; null for nothing
 * @param text extracted from a document; told for one asset, not in lists
 * @param duplicate in answers to uploads only: whether the bytes were there already
 */
@Schema(name = "Asset")
record AssetView(
        UUID id,
        String brand,
        String title,
        String fileName,
        String mediaType,
        long size,
        String sha256,
        String state,
        @Nullable String reason,
        Map<String, Asset.Metadatum> metadata,
        @Nullable String text,
        boolean thumbnail,
        boolean attachable,
        List<String> uploaders,
        Instant createdAt,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Boolean duplicate) {

    static AssetView of(Asset asset) {
        return of(asset, null);
    }

    static AssetView of(Assets.Received received) {
        return of(received.asset(), received.duplicate());
    }

    private static AssetView of(Asset asset, @Nullable Boolean duplicate) {
        return new AssetView(
                asset.id().value(),
                asset.brand(),
                asset.title(),
                asset.fileName(),
                asset.mediaType(),
                asset.size(),
                asset.sha256(),
                asset.state().word(),
                asset.told(),
                asset.metadata(),
                asset.text(),
                asset.thumbnail(),
                asset.attachable(),
                asset.uploaders(),
                asset.createdAt(),
                duplicate);
    }

    @Schema(name = "AssetPage")
    record PageView(
            List<AssetView> items,

            @Schema(description = "Ids of assets of this page that cannot be displayed; they are not among the items")
            List<UUID> unreadable,

            @Nullable String next,

            @Schema(description = "Words of the query that nothing has, with those that were searched for instead")
            Map<String, List<String>> corrected) {}
}
