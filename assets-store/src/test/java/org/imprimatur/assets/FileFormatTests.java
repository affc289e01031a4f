package org.imprimatur.assets;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a file is called, and whether a brand stores it. */
class FileFormatTests {

    @ParameterizedTest
    @CsvSource({
        "image/jpeg, cup.jpg, JPEG",
        "text/html; charset=utf-8, cup.html, HTML",
        "application/x-msdownload; format=pe64, cup.exe, PROGRAM",
        "application/x-mach-o-bundle, cup, PROGRAM",
        "application/x-tika-ooxml-protected, plan.docx, WORD",
        "application/x-tika-ooxml-protected, plan, OFFICE",
        "application/x-tika-msoffice, plan.PPT, POWERPOINT",
        "application/vnd.apple.unknown.13, launch.key, KEYNOTE",
        "application/zip, launch.key, KEYNOTE",
        "application/zip, launch.docx, ZIP",
        "image/vnd.adobe.photoshop, layers.psb, PHOTOSHOP",
        "application/octet-stream, cup.jpg, UNKNOWN",
        "application/octet-stream, cup.tga, PICTURE",
        "image/x-something, cup, PICTURE",
        "application/x-something, cup, UNKNOWN"
    })
    void isToldByTheContentAndByTheNameWhereTheContentDoesNotSay(String mediaType, String name, FileFormat format) {
        assertThat(FileFormat.of(mediaType, name)).isEqualTo(format);
    }

    @ParameterizedTest
    @EnumSource
    void everyFormatHasWords(FileFormat format) {
        assertThat(format.noun()).matches("an? .+");
        assertThat(format.label()).isNotBlank();
        assertThat(FileTexts.of("kind." + format.kind().name())).isNotBlank();
        for (var obstacle : Asset.Obstacle.values()) {
            assertThat(FileTexts.of("obstacle." + obstacle.name(), format.noun()))
                    .endsWith(".");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"setup.exe", "run.SH", "report.docm", "lib.dll", "page.html", "app.js", "menu.lnk"})
    void programsScriptsAndPagesAreRefusedByTheirNames(String name) {
        assertThatExceptionOfType(AssetRefused.class)
                .isThrownBy(() -> FileKinds.requireStored(name, FileKindRules.DEFAULT))
                .satisfies(refused -> {
                    assertThat(refused.status()).isEqualTo(415);
                    assertThat(refused.getMessage())
                            .contains("“." + FileFormat.extension(name) + "”", "does not store");
                });
    }

    @ParameterizedTest
    @ValueSource(strings = {"cup.jpg", "film.mov", "plan.pdf", "brand.zip", "cup", "unheard-of.xyz", "notes.txt"})
    void otherFilesAreNotRefusedByTheirNames(String name) {
        assertThatCode(() -> FileKinds.requireStored(name, FileKindRules.DEFAULT))
                .doesNotThrowAnyException();
    }

    @Test
    void whatOnlyTheContentTellsHasAReasonInWords() {
        assertThat(FileKinds.refusal("application/x-msdownload", "cup.jpg", FileKindRules.DEFAULT))
                .isEqualTo("This is a program. This brand does not store programs, scripts and documents with macros."
                        + " An administrator can change that.");
        assertThat(FileKinds.refusal("application/octet-stream", "cup.xyz", FileKindRules.DEFAULT))
                .startsWith("Nothing in this file says what kind of file it is");
        assertThat(FileKinds.refusal("image/png", "cup.png", FileKindRules.DEFAULT))
                .isNull();
        var everything = new FileKindRules(EnumSet.allOf(FileKind.class), EnumSet.of(FileKind.VIDEOS));
        assertThat(FileKinds.refusal("application/x-msdownload", "a.exe", everything))
                .isNull();
    }

    @ParameterizedTest
    @CsvSource({
        "7f454c460201, PROGRAM",
        "cffaedfe0c00, PROGRAM",
        "cafebabe0000, PROGRAM",
        "0061736d0100, PROGRAM",
        "23212f62696e, SCRIPT",
        "efbbbf23212f, SCRIPT"
    })
    void programsAreKnownByTheirFirstBytes(String bytes, FileFormat format) throws IOException {
        assertThat(begin(HexFormat.of().parseHex(bytes))).contains(format);
    }

    @Test
    void aProgramForWindowsIsOneWhereItsSecondHeaderIs() throws IOException {
        var program = Arrays.copyOf("MZ".getBytes(ISO_8859_1), 200);
        program[0x3C] = (byte) 128;
        program[128] = 'P';
        program[129] = 'E';

        assertThat(begin(program)).contains(FileFormat.PROGRAM);
        assertThat(begin("MZ is the code of Mozambique, and this is a text about it. It goes on.".getBytes(ISO_8859_1)))
                .isEmpty();
        assertThat(begin("MZ".getBytes(ISO_8859_1))).isEmpty();
        assertThat(begin(new byte[0])).isEmpty();
    }

    @Test
    void whatWasLookedAtIsReadAgain() throws IOException {
        var content = ProgramCheck.buffered(new ByteArrayInputStream(new byte[] {1, 2, 3}));

        assertThat(ProgramCheck.of(content)).isEmpty();
        assertThat(content.readAllBytes()).containsExactly(1, 2, 3);
    }

    private static Optional<FileFormat> begin(byte[] bytes) throws IOException {
        return ProgramCheck.of(ProgramCheck.buffered(new ByteArrayInputStream(bytes)));
    }
}
