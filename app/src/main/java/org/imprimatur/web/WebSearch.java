package org.imprimatur.web;

/** What the parameter {@code q} of every list takes. */
public final class WebSearch {

    /** The description of the parameter in the document of the API. */
    public static final String WORDS =
            "All words must be there, in any order, as whole words, beginnings and, from three"
                    + " letters on, parts of words; accents and case make no difference. \"Words in quotes\" follow each other,"
                    + " or stands between alternatives, a minus before what must not be there. At most 200 characters and 30 words"
                    + " of it are looked for.";

    private WebSearch() {}
}
