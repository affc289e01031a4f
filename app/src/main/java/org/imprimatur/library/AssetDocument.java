package org.imprimatur.library;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.imprimatur.approval.CanonicalDocument;
import org.imprimatur.assets.Asset;

/** What is signed of an asset: its bytes by their digest, and what is known of them. */
final class AssetDocument {

    static final String SCHEMA = "imprimatur.asset/1";

    private AssetDocument() {}

    static CanonicalDocument of(Asset asset) {
        var document = new LinkedHashMap<String, Object>();
        document.put("schema", SCHEMA);
        document.put("id", asset.id().toString());
        document.put("brand", asset.brand());
        document.put("sha256", asset.sha256());
        document.put("size", asset.size());
        document.put("mediaType", asset.mediaType());
        document.put("title", asset.title());
        document.put("fileName", asset.fileName());
        document.put(
                "metadata",
                new TreeMap<>(asset.metadata().entrySet().stream()
                        .collect(Collectors.toMap(
                                Map.Entry::getKey,
                                entry -> Map.of(
                                        "value", entry.getValue().value(),
                                        "origin", entry.getValue().origin())))));
        return CanonicalDocument.of(document);
    }
}
