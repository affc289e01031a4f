package org.imprimatur.text;

import com.ibm.icu.lang.UCharacter;
import com.ibm.icu.text.Bidi;
import com.ibm.icu.text.BreakIterator;
import com.ibm.icu.text.Collator;
import com.ibm.icu.text.Normalizer2;
import com.ibm.icu.text.UnicodeSet;
import com.ibm.icu.text.UnicodeSet.SpanCondition;
import com.ibm.icu.text.UnicodeSetSpanner;
import com.ibm.icu.util.ULocale;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What is empty, what is the same, and what turns the direction of a line, in every script. Text is kept as it was typed;
 * only its ends are trimmed.
 */
public final class UnicodeText {

    /** What nobody can read wherever it stands: controls but for line end and tabulator, noncharacters, halves of pairs. */
    private static final UnicodeSet UNREADABLE =
            new UnicodeSet("[[:Cc:][:Noncharacter_Code_Point:][:Cs:]-[\\n\\t]]").freeze();

    /**
     * What leaves no mark on a page: properties of the Unicode Character Database, and two that have none of them: U+2800,
     * a Braille pattern without a dot, and U+FFFC, which stands where an object was.
     */
    private static final UnicodeSet UNSEEN = new UnicodeSet(
                    "[[:Default_Ignorable_Code_Point:][:White_Space:][:Cc:][:Cf:][\\u2800\\uFFFC]]")
            .addAll(UNREADABLE)
            .freeze();

    /** What begins a line, or moves on in one. */
    private static final UnicodeSet LINE_BREAKS = new UnicodeSet("[\\t-\\r\\u0085\\u2028\\u2029]").freeze();

    private static final UnicodeSet BROKEN =
            new UnicodeSet(LINE_BREAKS).addAll(UNREADABLE).freeze();

    /**
     * What is trimmed from the ends: spaces, and characters without a meaning there. Joiners, variation selectors and tags
     * belong to the character before them, and marks of direction to the text.
     */
    private static final UnicodeSet TRIMMED = new UnicodeSet(
                    "[[:White_Space:][:Cc:][\\u00AD\\u115F\\u1160\\u200B\\u2060\\u2800\\u3164\\uFEFF\\uFFA0]]")
            .freeze();

    /** Embeddings, overrides and isolates: text after them may be shown in another order than it is stored in. */
    private static final UnicodeSet DIRECTION_CONTROLS = new UnicodeSet("[\\u202A-\\u202E\\u2066-\\u2069]").freeze();

    private static final Normalizer2 NFC = Normalizer2.getNFCInstance();

    private UnicodeText() {}

    /** Whether nobody would see anything of it. */
    public static boolean isBlank(CharSequence text) {
        return UNSEEN.containsAll(text.toString());
    }

    /** Without spaces and characters that nobody sees at both ends; empty when it {@linkplain #isBlank is blank}. */
    public static String strip(String text) {
        if (isBlank(text)) {
            return "";
        }
        var begin = TRIMMED.span(text, SpanCondition.SIMPLE);
        var end = TRIMMED.spanBack(text, SpanCondition.SIMPLE);
        return text.substring(begin, end);
    }

    /** {@linkplain #strip Stripped}; null for null and for what is blank. */
    public static @Nullable String stripToNull(@Nullable String text) {
        if (text == null) {
            return null;
        }
        var stripped = strip(text);
        return stripped.isEmpty() ? null : stripped;
    }

    /** The first character that nobody can read wherever it stands, {@code U+FFFE} for instance; empty for none. */
    public static Optional<String> unreadable(CharSequence text) {
        return text.codePoints()
                .filter(UNREADABLE::contains)
                .mapToObj(found -> String.format(Locale.ROOT, "U+%04X", found))
                .findFirst();
    }

    /** Whether it is one line without a tabulator. */
    public static boolean isOneLine(CharSequence text) {
        return LINE_BREAKS.containsNone(text.toString());
    }

    /** As one line, with a space for what nobody can read. */
    public static String inOneLine(String text) {
        return new UnicodeSetSpanner(BROKEN).replaceFrom(text, " ", UnicodeSetSpanner.CountMethod.WHOLE_SPAN);
    }

    /**
     * Equal for texts that people call the same: composed or decomposed, in upper or lower case. For comparing only, never
     * for showing. Full case folding of Unicode, so {@code ß} equals {@code ss}.
     */
    public static String fold(String text) {
        return NFC.normalize(UCharacter.foldCase(NFC.normalize(text), true));
    }

    /**
     * For a place where no markup can say it, such as the title of a feed or a name within a sentence: text of a
     * right-to-left script between U+2068 and U+2069, so that it keeps its own direction and does not turn what stands
     * around it. Other text stays as it is.
     */
    public static String isolated(String text) {
        var characters = text.toCharArray();
        return Bidi.requiresBidi(characters, 0, characters.length) ? "\u2068" + text + "\u2069" : text;
    }

    /** What a person calls the first character; empty for empty text. */
    public static String firstCharacter(String text) {
        var characters = BreakIterator.getCharacterInstance(Locale.ROOT);
        characters.setText(text);
        var end = characters.next();
        return end == BreakIterator.DONE ? "" : text.substring(0, end);
    }

    /** Whether both are the same but for normal form and case. */
    public static boolean same(String one, String other) {
        return fold(one).equals(fold(other));
    }

    /** The order in which a person who reads that language looks for names; normal forms make no difference. */
    public static Comparator<String> order(Locale language) {
        var collator = Collator.getInstance(ULocale.forLocale(language));
        collator.setDecomposition(Collator.CANONICAL_DECOMPOSITION);
        return collator.freeze()::compare;
    }

    /** Whether it holds characters that show text in another order than it is stored in, as a name must not. */
    public static boolean hasDirectionControls(CharSequence text) {
        return DIRECTION_CONTROLS.containsSome(text.toString());
    }

    /** The first such character, as people can look it up: {@code U+202E RIGHT-TO-LEFT OVERRIDE}. */
    public static Optional<String> directionControl(CharSequence text) {
        return text.codePoints()
                .filter(DIRECTION_CONTROLS::contains)
                .mapToObj(found -> String.format(Locale.ROOT, "U+%04X %s", found, UCharacter.getName(found)))
                .findFirst();
    }

    /** Without characters that show text in another order than it is stored in; right-to-left scripts need none. */
    public static String withoutDirectionControls(String text) {
        return new UnicodeSetSpanner(DIRECTION_CONTROLS).deleteFrom(text);
    }
}
