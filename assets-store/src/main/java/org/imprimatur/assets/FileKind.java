package org.imprimatur.assets;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** The kinds of files that a brand allows or refuses. */
public enum FileKind {
    PICTURES,
    VIDEOS,
    AUDIO,
    DOCUMENTS,
    /** Working files of design programs. */
    DESIGNS,
    FONTS,
    ARCHIVES,
    WEB_PAGES,
    /** Programs, scripts, installers, and documents with macros. */
    PROGRAMS,
    /** Whatever cannot be recognized. */
    OTHER;

    /** The word in the API and in the database. */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Whether channels publish files of this kind at all. */
    public boolean publishable() {
        return this == PICTURES || this == VIDEOS;
    }

    /** @throws IllegalArgumentException naming the kinds that exist and what was found */
    public static FileKind of(String word) {
        return Arrays.stream(values())
                .filter(kind -> kind.word().equals(word))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("A kind is one of "
                        + Arrays.stream(values()).map(FileKind::word).collect(Collectors.joining(", ")) + "; found: "
                        + word));
    }
}
