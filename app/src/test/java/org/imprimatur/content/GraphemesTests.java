package org.imprimatur.content;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GraphemesTests {

    @ParameterizedTest
    @CsvSource({"Kaffee,6", "e\u0301te\u0301,3", "👩‍👩‍👧‍👦,1", "🇩🇪🇳🇴,2", "👍🏽,1", "नमस्ते,3", "각,1"})
    void whatAPersonCallsOneCharacterIsOne(String text, int expected) {
        assertThat(Graphemes.count(text)).isEqualTo(expected);
    }
}
