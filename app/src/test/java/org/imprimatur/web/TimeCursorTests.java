package org.imprimatur.web;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Instant;
import java.util.Base64;
import java.util.UUID;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TimeCursorTests {

    private static final String ID = "5a2f9f5e-3a52-4a0c-8f0e-1c1f2c3d4e5f";

    @ParameterizedTest
    @ValueSource(strings = {"1970-01-01T00:00:00Z", "2026-11-22T08:00:00.123456Z", "9999-12-31T23:59:59.999999Z"})
    void whatACursorWroteIsRead(String time) {
        var cursor = new TimeCursor(Instant.parse(time), UUID.fromString(ID));

        assertThat(TimeCursor.of("before", cursor.toString())).isEqualTo(cursor);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "+1000000000-12-31T23:59:59Z " + ID,
                "-1000000000-01-01T00:00:00Z " + ID,
                "+999999-01-01T00:00:00Z " + ID,
                "+294277-01-01T00:00:00Z " + ID,
                "+10000-01-01T00:00:00Z " + ID,
                "1969-12-31T23:59:59Z " + ID,
                "0000-01-01T00:00:00Z " + ID,
                "-4713-01-01T00:00:00Z " + ID,
                "2026-11-22T08:00:00Z nobody",
                "2026-11-22T08:00:00Z",
                "yesterday " + ID,
                " ",
                "",
            })
    void everythingElseIsInvalidInput(String text) {
        var encoded = Base64.getUrlEncoder().encodeToString(text.getBytes(UTF_8));

        assertThatExceptionOfType(InvalidInput.class).isThrownBy(() -> TimeCursor.of("before", encoded));
    }

    @ParameterizedTest
    @ValueSource(strings = {"=", "ä", "a b", "AAAA"})
    void whatCannotBeDecodedIsInvalidInput(String text) {
        assertThatExceptionOfType(InvalidInput.class)
                .isThrownBy(() -> TimeCursor.of("cursor", text))
                .satisfies(
                        invalid -> assertThat(invalid.errors().get(0).field()).isEqualTo("cursor"));
    }
}
