package org.imprimatur.assets;

import java.util.regex.Pattern;
import org.imprimatur.text.UnicodeText;

/**
 * The name of a file as it was given, in at most 255 characters. Only what is no part of a name is taken away: the path
 * before it, control characters, and characters that show the rest in another order than it is stored in. Characters that
 * some systems do not allow in names stay; what saves the file knows which it cannot take.
 *
 * @param value never blank
 */
record FileName(String value) {

    static final int MAX_LENGTH = 255;

    private static final int MAX_EXTENSION = 20;

    /** Control characters, separators of lines, halves of surrogate pairs, and code points that are no characters. */
    private static final Pattern UNSTORABLE =
            Pattern.compile("[\\p{Cc}\\p{Cs}\\p{Zl}\\p{Zp}\\uFDD0-\\uFDEF\\uFFFE\\uFFFF]");

    /** How old browsers on Windows named files: with a drive or a server before them. */
    private static final Pattern WINDOWS_PATH = Pattern.compile("(?s)(?:[A-Za-z]:\\\\|\\\\\\\\).*");

    private static final Pattern DOTS = Pattern.compile("\\.*");

    /** @throws AssetRefused 422 when nothing is left of the name */
    static FileName of(String uploaded) {
        var last = withoutPath(uploaded);
        var name = UnicodeText.withoutDirectionControls(UNSTORABLE.matcher(last).replaceAll(""));
        if (UnicodeText.isBlank(name) || DOTS.matcher(UnicodeText.strip(name)).matches()) {
            throw new AssetRefused("file", 422, "The file needs a name; nothing is left of the one it has.");
        }
        return new FileName(name.length() <= MAX_LENGTH ? name : shortened(UnicodeText.strip(name)));
    }

    /**
     * No system has names with a slash, so it ends a path. A backslash is part of a name everywhere but on Windows, which
     * is told by the drive or the server that its paths begin with.
     */
    private static String withoutPath(String uploaded) {
        var name = uploaded.substring(uploaded.lastIndexOf('/') + 1);
        return WINDOWS_PATH.matcher(name).matches() ? name.substring(name.lastIndexOf('\\') + 1) : name;
    }

    /** What it is called when nobody gave it a title. */
    String title() {
        return UnicodeText.strip(value);
    }

    private static String shortened(String name) {
        if (name.length() <= MAX_LENGTH) {
            return name;
        }
        int dot = name.lastIndexOf('.');
        var extension = dot > 0 && name.length() - dot <= MAX_EXTENSION ? name.substring(dot) : "";
        int end = MAX_LENGTH - extension.length();
        if (Character.isHighSurrogate(name.charAt(end - 1))) {
            end--;
        }
        return name.substring(0, end) + extension;
    }
}
