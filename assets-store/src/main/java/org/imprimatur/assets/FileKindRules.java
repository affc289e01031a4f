package org.imprimatur.assets;

import java.util.EnumSet;
import java.util.Set;

/**
 * Which kinds of files a brand stores, and which of them go with its posts.
 *
 * @param attached only kinds that are stored and that channels publish
 */
public record FileKindRules(Set<FileKind> stored, Set<FileKind> attached) {

    /** Whatever a team works with; nothing that runs on somebody's computer, and nothing that nobody can check. */
    public static final FileKindRules DEFAULT = new FileKindRules(
            EnumSet.complementOf(EnumSet.of(FileKind.WEB_PAGES, FileKind.PROGRAMS, FileKind.OTHER)),
            EnumSet.of(FileKind.PICTURES, FileKind.VIDEOS));

    public FileKindRules {
        stored = Set.copyOf(stored);
        attached = Set.copyOf(attached);
    }
}
