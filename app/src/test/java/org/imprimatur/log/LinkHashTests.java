package org.imprimatur.log;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.security.MessageDigest;
import java.time.Instant;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

class LinkHashTests {

    private static final Log.Written WRITTEN = new Log.Written(
            42,
            Instant.parse("2026-11-25T09:00:00.123456Z"),
            new Log.Entry("post.submitted", "aurora", null, "post:1", 3, "Tee für zwei"));

    @Test
    void itIsSha256OverTheHashBeforeAndTheCanonicalEntryAsTheDocumentationSays() throws Exception {
        var digest = MessageDigest.getInstance("SHA-256");
        digest.update(new byte[32]);
        digest.update(("{\"actor\":null,\"at\":\"2026-11-25T09:00:00.123456Z\",\"brand\":\"aurora\","
                        + "\"detail\":\"Tee für zwei\",\"number\":42,\"schema\":1,\"sequence\":1,\"subject\":\"post:1\","
                        + "\"version\":3,\"what\":\"post.submitted\"}")
                .getBytes(UTF_8));

        assertThat(LinkHash.GENESIS.next(1, WRITTEN).hex())
                .isEqualTo(HexFormat.of().formatHex(digest.digest()));
    }

    @Test
    void theSameEntryAtAnotherPlaceHasAnotherHash() {
        var first = LinkHash.GENESIS.next(1, WRITTEN);

        assertThat(LinkHash.GENESIS.next(2, WRITTEN)).isNotEqualTo(first);
        assertThat(first.next(1, WRITTEN)).isNotEqualTo(first);
    }
}
