package org.imprimatur.search;

import com.ibm.icu.lang.UCharacter;
import com.ibm.icu.text.Normalizer2;
import com.ibm.icu.text.UnicodeSet;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Takes text apart into the words by which it is found; what is stored and what is asked for go the same way.
 *
 * <p>Case, normal form, width and accents make no difference: {@code Éclair} is {@code eclair}. A word with a German or
 * Nordic letter is found by both of its spellings, {@code koln} and {@code koeln}. Scripts without spaces between words
 * are taken apart into pairs of characters, so that any part of a run is found. An emoji is a word.
 */
final class Words {

    /** Code points of a word; what follows is cut on both sides, so it makes no difference. */
    static final int LONGEST = 60;

    private static final Normalizer2 FOLDED = Normalizer2.getNFKCCasefoldInstance();
    private static final Normalizer2 DECOMPOSED = Normalizer2.getNFDInstance();
    private static final Normalizer2 COMPOSED = Normalizer2.getNFCInstance();

    /** Scripts that are written without spaces between words, with the marks that they share. */
    private static final UnicodeSet UNSPACED = new UnicodeSet(
                    "[[[:scx=Han:][:scx=Hiragana:][:scx=Katakana:][:scx=Bopomofo:][:scx=Hangul:][:scx=Thai:][:scx=Lao:]"
                            + "[:scx=Khmer:][:scx=Myanmar:]]&[[:L:][:M:]]]")
            .freeze();

    private static final UnicodeSet SPACED =
            new UnicodeSet("[[:L:][:M:][:N:]]").removeAll(UNSPACED).freeze();
    private static final UnicodeSet PICTURES = new UnicodeSet("[[:Extended_Pictographic:]&[:So:]]").freeze();

    /**
     * Accents of scripts in which a word without them is the same word. Of the marks of Indic scripts, which are vowels
     * otherwise, the dot that many leave away.
     */
    private static final UnicodeSet ACCENTS = new UnicodeSet(
                    "[[:Mn:]&[[:sc=Inherited:][:sc=Latin:][:sc=Greek:][:sc=Cyrillic:][:sc=Hebrew:][:sc=Arabic:]"
                            + "[:InSC=Nukta:]]]")
            .add(0x0640) // the stroke that makes an Arabic word longer
            .freeze();

    /** Letters with a stroke or of two parts, which no normal form takes apart. */
    private static final Map<Character, String> PLAIN = Map.ofEntries(
            Map.entry('ø', "o"),
            Map.entry('ł', "l"),
            Map.entry('đ', "d"),
            Map.entry('ð', "d"),
            Map.entry('þ', "th"),
            Map.entry('æ', "ae"),
            Map.entry('œ', "oe"),
            Map.entry('ħ', "h"),
            Map.entry('ŧ', "t"),
            Map.entry('ı', "i"),
            Map.entry('ة', "ه"), // the end of a word, of which many leave the dots away
            Map.entry('ى', "ي"),
            Map.entry('ی', "ي"), // of Persian keyboards
            Map.entry('ک', "ك"));

    /** How people write these letters who do not have them. */
    private static final Map<Character, String> SPELLED_OUT =
            Map.of('ä', "ae", 'ö', "oe", 'ü', "ue", 'å', "aa", 'ø', "oe");

    /**
     * A nasal of Devanagari before a consonant is written as the letter or as a dot: हिन्दी is हिंदी. Both count as the dot;
     * so does the moon with a dot.
     */
    private static final Pattern NASAL = Pattern.compile("[ङञणनम]\\u094D(?=[क-ह])|\u0901");

    private static final String ANUSVARA = "\u0902";

    private static final Pattern LETTERS = Pattern.compile("\\p{L}[\\p{L}\\p{M}]++");

    private Words() {}

    /**
     * One word of a text.
     *
     * @param forms the spellings by which it is found, the plain one first; one or two
     * @param unspaced whether it is a part of a run of a script without spaces
     */
    record Word(List<String> forms, boolean unspaced) {

        String plain() {
            return forms.get(0);
        }

        /** Whether it is made of letters alone and long enough to be looked for in the middle of other words. */
        boolean hasParts() {
            return !unspaced && isLetters(plain());
        }
    }

    /** Whether a word belongs into the list in which parts of words and words with a typing error are looked up. */
    static boolean isLetters(String word) {
        return word.length() >= 3 && LETTERS.matcher(word).matches();
    }

    /** The words of a text in their order, each run of an unspaced script as pairs and its last character. */
    static List<Word> of(String text) {
        var words = new ArrayList<Word>();
        for (var run : runs(text)) {
            words.addAll(run.words());
        }
        return words;
    }

    /** Words as they stand together: one spaced word or picture each, or a whole run of an unspaced script. */
    static List<Run> runs(String text) {
        var folded = FOLDED.normalize(text);
        var runs = new ArrayList<Run>();
        var at = 0;
        while (at < folded.length()) {
            var codePoint = folded.codePointAt(at);
            if (PICTURES.contains(codePoint)) {
                runs.add(new Run(Character.toString(codePoint), false));
                at += Character.charCount(codePoint);
            } else if (UNSPACED.contains(codePoint) || SPACED.contains(codePoint)) {
                var unspaced = UNSPACED.contains(codePoint);
                var end = (unspaced ? UNSPACED : SPACED).span(folded, at, UnicodeSet.SpanCondition.SIMPLE);
                var run = folded.substring(at, end);
                if (run.codePoints().anyMatch(UCharacter::isLetterOrDigit)) {
                    runs.add(new Run(run, unspaced));
                }
                at = end;
            } else {
                at += Character.charCount(codePoint);
            }
        }
        return runs;
    }

    /** @param text in lower case, composed and without a space */
    record Run(String text, boolean unspaced) {

        List<Word> words() {
            return unspaced ? pairs() : spaced();
        }

        private List<Word> spaced() {
            var plain = plain(text);
            if (plain.isEmpty()) {
                return List.of();
            }
            var other = plain(spelledOut(text));
            return List.of(new Word(plain.equals(other) ? List.of(plain) : List.of(plain, other), false));
        }

        private List<Word> pairs() {
            var points = text.codePoints().toArray();
            var words = new ArrayList<Word>(points.length);
            for (var i = 0; i < points.length; i++) {
                var pair = new String(points, i, Math.min(2, points.length - i));
                words.add(new Word(List.of(pair), true));
            }
            return words;
        }
    }

    private static String spelledOut(String word) {
        return replaced(COMPOSED.normalize(word), SPELLED_OUT);
    }

    private static String plain(String word) {
        var bare = new StringBuilder(word.length());
        DECOMPOSED
                .normalize(word)
                .codePoints()
                .filter(point -> !ACCENTS.contains(point))
                .forEach(bare::appendCodePoint);
        var plain = NASAL.matcher(replaced(COMPOSED.normalize(bare), PLAIN)).replaceAll(ANUSVARA);
        var longest = plain.codePointCount(0, plain.length()) > LONGEST
                ? plain.offsetByCodePoints(0, LONGEST)
                : plain.length();
        return plain.substring(0, longest);
    }

    private static String replaced(String word, Map<Character, String> by) {
        var text = new StringBuilder(word.length() + 2);
        for (var i = 0; i < word.length(); i++) {
            var letter = word.charAt(i);
            var other = by.get(letter);
            if (other == null) {
                text.append(letter);
            } else {
                text.append(other);
            }
        }
        return text.toString();
    }
}
