package org.imprimatur.inbox;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class InboxCursorTests {

    @ParameterizedTest
    @ValueSource(strings = {"1970-01-01T00:00:00Z", "9999-12-31T23:59:59.999999Z", "infinity"})
    void timesFrom1970To9999AndNoneAreRead(String due) {
        assertThat(Inbox.cursor(encoded(due + "|t1"))).isEqualTo(new InboxRepository.Cursor(due, "t1"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "+1000000000-12-31T23:59:59Z|t1",
                "-1000000000-01-01T00:00:00Z|t1",
                "+999999-01-01T00:00:00Z|t1",
                "+294277-01-01T00:00:00Z|t1",
                "+10000-01-01T00:00:00Z|t1",
                "1969-12-31T23:59:59Z|t1",
                "0000-01-01T00:00:00Z|t1",
                "-4713-01-01T00:00:00Z|t1",
                "-infinity|t1",
                "infinity|t\0",
                "infinity",
                "|t1",
                "",
            })
    void everythingElseIsNoCursor(String text) {
        assertThatExceptionOfType(NoSuchCursor.class).isThrownBy(() -> Inbox.cursor(encoded(text)));
    }

    @Test
    void whatCannotBeDecodedIsNoCursor() {
        assertThatExceptionOfType(NoSuchCursor.class).isThrownBy(() -> Inbox.cursor("ä"));
    }

    private static String encoded(String text) {
        return Base64.getUrlEncoder().encodeToString(text.getBytes(UTF_8));
    }
}
