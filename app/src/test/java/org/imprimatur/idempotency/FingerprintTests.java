package org.imprimatur.idempotency;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FingerprintTests {

    @Test
    void theSamePartsUnderAnotherBoundaryAreTheSameUpload() {
        assertThat(parts("----aab", "cup")).isEqualTo(parts("another-one", "cup"));
        assertThat(parts("----aab", "cup")).isNotEqualTo(parts("----aab", "cap"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"-", "--", "---", "----aa", "--aab", "------aa-", "------", "\r\n------aa\r\n"})
    void whatOnlyBeginsLikeABoundaryCounts(String content) {
        assertThat(parts("----aab", content)).isNotEqualTo(parts("----aab", ""));
        assertThat(parts("----aab", content)).isEqualTo(parts("other", content));
    }

    @Test
    void itDoesNotMatterHowTheBodyWasCutIntoPieces() {
        var body = body("a-a-ab", "x--a-a-a-abx--a-a");
        var whole = of("multipart/form-data; boundary=\"a-a-ab\"", body, body.length());
        var random = new Random(42);
        for (var turn = 0; turn < 200; turn++) {
            assertThat(of("multipart/form-data; boundary=\"a-a-ab\"", body, 1 + random.nextInt(7)))
                    .isEqualTo(whole);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"application/json", "no type at all", "multipart/form-data"})
    void withoutABoundaryEachByteCounts(String type) {
        assertThat(of(type, "{\"a\": 1}", 3)).isEqualTo(of(type, "{\"a\": 1}", 100));
        assertThat(of(type, "{\"a\": 1}", 3)).isNotEqualTo(of(type, "{\"a\":1}", 3));
    }

    private static byte[] parts(String boundary, String content) {
        return of("multipart/form-data; boundary=" + boundary, body(boundary, content), 5);
    }

    private static String body(String boundary, String content) {
        return "--" + boundary + "\r\nContent-Disposition: form-data; name=\"file\"\r\n\r\n" + content + "\r\n--"
                + boundary + "--\r\n";
    }

    private static byte[] of(String type, String body, int piece) {
        var fingerprint = new Fingerprint(type);
        var bytes = body.getBytes(ISO_8859_1);
        for (var at = 0; at < bytes.length; at += piece) {
            fingerprint.update(bytes, at, Math.min(piece, bytes.length - at));
        }
        return fingerprint.value();
    }
}
