package org.imprimatur.assets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FileNameTests {

    @ParameterizedTest
    @CsvSource({
        "photo.jpg, photo.jpg",
        "../../etc/passwd, passwd",
        "C:\\Users\\erin\\photo.jpg, photo.jpg",
        "d:\\photo.jpg, photo.jpg",
        "\\\\server\\share\\photo.jpg, photo.jpg",
        "C:\\pictures/photo.jpg, photo.jpg"
    })
    void isTheLastPartOfAPath(String uploaded, String name) {
        assertThat(FileName.of(uploaded).value()).isEqualTo(name);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "27\" screen.jpg",
                "front\\back.jpg",
                "a:b*c?<d>|e.png",
                "C:photo.jpg",
                "\\photo.jpg",
                "Sommer an der See – Größe 2.jpg",
                ".htaccess",
                "photo.jpg...",
                " photo .jpg ",
                "100%25.jpg",
                "👩\u200D🚀 می\u200Cخواهم.jpg",
                "\u200Fשלום.jpg",
                "\uF8FF apple.jpg"
            })
    void staysAsItWasGiven(String name) {
        assertThat(FileName.of(name).value()).isEqualTo(name);
    }

    @Test
    void hasNoControlCharactersAndNoneThatTurnItRound() {
        assertThat(FileName.of("in\u0000voi\r\nce\u202Egnp\u2067\u2028.exe").value())
                .isEqualTo("invoicegnp.exe");
    }

    @Test
    void givesATitleWithoutSpacesAtItsEnds() {
        assertThat(FileName.of("  photo .jpg ").title()).isEqualTo("photo .jpg");
    }

    @Test
    void isShortenedAndKeepsItsExtension() {
        var name = FileName.of("a".repeat(300) + ".jpeg").value();

        assertThat(name).hasSize(255).endsWith("a.jpeg");
    }

    @Test
    void isNotCutInTheMiddleOfACharacter() {
        var name = FileName.of("🌊".repeat(200) + ".png").value();

        assertThat(name).hasSizeLessThanOrEqualTo(255).endsWith("🌊.png");
    }

    @ParameterizedTest
    @ValueSource(strings = {". ", "...", " \t", "a.", "\u0301", "👩‍🚀", "\ud83d", "-x", "字", "\u202e"})
    void isFoundInALongText(String atom) {
        for (var uploaded : List.of(atom.repeat(50_000) + "x", "x" + atom.repeat(50_000), atom.repeat(50_000) + "x☃")) {
            assertThat(FileName.of(uploaded).value()).isNotBlank().hasSizeLessThanOrEqualTo(255);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "   ", "...", "/", "uploads/", "\u0001\u0002", "..", " . ", "\u200B\u2060", "\u202E"})
    void thatIsNothingIsRefused(String uploaded) {
        assertThatThrownBy(() -> FileName.of(uploaded))
                .isInstanceOfSatisfying(
                        AssetRefused.class, e -> assertThat(e.status()).isEqualTo(422));
    }
}
