package org.imprimatur.assets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CursorTests {

    private static final UUID ID = UUID.fromString("5a2f9f5e-3a52-4a0c-8f0e-1c1f2c3d4e5f");

    @ParameterizedTest
    @ValueSource(strings = {"1970-01-01T00:00:00Z", "2026-11-22T08:00:00.123456Z", "9999-12-31T23:59:59.999999Z"})
    void whatACursorWroteIsRead(String time) {
        var cursor = new Cursor(Instant.parse(time), new AssetId(ID));

        assertThat(Cursor.of(cursor.toString())).isEqualTo(cursor);
    }

    @ParameterizedTest
    @ValueSource(strings = {"-1", "253402300800000000", "9223372036854775807", "-9223372036854775808", "", "1e9"})
    void timesOutsideOf1970To9999AreNoCursor(String micros) {
        assertThatExceptionOfType(AssetRefused.class)
                .isThrownBy(() -> Cursor.of(micros + "_" + ID))
                .satisfies(refused -> assertThat(refused.status()).isEqualTo(422));
    }
}
