package org.imprimatur.search;

import java.util.Set;

/** Gives the growth benchmark what the product would store for a text, so that it can be written in bulk. */
public final class SearchRows {

    private SearchRows() {}

    /** The words as PostgreSQL reads a {@code tsvector}. */
    public static String vector(SearchText text) {
        return text.vector();
    }

    /** The words that belong into {@code search_word}. */
    public static Set<String> words(SearchText text) {
        return text.listed();
    }
}
