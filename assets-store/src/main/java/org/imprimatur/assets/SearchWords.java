package org.imprimatur.assets;

import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What somebody typed to find an asset.
 *
 * @param typed as it stands; quotes, {@code or} and a minus mean what they mean in a web search
 * @param prefixes the same words as beginnings of words, so that what is half typed finds something; null when the text
 *     says more than words
 */
record SearchWords(String typed, @Nullable String prefixes) {

    private static final int MAX_LENGTH = 200;
    private static final Pattern WORD = Pattern.compile("[\\p{L}\\p{M}\\p{N}]+");
    private static final Pattern SAYS_MORE = Pattern.compile("\"|(^|\\s)-\\S|\\sor\\s", Pattern.CASE_INSENSITIVE);

    /** Null when there is nothing to look for. */
    static @Nullable SearchWords of(@Nullable String query) {
        if (query == null || query.isBlank()) {
            return null;
        }
        var typed = query.replace("\0", "").strip();
        if (typed.length() > MAX_LENGTH) {
            typed = typed.substring(0, MAX_LENGTH);
        }
        if (SAYS_MORE.matcher(typed).find()) {
            return new SearchWords(typed, null);
        }
        var prefixes = WORD.matcher(typed)
                .results()
                .map(MatchResult::group)
                .map(w -> w + ":*")
                .collect(Collectors.joining(" & "));
        return new SearchWords(typed, prefixes.isEmpty() ? null : prefixes);
    }
}
