package org.imprimatur.assets.tika;

import java.util.List;
import java.util.Map;
import org.imprimatur.assets.Asset.Metadatum;
import org.jspecify.annotations.Nullable;

/**
 * One line from the child process.
 *
 * @param thumbnailType null when no thumbnail was written
 * @param failure why the file cannot be used; null when it can
 */
record Answer(
        String mediaType,
        Map<String, Metadatum> metadata,
        @Nullable String text,
        @Nullable String thumbnailType,
        List<String> notes,
        @Nullable String failure) {}
