package org.imprimatur.search;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * The texts of all subjects, and what finds them. Whoever changes a text that is searched puts the new one in the same
 * transaction.
 */
@Service
public class SearchIndex {

    private final SearchRepository repository;

    SearchIndex(SearchRepository repository) {
        this.repository = repository;
    }

    /** The subject is found by this text from now on, and by no earlier one. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void put(String kind, UUID id, String brand, SearchText text) {
        repository.put(kind, id, brand, text.vector(), new TreeSet<>(text.listed()));
    }

    /** Nothing finds it any longer. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void remove(String kind, UUID id) {
        repository.remove(kind, id);
    }

    /**
     * Subjects of a brand with these words, those first whose time is latest. All words must be there, in any order, as
     * whole words, as beginnings and, from three letters on, as parts of words; {@code or} stands between alternatives, a
     * minus before what must not be there, quotes around words that follow each other. A word that nothing in the brand
     * has is looked for as if it had a typing error.
     *
     * @param rows where the subjects of the kind are, with a text column {@code brand} and a text column {@code state}
     * @param typed what somebody typed; at most 200 characters and 30 words of it are looked for
     * @param state that they must have; null for any
     * @param after the last one of the part before; null for the first part
     */
    @Transactional(readOnly = true)
    public Found newest(Rows rows, String brand, String typed, @Nullable String state, @Nullable Hit after, int limit) {
        var terms = SearchTerms.of(typed);
        if (terms == null || terms.isEmpty()) {
            return new Found(List.of(), Map.of());
        }
        repository.prepare();
        var words = terms.unquoted();
        var others = new LinkedHashMap<String, List<String>>(repository.wordsWith(brand, words));
        var unknown = words.stream().filter(word -> !others.containsKey(word)).toList();
        var similar = unknown.isEmpty() ? Map.<String, List<String>>of() : repository.wordsLike(brand, unknown);
        others.putAll(similar);
        var hits = repository.newest(rows, brand, terms.query(others), state, after, limit);
        return new Found(hits, hits.isEmpty() ? Map.of() : similar);
    }

    /**
     * Where the subjects of a kind are; names of the database, never what somebody typed.
     *
     * @param time column that they are listed by, latest first
     */
    public record Rows(String kind, String table, String time) {}

    /** @param at the time by which it is listed */
    public record Hit(UUID id, Instant at) {}

    /**
     * Part of what was found.
     *
     * @param corrected words that nothing has, with those that were looked for instead; empty when nothing was found
     */
    public record Found(List<Hit> hits, Map<String, List<String>> corrected) {}
}
