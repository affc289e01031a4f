package org.imprimatur.bench;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;

/** Texts of made-up words in several scripts, few of them frequent and most of them rare, as in real ones. */
final class ZipfText {

    private static final int WORDS = 20_000;
    private static final double EXPONENT = 1.05;

    private static final List<String[]> LANGUAGES = List.of(
            "ka re mi to sa lu ven dor tin pla gro ster bla fen mor".split(" "),
            "rö kä schü ßen haf tig lich ung zei wör sträu gä mün feu".split(" "),
            "ко ре ми то ла ву день бор ста при гра лен мор фе ны".split(" "),
            "ça é ré vi lou teau fran jou ble què nois mar tré pé".split(" "),
            "咖 啡 烘 焙 春 夏 秋 冬 新 味 道 城 市 山 水".split(" "));

    private static final List<String> VOCABULARY = new ArrayList<>();
    private static final double[] REACH = new double[WORDS];

    private final Random random;

    static {
        var making = new Random(4711);
        var made = new LinkedHashSet<String>();
        while (made.size() < WORDS) {
            var syllables = LANGUAGES.get(Math.min(making.nextInt(8), LANGUAGES.size() - 1));
            var word = new StringBuilder();
            for (var n = 2 + making.nextInt(3); n > 0; n--) {
                word.append(syllables[making.nextInt(syllables.length)]);
            }
            made.add(word.toString());
        }
        VOCABULARY.addAll(made);
        var sum = 0.0;
        for (var n = 0; n < WORDS; n++) {
            sum += 1 / Math.pow(n + 1, EXPONENT);
            REACH[n] = sum;
        }
    }

    ZipfText(long seed) {
        random = new Random(seed);
    }

    /** The word of this rank; 0 is the most frequent one. */
    static String word(int rank) {
        return VOCABULARY.get(rank);
    }

    /** So many words, without characters that JSON or PostgreSQL would write otherwise. */
    String sentence(int length) {
        var sentence = new StringBuilder();
        for (var n = 0; n < length; n++) {
            var place = java.util.Arrays.binarySearch(REACH, random.nextDouble() * REACH[WORDS - 1]);
            sentence.append(n == 0 ? "" : " ").append(VOCABULARY.get(Math.min(WORDS - 1, place < 0 ? -place - 1 : place)));
        }
        return sentence.toString();
    }
}
