package org.imprimatur.search;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SearchTermsTests {

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '`',
            value = {
                "cup;                 (('cup':*))",
                "Blue  cup;           (('blue':*)) & (('cup':*))",
                "cup-17.jpg;          (('cup':*) & ('17':*) & ('jpg':*))",
                "cup!&|plate;         (('cup':*) & ('plate':*))",
                "cup -plate;          (('cup':*)) & !((('plate')))",
                "cup ---plate;        (('cup':*)) & !((('plate')))",
                "cup OR plate tea;    (('cup':*)) | (('plate':*)) & (('tea':*))",
                "or cup or;           (('cup':*))",
                "\"blue cup\" tea;    ((('blue')) <-> (('cup'))) & (('tea':*))",
                "-\"blue cup;         !((('blue')) <-> (('cup')))",
                "söder;               (('soder':* | 'soeder':*))",
                "大阪城;               (('大阪' <-> '阪城'))",
                "城;                  ('城':*)",
                "it's;                (('it':*) & ('s':*))",
            })
    void becomeAQueryOfPostgres(String typed, String query) {
        assertThat(terms(typed).query(Map.of())).isEqualTo(query);
    }

    @ParameterizedTest
    @ValueSource(strings = {"-", "!", "&", "(", "<->", ":*", "'", "\"", "\\", "\"-", "\u0301", "ـ", "or", "or or"})
    void withoutALetterADigitOrAPictureAreNothing(String typed) {
        assertThat(terms(typed.repeat(3)).isEmpty() || typed.startsWith("or")).isTrue();
        assertThat(terms(typed).isEmpty()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "\u00A0\u200B", "\u3164"})
    void thatNobodySeesAskForNothing(String typed) {
        assertThat(SearchTerms.of(typed)).isNull();
    }

    @Test
    void haveANumberThatIsLookedFor() {
        assertThat(terms("a ".repeat(90)).query(Map.of()).split(" & ", -1)).hasSize(SearchTerms.MOST_WORDS);
        assertThat(terms("b.".repeat(90)).query(Map.of()).split(" & ", -1)).hasSize(SearchTerms.MOST_WORDS);
    }

    @Test
    void ofLettersMayBePartsOfOthers() {
        var terms = terms("Fest 2027 \"feier abend\" -fete 祭り");

        assertThat(terms.unquoted()).containsExactly("fest");
        assertThat(terms.query(Map.of("fest", List.of("strassenfest"))))
                .startsWith("(('fest':* | 'strassenfest')) & (('2027':*))");
    }

    private static SearchTerms terms(String typed) {
        return requireNonNull(SearchTerms.of(typed));
    }
}
