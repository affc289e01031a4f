package org.imprimatur.publishing;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.imprimatur.assets.Asset;
import org.imprimatur.assets.AssetId;
import org.imprimatur.people.Brand;
import org.jspecify.annotations.Nullable;

/**
 * One page of a brand's feed, with absolute addresses.
 *
 * @param id its name for feed readers
 * @param base scheme, host and path under which the product is reached, without a slash at the end
 * @param sizes of the media in bytes, for those that are still there
 */
record Feed(
        UUID id,
        Brand brand,
        String base,
        List<Feeds.Entry> entries,
        @Nullable String next,
        Map<AssetId, Asset> sizes) {

    String home() {
        return base + "/feeds/" + brand.id();
    }

    String address(String extension) {
        return home() + "." + extension;
    }

    String next(String extension) {
        return address(extension) + "?before=" + next;
    }

    String address(Feeds.Entry entry) {
        return home() + "/posts/" + entry.approved().post();
    }

    String address(Approved.Medium medium) {
        return home() + "/media/" + medium.asset();
    }

    /** In bytes; 0 when it is not known any more. */
    long size(Approved.Medium medium) {
        var asset = sizes.get(new AssetId(medium.asset()));
        return asset == null ? 0 : asset.size();
    }

    /** When the newest post went out; the beginning of time while none has. */
    Instant updated() {
        return entries.stream().map(Feeds.Entry::publishedAt).findFirst().orElse(Instant.EPOCH);
    }

    /** Text and media as HTML, alternative texts included. */
    String html(Feeds.Entry entry) {
        var html = new StringBuilder();
        for (var medium : entry.approved().media()) {
            var address = FeedText.escaped(address(medium));
            var alt = FeedText.escaped(medium.alt());
            if (medium.picture()) {
                html.append("<p><img src=\"")
                        .append(address)
                        .append("\" alt=\"")
                        .append(alt)
                        .append("\"/></p>");
            } else {
                html.append("<p dir=\"auto\"><a href=\"")
                        .append(address)
                        .append("\">")
                        .append(alt)
                        .append("</a></p>");
            }
        }
        return html.append(FeedText.html(entry.text())).toString();
    }
}
