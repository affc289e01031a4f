package org.imprimatur.web;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Checks paths that come in as a parameter, so that a redirect or a form leads to this application and nowhere else. */
public final class LocalPath {

    /** Longest path with query and fragment, in characters. */
    static final int MAX_LENGTH = 1000;

    /** The characters of RFC 3986; a backslash is none of them, which browsers take for a slash. */
    private static final Pattern CHARACTERS =
            Pattern.compile("/[A-Za-z0-9._~:/?#\\[\\]@!$&'()*+,;=%-]{0," + (MAX_LENGTH - 1) + "}+");

    /** Separators and control characters that somebody on the way might decode. */
    private static final Pattern ENCODED = Pattern.compile("(?i)%(2f|5c|[01][0-9a-f]|7f)");

    private LocalPath() {}

    /** The path with its query and fragment as they were given; empty for everything that is not surely a path of ours. */
    public static Optional<String> of(@Nullable String given) {
        return Optional.ofNullable(given)
                .filter(path -> CHARACTERS.matcher(path).matches())
                .filter(path -> isPlain(path.split("[?#]", 2)[0]));
    }

    private static boolean isPlain(String path) {
        return !path.contains("//")
                && !ENCODED.matcher(path).find()
                && Arrays.stream(path.split("/"))
                        .map(segment -> segment.split(";", 2)[0]
                                .toLowerCase(Locale.ROOT)
                                .replace("%2e", "."))
                        .noneMatch(segment -> segment.equals(".") || segment.equals(".."));
    }
}
