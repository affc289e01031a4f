package org.imprimatur.content;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.imprimatur.content.Difference.Kind;
import org.imprimatur.content.Difference.Run;
import org.junit.jupiter.api.Test;

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
