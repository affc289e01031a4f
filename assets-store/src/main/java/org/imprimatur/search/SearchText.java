package org.imprimatur.search;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.imprimatur.search.Words.Word;
import org.jspecify.annotations.Nullable;

/** What a subject is found by: its texts, the most telling ones first. */
public final class SearchText {

    /** How much a text tells of its subject; the weights of PostgreSQL's full text search. */
    public enum Weight {
        /** Titles and keywords. */
        A,
        /** People, places, things that made it. */
        B,
        /** Descriptions and the names of files. */
        C,
        /** Whatever else is inside. */
        D
    }

    /** Of one text, in bytes. */
    private static final int MOST_BYTES = 200_000;

    /** Of all words with their positions, in bytes; PostgreSQL takes 1,048,575. */
    private static final int MOST_STORED = 900_000;

    /** PostgreSQL knows no later position. */
    private static final int LAST_POSITION = 16_383;

    /** PostgreSQL keeps no more positions of one word. */
    private static final int MOST_POSITIONS = 255;

    /** Between two texts, so that a phrase in quotes does not reach from one into the next. */
    private static final int GAP = 2;

    /** Words of one subject that are offered for parts of words and for words with typing errors. */
    private static final int MOST_LISTED = 3_000;

    private final Map<Weight, List<String>> texts = new EnumMap<>(Weight.class);

    /** Adds a text; null and blank texts add nothing. */
    public SearchText add(Weight weight, @Nullable String text) {
        if (text != null && !text.isEmpty()) {
            texts.computeIfAbsent(weight, each -> new ArrayList<>()).add(text);
        }
        return this;
    }

    /** The words with their positions and weights, as PostgreSQL writes a {@code tsvector}. */
    String vector() {
        var vector = new Vector();
        texts.forEach((weight, each) -> each.forEach(text -> vector.add(weight, text)));
        return vector.toString();
    }

    /** A {@code tsvector} while it grows. */
    private static final class Vector {

        private final Map<String, List<String>> places = new TreeMap<>();
        private int position = 1;
        private int stored;

        void add(Weight weight, String text) {
            for (var word : Words.of(head(text))) {
                var place = Math.min(position++, LAST_POSITION) + weight.name();
                word.forms().forEach(form -> add(form, place));
            }
            position += GAP;
        }

        private void add(String form, String place) {
            var known = places.get(form);
            if (stored > MOST_STORED || (known != null && known.size() == MOST_POSITIONS)) {
                return;
            }
            if (known == null) {
                known = new ArrayList<>(1);
                places.put(form, known);
                stored += form.getBytes(StandardCharsets.UTF_8).length + 4; // their number, and what aligns them
            }
            known.add(place);
            stored += 2;
        }

        @Override
        public String toString() {
            return places.entrySet().stream()
                    .map(entry -> '\'' + entry.getKey() + "':" + String.join(",", entry.getValue()))
                    .collect(Collectors.joining(" "));
        }
    }

    /** Its words of letters, for the list in which parts of words are looked up. */
    Set<String> listed() {
        var listed = new LinkedHashSet<String>();
        texts.values().stream()
                .flatMap(List::stream)
                .flatMap(text -> Words.of(head(text)).stream())
                .filter(Word::hasParts)
                .flatMap(word -> word.forms().stream())
                .takeWhile(form -> listed.size() < MOST_LISTED)
                .forEach(listed::add);
        return listed;
    }

    private static String head(String text) {
        var bytes = text.getBytes(StandardCharsets.UTF_8);
        return bytes.length <= MOST_BYTES ? text : new String(bytes, 0, MOST_BYTES, StandardCharsets.UTF_8);
    }
}
