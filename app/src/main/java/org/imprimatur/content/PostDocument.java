package org.imprimatur.content;

import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.imprimatur.approval.CanonicalDocument;
import org.imprimatur.assets.Asset;
import org.imprimatur.assets.AssetId;
import org.jspecify.annotations.Nullable;

/**
 * What is signed of a post: everything the world will see, and when. A field that joins later comes with a schema of its
 * own number, so that signatures on this one stay what they are.
 */
final class PostDocument {

    static final String SCHEMA = "imprimatur.post/1";

    private PostDocument() {}

    /** @param assets as they are now; one that is gone leaves its digest null, which no approved document has */
    static CanonicalDocument of(Post post, Map<AssetId, Asset> assets) {
        Map<String, @Nullable Object> document = new LinkedHashMap<>();
        document.put("schema", SCHEMA);
        document.put("id", post.id().toString());
        document.put("brand", post.brand());
        document.put("version", post.version());
        document.put("title", post.title());
        document.put(
                "variants",
                post.variants().stream()
                        .map(variant -> Map.of("channel", variant.channel(), "text", variant.text()))
                        .toList());
        document.put("assets", attachments(post, assets));
        document.put("slot", slot(post.slot()));
        return CanonicalDocument.of(document);
    }

    private static List<Map<String, @Nullable Object>> attachments(Post post, Map<AssetId, Asset> assets) {
        List<Map<String, @Nullable Object>> list = new ArrayList<>();
        for (var attachment : post.assets()) {
            var asset = assets.get(attachment.id());
            Map<String, @Nullable Object> entry = new LinkedHashMap<>();
            entry.put("id", attachment.id().toString());
            entry.put("sha256", asset == null ? null : asset.sha256());
            entry.put("mediaType", asset == null ? null : asset.mediaType());
            entry.put("alt", attachment.alt());
            list.add(entry);
        }
        return list;
    }

    private static @Nullable Map<String, String> slot(@Nullable Slot slot) {
        return slot == null
                ? null
                : Map.of(
                        "local", slot.localText(),
                        "zone", slot.zone().getId(),
                        "instant", DateTimeFormatter.ISO_INSTANT.format(slot.instant()));
    }
}
