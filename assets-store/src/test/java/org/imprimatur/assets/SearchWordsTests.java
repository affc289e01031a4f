package org.imprimatur.assets;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SearchWordsTests {

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            value = {
                "cup, cup, cup:*",
                "blue  cup, blue cup, blue:* & cup:*",
                "cup-17.jpg, cup-17.jpg, cup:* & 17:* & jpg:*",
                "cup!&|plate, cup plate, cup:* & plate:*",
                "(cup:*) <-> 'plate', cup 'plate', cup:* & plate:*",
                "cup -plate, cup -plate,",
                "cup ------plate, cup -plate,",
                "cup or plate, cup or plate,",
                "\"blue (cup)\" -\"red !plate\", \"blue cup\" -\"red plate\",",
                "\"blue cup, \"blue cup\",",
                "\"--\" - -- cup \\, cup, cup:*",
            })
    void wordsStayAndOperatorsGo(String query, String typed, String prefixes) {
        assertThat(SearchWords.of(query)).isEqualTo(new SearchWords(typed, prefixes));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"-", "!", "&", "|", "(", ")", "<", ">", ":", "*", "'", "\"", "\\", "-!", "- ", "\"-", "\u0301"})
    void withoutALetterOrADigitNothingIsFound(String operator) {
        assertThat(SearchWords.of(operator.repeat(250))).isEqualTo(new SearchWords("", null));
    }

    @Test
    void wordsHaveANumberThatIsLookedFor() {
        assertThat(words("a ".repeat(90)).typed().split(" ", -1)).hasSize(SearchWords.MAX_WORDS);
        assertThat(requireNonNull(words("b.".repeat(90)).prefixes()).split(" & ", -1))
                .hasSize(SearchWords.MAX_WORDS);
        assertThat(words("-c ".repeat(60)).typed().split(" ", -1)).hasSize(SearchWords.MAX_WORDS);
    }

    @Test
    void halfACharacterAtTheLimitIsNotLookedFor() {
        assertThat(words("d".repeat(199) + "\uD83C\uDF3B").typed()).isEqualTo("d".repeat(199));
    }

    @Test
    void blankTextLooksForNothing() {
        assertThat(SearchWords.of(" \t ")).isNull();
    }

    private static SearchWords words(String query) {
        return requireNonNull(SearchWords.of(query));
    }
}
