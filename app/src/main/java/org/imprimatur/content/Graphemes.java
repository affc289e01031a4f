package org.imprimatur.content;

import com.ibm.icu.text.BreakIterator;
import com.ibm.icu.util.ULocale;

/**
 * Counts what a person calls one character: a family emoji is one, and so is a letter with its accent.
 *
 * <p>Extended grapheme clusters of Unicode Standard Annex 29, as ICU knows them; the platform's own {@code \X} lags
 * behind with new emoji.
 */
public final class Graphemes {

    private static final BreakIterator BOUNDARIES = BreakIterator.getCharacterInstance(ULocale.ROOT);

    private Graphemes() {}

    /** How many graphemes the text has. */
    public static int count(String text) {
        var boundaries = BOUNDARIES.clone(); // an iterator carries its text, so each count has one of its own
        boundaries.setText(text);
        var count = 0;
        while (boundaries.next() != BreakIterator.DONE) {
            count++;
        }
        return count;
    }
}
