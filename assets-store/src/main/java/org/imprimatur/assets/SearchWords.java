package org.imprimatur.assets;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What somebody typed to find an asset.
 *
 * @param typed its words in the language of a web search: quotes, {@code or} and one minus mean what they mean there.
 *     Any other operator is gone, since PostgreSQL refuses deeply nested ones. Empty, so that nothing is found, when the
 *     text holds no letter and no digit
 * @param prefixes the same words as beginnings of words, so that what is half typed finds something; null when the text
 *     says more than words
 */
record SearchWords(String typed, @Nullable String prefixes) {

    /** More words than this are not looked for. */
    static final int MAX_WORDS = 30;

    private static final int MAX_LENGTH = 200;
    private static final Pattern WORD = Pattern.compile("[\\p{L}\\p{M}\\p{N}]+");
    private static final Pattern PRONOUNCED = Pattern.compile("[\\p{L}\\p{N}]");

    /** A phrase in quotes, the last of which may be missing, or what has neither a quote nor a space. */
    private static final Pattern TERM = Pattern.compile("(?<minus>-?)\"(?<phrase>[^\"]*)(?:\"|$)|(?<plain>[^\\s\"]+)");

    /** Operators of PostgreSQL, and what is no character of a word anywhere. */
    private static final Pattern SEPARATOR = Pattern.compile("[\\s!&|()<>:*\\\\\\p{C}\\p{Z}]+");

    /** Null when there is nothing to look for. */
    static @Nullable SearchWords of(@Nullable String query) {
        if (query == null || query.isBlank()) {
            return null;
        }
        var text = query.strip();
        if (text.length() > MAX_LENGTH) {
            text = text.substring(0, MAX_LENGTH);
        }
        var terms = terms(text);
        var typed = String.join(" ", terms);
        if (saysMore(terms)) {
            return new SearchWords(typed, null);
        }
        var prefixes = WORD.matcher(typed)
                .results()
                .map(MatchResult::group)
                .filter(SearchWords::pronounced)
                .limit(MAX_WORDS)
                .map(w -> w + ":*")
                .collect(Collectors.joining(" & "));
        return new SearchWords(typed, prefixes.isEmpty() ? null : prefixes);
    }

    private static List<String> terms(String text) {
        var terms = new ArrayList<String>();
        var words = 0;
        var term = TERM.matcher(text);
        while (words < MAX_WORDS && term.find()) {
            var phrase = term.group("phrase");
            var plain = phrase == null ? term.group("plain") : phrase;
            var found = SEPARATOR
                    .splitAsStream(plain)
                    .filter(SearchWords::pronounced)
                    .limit(MAX_WORDS - words)
                    .toList();
            words += found.size();
            if (phrase == null) {
                found.stream().map(SearchWords::oneMinus).forEach(terms::add);
            } else if (!found.isEmpty()) {
                terms.add(term.group("minus") + '"' + String.join(" ", found) + '"');
            }
        }
        return terms;
    }

    private static boolean pronounced(String word) {
        return PRONOUNCED.matcher(word).find();
    }

    private static String oneMinus(String word) {
        return word.replaceFirst("^-+", "-");
    }

    private static boolean saysMore(List<String> terms) {
        var inner = terms.subList(Math.min(1, terms.size()), Math.max(Math.min(1, terms.size()), terms.size() - 1));
        return terms.stream().anyMatch(term -> term.startsWith("-") || term.endsWith("\""))
                || inner.stream().anyMatch("or"::equalsIgnoreCase);
    }
}
