package org.imprimatur.assets;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One file of one brand and what is known of it. The same bytes are one asset, however often they were uploaded.
 *
 * @param title as the uploader named it, else as the file calls itself once it is cataloged, else the file's name
 * @param fileName as uploaded, made harmless: no path, no control characters, at most 255 characters
 * @param mediaType as detected from the content, never as declared
 * @param size in bytes
 * @param sha256 of the bytes, 64 lower-case hex digits
 * @param reason why it failed, in words; of any other asset what is worth knowing (a script inside, a name that says
 *     another type, a text that was cut); null when there is nothing to say
 * @param metadata by the keys of this floor ({@code title, description, creator, credit, copyright, keywords, created,
 *     camera, place, gps, width, height}), each with its origin
 * @param text extracted from a document, cut at the limit; null when there is none, and in lists
 * @param thumbnail whether there is one
 * @param uploaders everyone who uploaded these bytes, first one first; barred from deciding on it
 */
public record Asset(
        AssetId id,
        String brand,
        String title,
        String fileName,
        String mediaType,
        long size,
        String sha256,
        AssetState state,
        @Nullable String reason,
        Map<String, Metadatum> metadata,
        @Nullable String text,
        boolean thumbnail,
        List<String> uploaders,
        Instant createdAt) {

    /**
     * One catalogued value.
     *
     * @param value several keywords are separated by {@code ", "}
     * @param origin where it was read: {@code EXIF}, {@code IPTC}, {@code XMP}, {@code file} or {@code document}
     */
    public record Metadatum(String value, String origin) {}

    /** Who uploaded it first. */
    public String uploader() {
        return uploaders.get(0);
    }

    /** Whether the bytes are of a kind that may be shown inline and go out with a post. */
    public boolean attachable() {
        return ATTACHABLE.contains(mediaType);
    }

    private static final Set<String> ATTACHABLE =
            Set.of("image/jpeg", "image/png", "image/gif", "image/webp", "video/mp4", "video/quicktime");
}
