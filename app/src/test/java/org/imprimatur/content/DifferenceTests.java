package org.imprimatur.content;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.imprimatur.content.Difference.Kind;
import org.imprimatur.content.Difference.Run;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DifferenceTests {

    @Test
    void equalTextsHaveNoChange() {
        assertThat(Difference.between("As it was.", "As it was.")).containsExactly(new Run(Kind.SAME, "As it was."));
        assertThat(Difference.between("", "")).isEmpty();
    }

    @Test
    void phrasesThatChangeStayWhole() {
        assertThat(drawn(Difference.between(
                        "First snow. The healthiest way to start.", "First snow. Roasted on Monday, in our shops.")))
                .isEqualTo("First snow. [-The healthiest way to start-][+Roasted on Monday, in our shops+].");
    }

    @Test
    void wordsAreNotCutApart() {
        assertThat(drawn(Difference.between("a café", "a cafeteria"))).isEqualTo("a [-café-][+cafeteria+]");
        assertThat(drawn(Difference.between("don’t go", "do go"))).isEqualTo("[-don’t-][+do+] go");
    }

    @Test
    void aGraphemeIsNotCutApart() {
        assertThat(drawn(Difference.between("👩‍👩‍👧 ok", "👩‍👩‍👦 ok"))).isEqualTo("[-👩‍👩‍👧-][+👩‍👩‍👦+] ok");
    }

    @Test
    void bothTextsCanBeReadFromIt() {
        var before = "One two  three\n\nfour, five.";
        var after = "One 2 three\nfour five six.";

        var runs = Difference.between(before, after);

        assertThat(text(runs, Kind.ADDED)).isEqualTo(before);
        assertThat(text(runs, Kind.REMOVED)).isEqualTo(after);
    }

    @Test
    void longUnchangedStretchesAreLeftOutInBrief() {
        var same = "word ".repeat(60);

        var runs = Difference.brief(same + "old end", same + "new end");

        assertThat(runs.get(0).kind()).isEqualTo(Kind.GAP);
        assertThat(drawn(runs)).endsWith("word [-old-][+new+] end").hasSizeLessThan(120);
    }

    @Test
    void textsTooLargeToCompareAreShownAsReplaced() {
        var runs = Difference.between("a ".repeat(5_000), "b ".repeat(5_000));

        assertThat(runs).extracting(Run::kind).startsWith(Kind.REMOVED, Kind.ADDED);
    }

    @Test
    void textsWithTooManyChangedWordsAreComparedByLines() {
        var kept = "This line stays.\n";
        var before = kept + numbered("old", 3_000) + "\n" + kept;
        var after = kept + numbered("new", 3_000) + "\n" + kept;

        var runs = Difference.between(before, after);

        assertThat(runs).extracting(Run::kind).containsExactly(Kind.SAME, Kind.REMOVED, Kind.ADDED, Kind.SAME);
        assertThat(text(runs, Kind.ADDED)).isEqualTo(before);
        assertThat(text(runs, Kind.REMOVED)).isEqualTo(after);
    }

    @Test
    void oneChangedWordInALongTextIsFound() {
        var text = numbered("word", 20_000);

        var runs = Difference.brief(text + " last", text.replace("word777 ", "other ") + " last");

        assertThat(drawn(runs)).contains("[-word777-][+other+]").hasSizeLessThan(300);
    }

    @ParameterizedTest
    @ValueSource(strings = {"word%d ", "%d-", "%d\n", "a ", "a%d’b ", "漢%d字", "\t", " %d \n\n", "👩🏽‍🚀%d"})
    void theLongestTextsTakeABoundedNumberOfSteps(String token) {
        var before = cut(repeated(token, 1));
        var after = cut(repeated(token, 50_000) + "x");
        var budget = new Difference.Budget();

        var runs = Difference.between(before, after, budget);

        assertThat(budget.steps()).isLessThan(6_000_000);
        assertThat(text(runs, Kind.ADDED)).isEqualTo(before);
        assertThat(text(runs, Kind.REMOVED)).isEqualTo(after);
    }

    @Test
    void wordsOfALanguageWithoutSpacesAreToldApart() {
        assertThat(drawn(Difference.between("วันนี้กาแฟร้อน", "วันนี้กาแฟเย็น")))
                .isEqualTo("วันนี้กาแฟ[-ร้อน-][+เย็น+]");
        assertThat(drawn(Difference.between("咖啡馆今天开门", "咖啡馆明天开门"))).isEqualTo("咖啡馆[-今天-][+明天+]开门");
    }

    private static String numbered(String word, int count) {
        return IntStream.range(0, count).mapToObj(i -> word + i + " ").collect(joining());
    }

    private static String repeated(String token, int from) {
        return IntStream.range(from, from + 40_000).mapToObj(token::formatted).collect(joining());
    }

    /** The most that can be saved: {@code TypedText.TEXT_LIMIT} graphemes of eight units. */
    private static String cut(String text) {
        return text.substring(0, Math.min(text.length(), 160_000));
    }

    private static String drawn(List<Run> runs) {
        return runs.stream()
                .map(run -> switch (run.kind()) {
                    case SAME -> run.text();
                    case ADDED -> "[+" + run.text() + "+]";
                    case REMOVED -> "[-" + run.text() + "-]";
                    case GAP -> "…";
                })
                .collect(joining());
    }

    private static String text(List<Run> runs, Kind without) {
        return runs.stream().filter(run -> run.kind() != without).map(Run::text).collect(joining());
    }
}
