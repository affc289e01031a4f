package org.imprimatur.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class UnicodeTextTests {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " \t\r\n",
                "\u0000\u001F\u007F\u0085",
                "\u00A0\u2007\u202F\u3000", // spaces that do not break, and the wide one
                "\u00AD\u200B\u200C\u200D\u2060\uFEFF",
                "\u2800\u3164\u115F\uFFA0", // Braille without a dot, fillers of Hangul
                "\u200E\u200F\u061C\u202E\u2069", // marks of direction
                "\uFE0F\u180E\u034F\u17B4", // variation selector, separators, a Khmer vowel that is not shown
                "\uDB40\uDC41\uDB40\uDC7F", // tags
                "\uDB40\uDD00", // variation selector 17
                "\uFFFE\uFDD0\uD83F\uDFFF", // noncharacters
                "\uFFFC", // where an object was
                "\u2028\u2029"
            })
    void whatNobodySeesIsBlank(String text) {
        assertThat(UnicodeText.isBlank(text)).isTrue();
        assertThat(UnicodeText.strip(text)).isEmpty();
        assertThat(UnicodeText.stripToNull(text)).isNull();
    }

    @ParameterizedTest
    @CsvSource({"0x00, U+0000", "0x1B, U+001B", "0x85, U+0085", "0xFFFF, U+FFFF", "0xFDEF, U+FDEF", "0x5FFFE, U+5FFFE"})
    void whatNobodyCanReadIsNamed(String codePoint, String name) {
        assertThat(UnicodeText.unreadable("Tea " + Character.toString(Integer.decode(codePoint)) + "two"))
                .hasValue(name);
    }

    @Test
    void halfOfAPairIsUnreadableAndLinesAreNot() {
        assertThat(UnicodeText.unreadable("\uD83D")).hasValue("U+D83D");
        assertThat(UnicodeText.unreadable("One\n\ttwo \u200D 👩‍🚀")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"\n", "\r", "\t", "\u000B", "\f", "\u0085", "\u2028", "\u2029"})
    void whatBeginsALineMakesTwo(String lineBreak) {
        assertThat(UnicodeText.isOneLine("Tea" + lineBreak + "two")).isFalse();
        assertThat(UnicodeText.inOneLine("Tea" + lineBreak + "\uFFFFtwo")).isEqualTo("Tea two");
    }

    @ParameterizedTest
    @ValueSource(strings = {".", "\u0301", "\u2801", "क", "👩‍🚀", "\u200B-\u200B", "\uE000"})
    void whatSomebodySeesIsNotBlank(String text) {
        assertThat(UnicodeText.isBlank(text)).isFalse();
        assertThat(UnicodeText.stripToNull(text)).isNotNull();
    }

    @Test
    void onlyTheEndsAreTrimmed() {
        assertThat(UnicodeText.strip("\u3000\u200BTea\u00A0for\u200Btwo\uFEFF\u2800\n"))
                .isEqualTo("Tea\u00A0for\u200Btwo");
    }

    @ParameterizedTest
    @ValueSource(strings = {"❤\uFE0F", "می\u200Cخواهم", "क्\u200D", "\u200Fשלום\u200F", "🏴\uDB40\uDC67\uDB40\uDC7F"})
    void joinersAndMarksThatBelongToTheTextStay(String text) {
        assertThat(UnicodeText.strip("  " + text + "  ")).isEqualTo(text);
    }

    @Test
    void theSameNameIsEqualInEveryNormalFormAndCase() {
        assertThat(UnicodeText.same("Zoë\u0323", "ZOE\u0323\u0308")).isTrue();
        assertThat(UnicodeText.same("Gießen", "GIESSEN")).isTrue();
        assertThat(UnicodeText.same("한글", "\u1112\u1161\u11AB\u1100\u1173\u11AF"))
                .isTrue();
        assertThat(UnicodeText.same("ΣΊΣΥΦΟΣ", "σίσυφος")).isTrue();
        assertThat(UnicodeText.same("Muller", "Müller")).isFalse();
    }

    @Test
    void namesAreSortedAsTheirReadersSortThem() {
        var names = new String[] {"Zander", "O\u0308zil", "Özer", "ostern", "Ähre", "Adler"};

        Arrays.sort(names, UnicodeText.order(Locale.GERMAN));

        assertThat(names).containsExactly("Adler", "Ähre", "ostern", "Özer", "O\u0308zil", "Zander");
    }

    @Test
    void aCharacterThatTurnsTheLineIsNamed() {
        assertThat(UnicodeText.directionControl("a\u2066b\u202E")).contains("U+2066 LEFT-TO-RIGHT ISOLATE");
        assertThat(UnicodeText.directionControl("\u200Fשלום")).isEmpty();
    }

    @Test
    void textOfRightToLeftScriptsIsIsolated() {
        assertThat(UnicodeText.isolated("Tea for two")).isEqualTo("Tea for two");
        assertThat(UnicodeText.isolated("茶とお菓子")).isEqualTo("茶とお菓子");
        assertThat(UnicodeText.isolated("شاي Tea!")).isEqualTo("\u2068شاي Tea!\u2069");
        assertThat(UnicodeText.isolated("תה")).isEqualTo("\u2068תה\u2069");
    }

    @Test
    void theFirstCharacterIsAWholeOne() {
        assertThat(UnicodeText.firstCharacter("👩‍🚀 Space")).isEqualTo("👩‍🚀");
        assertThat(UnicodeText.firstCharacter("O\u0308zil")).isEqualTo("O\u0308");
        assertThat(UnicodeText.firstCharacter("हिन्दी")).isEqualTo("हि");
        assertThat(UnicodeText.firstCharacter("")).isEmpty();
    }

    @Test
    void controlsOfDirectionAreFoundAndTakenOut() {
        assertThat(UnicodeText.hasDirectionControls("photo\u202Egpj.exe")).isTrue();
        assertThat(UnicodeText.hasDirectionControls("\u200Fعربي")).isFalse();
        assertThat(UnicodeText.withoutDirectionControls("a\u2067b\u2069c\u202Ed"))
                .isEqualTo("abcd");
    }
}
