package org.imprimatur.assets;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What was found in a file.
 *
 * @param mediaType as detected from the bytes alone
 * @param text cut at the limit; null when there is none
 * @param thumbnail null when there is none
 * @param notes what a librarian should know, in sentences
 * @param failure why the file cannot be used, in a sentence; null when it can
 */
public record Findings(
        String mediaType,
        Map<String, Asset.Metadatum> metadata,
        @Nullable String text,
        @Nullable Thumbnail thumbnail,
        List<String> notes,
        @Nullable String failure) {

    /** A small picture. */
    public static final class Thumbnail {

        private final byte[] bytes;
        private final String mediaType;

        public Thumbnail(byte[] bytes, String mediaType) {
            this.bytes = bytes.clone();
            this.mediaType = mediaType;
        }

        public byte[] bytes() {
            return bytes.clone();
        }

        public String mediaType() {
            return mediaType;
        }
    }
}
