package org.imprimatur.assets.tika;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;
import org.imprimatur.assets.Asset.Metadatum;
import org.imprimatur.text.UnicodeText;
import org.jspecify.annotations.Nullable;

/**
 * Metadata as it is found: the first value of a key stays, so whoever asks the sources asks the best one first. Values
 * are made harmless and short: they come from strangers.
 */
class Facts {

    static final String EXIF = "EXIF";
    static final String IPTC = "IPTC";
    static final String XMP = "XMP";
    static final String FILE = "file";
    static final String DOCUMENT = "document";

    static final int MAX_VALUE = 2000;
    private static final int MAX_KEYWORDS = 100;
    private static final int MAX_KEYWORD = 100;
    private static final Pattern UNSEEN =
            Pattern.compile("[\\p{Cc}\\p{Cs}\\p{Cn}\\uFFFD\\u202A-\\u202E\\u2066-\\u2069&&[^\\n]]+");
    /** Looked for where spaces begin only: from each of a million of them would take for ever. */
    private static final Pattern SPACE_AT_LINE_END = Pattern.compile("(?<! ) *+\\n\\s*");

    private final Map<String, Metadatum> found = new LinkedHashMap<>();

    void add(String key, @Nullable String value, String origin) {
        var clean = clean(value, MAX_VALUE);
        if (!clean.isEmpty()) {
            found.putIfAbsent(key, new Metadatum(clean, origin));
        }
    }

    void addKeywords(Collection<String> keywords, String origin) {
        add("keywords", joined(keywords), origin);
    }

    /** Several values as one, each once: the first spelling stays of those that differ in case or normal form only. */
    static String joined(Collection<String> values) {
        var distinct = new LinkedHashMap<String, String>();
        for (var value : values) {
            var clean = clean(value, MAX_KEYWORD).replace('\n', ' ');
            if (!clean.isEmpty() && distinct.size() < MAX_KEYWORDS) {
                distinct.putIfAbsent(UnicodeText.fold(clean), clean);
            }
        }
        return String.join(", ", distinct.values());
    }

    boolean has(String key) {
        return found.containsKey(key);
    }

    Map<String, Metadatum> all() {
        return found;
    }

    static String clean(@Nullable String value, int limit) {
        if (value == null) {
            return "";
        }
        var head = value.substring(0, Math.min(value.length(), limit * 2));
        var seen = UNSEEN.matcher(head.replace("\r\n", "\n").replace('\r', '\n').replace('\t', ' '))
                .replaceAll("");
        var clean = UnicodeText.strip(SPACE_AT_LINE_END.matcher(seen).replaceAll("\n"));
        if (clean.length() <= limit) {
            return clean;
        }
        int end = Character.isHighSurrogate(clean.charAt(limit - 2)) ? limit - 2 : limit - 1;
        return clean.substring(0, end) + "…";
    }
}
