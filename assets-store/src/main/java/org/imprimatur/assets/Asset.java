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
 *     another type, a text that was cut, no preview); null when there is nothing to say
 * @param kindAttached whether its brand lets files of this kind go with posts
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
        boolean kindAttached,
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

    /** What it is, by its content, and by its name where the content says nothing. */
    public FileFormat format() {
        return FileFormat.of(mediaType, fileName);
    }

    /** Whether it may go with a post once it is approved. */
    public boolean attachable() {
        return obstacle() == null;
    }

    /** Why it cannot go with a post, whatever is decided on it; null when it can. */
    public @Nullable Obstacle obstacle() {
        if (state == AssetState.FAILED) {
            return Obstacle.UNUSABLE;
        }
        if (!kindAttached) {
            return Obstacle.KIND;
        }
        if (!ATTACHABLE.contains(mediaType)) {
            return Obstacle.FORMAT;
        }
        var looked = state != AssetState.RECEIVED && state != AssetState.CATALOGING;
        return looked && !thumbnail && mediaType.startsWith("image/") ? Obstacle.NOT_SHOWN : null;
    }

    /** Why it cannot go with a post, in a sentence; null when it can, and while it is being looked into. */
    public @Nullable String whyNotAttachable() {
        var obstacle = obstacle();
        if (obstacle == null || state == AssetState.RECEIVED || state == AssetState.CATALOGING) {
            return null;
        }
        return obstacle == Obstacle.UNUSABLE && reason != null
                ? reason
                : FileTexts.of("obstacle." + obstacle.name(), FileTexts.capitalized(format().noun()));
    }

    /** All that is worth knowing: why it failed or cannot go with a post, and the rest of {@code reason}. */
    public @Nullable String told() {
        var why = whyNotAttachable();
        if (why == null || why.equals(reason)) {
            return reason;
        }
        return reason == null ? why : why + " " + reason;
    }

    /** What keeps an asset from going with a post. */
    public enum Obstacle {
        /** It failed; its reason says why. */
        UNUSABLE,
        /** Its brand lets no files of its kind go with posts. */
        KIND,
        /** No channel takes this format. */
        FORMAT,
        /** It is a picture that cannot be shown, so nobody has seen what they approved. */
        NOT_SHOWN
    }

    private static final Set<String> ATTACHABLE =
            Set.of("image/jpeg", "image/png", "image/gif", "image/webp", "video/mp4", "video/quicktime");
}
