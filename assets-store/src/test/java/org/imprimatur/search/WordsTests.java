package org.imprimatur.search;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WordsTests {

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "Spring-Sale_2027.JPG;        spring sale 2027 jpg",
                "Crème brûlée;                creme brulee",
                "Cre\u0300me;                 creme",
                "ŁÓDŹ;                        lodz",
                "İstanbul ISPARTA ığdır;      istanbul isparta igdir",
                "ΚΑΦΈΣ;                       καφεσ",
                "Ёлка;                        елка",
                "קָפֶה;                         קפה",
                "قَهْوَة أحمد;                    قهوه احمد",
                "कॉफ़ी क\u093Cलम;                   कॉफी कलम",
                "हिन्दी हिंदी गङ्गा चाँद अम्मा;      हिंदी हिंदी गंगा चांद अंमा",
                "ﬁne ＷＩＤＥ ²;                  fine wide 2",
                "don't;                       don t",
                "☕🎄;                         ☕ 🎄",
                "soft\u00ADhyphen no\u200Bspace; softhyphen nospace"
            })
    void ofATextAreFoldedAndBare(String text, String words) {
        assertThat(plain(text)).containsExactly(words.split(" ", -1));
    }

    @ParameterizedTest
    @CsvSource({
        "Düne, dune, duene",
        "Åre, are, aare",
        "Smørrebrød, smorrebrod, smoerrebroed",
        "Ärmelgröße, armelgrosse, aermelgroesse"
    })
    void withAGermanOrNordicLetterHaveBothSpellings(String text, String plain, String spelledOut) {
        assertThat(Words.of(text)).singleElement().satisfies(word -> assertThat(word.forms())
                .containsExactly(plain, spelledOut));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "大阪カフェ; 大阪 阪カ カフ フェ ェ",
                "ｶﾌｪ;       カフ フェ ェ",
                "茶;         茶",
                "커피숍;      커피 피숍 숍",
                "ร้าน;         ร\u0E49 \u0E49า าน น",
                "2027年春;    2027 年春 春"
            })
    void withoutSpacesArePairsAndTheLastCharacter(String text, String words) {
        assertThat(plain(text)).containsExactly(words.split(" ", -1));
    }

    @Test
    void areCutOnBothSidesWhereTheyAreTooLong() {
        assertThat(plain("ü".repeat(500))).containsExactly("u".repeat(Words.LONGEST));
        assertThat(plain("𝒳".repeat(500))).containsExactly("x".repeat(Words.LONGEST));
    }

    @ParameterizedTest
    @ValueSource(strings = {"\u0301", "a\u0301", "ـ", "-a", "字", "👩‍🚀", "\ud83d", "\u0000", "'", "क्", "\u202e"})
    void areFoundInALongText(String atom) {
        assertThat(Words.of(atom.repeat(50_000)).stream().map(Words.Word::plain).filter(String::isEmpty))
                .isEmpty();
    }

    private static List<String> plain(String text) {
        return Words.of(text).stream().map(Words.Word::plain).toList();
    }
}
