package org.imprimatur.assets;

import java.util.regex.Pattern;
import org.imprimatur.text.UnicodeText;

/**
 * The name of a file, made harmless: the last part of a path, without control and invisible formatting characters and
 * with at most 255 characters.
 *
 * @param value never blank
 */
record FileName(String value) {

    static final int MAX_LENGTH = 255;

    private static final int MAX_EXTENSION = 20;
    private static final Pattern UNSEEN = Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Cs}\\p{Co}\\p{Cn}\\p{Zl}\\p{Zp}]");
    private static final Pattern FORBIDDEN_SOMEWHERE = Pattern.compile("[<>:\"|?*]");

    /** @throws AssetRefused 422 when nothing is left of the name */
    static FileName of(String uploaded) {
        var last = uploaded.substring(Math.max(uploaded.lastIndexOf('/'), uploaded.lastIndexOf('\\')) + 1);
        var seen =
                FORBIDDEN_SOMEWHERE.matcher(UNSEEN.matcher(last).replaceAll("")).replaceAll("_");
        var name = withoutDotsAndSpacesAtTheEnds(seen);
        if (UnicodeText.isBlank(name)) {
            throw new AssetRefused("file", 422, "The file needs a name; nothing is left of the one it has.");
        }
        return new FileName(shortened(name));
    }

    /** The dot of a hidden file stays, when there is no space in its name. */
    private static String withoutDotsAndSpacesAtTheEnds(String name) {
        var end = name.length();
        while (end > 0 && isDotOrSpace(name.charAt(end - 1))) {
            end--;
        }
        var text = 0;
        var begin = 0;
        while (text < end && isDotOrSpace(name.charAt(text))) {
            begin = name.charAt(text++) == '.' ? begin : text;
        }
        var spaced = name.substring(text, end).chars().anyMatch(Character::isWhitespace);
        return name.substring(spaced ? text : begin, end);
    }

    private static boolean isDotOrSpace(char c) {
        return c == '.' || Character.isWhitespace(c);
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
        return UnicodeText.strip(name.substring(0, end)) + extension;
    }
}
