package org.imprimatur.idempotency;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.HexFormat;
import java.util.regex.Pattern;
import org.imprimatur.Sha256;

/**
 * An {@code Idempotency-Key} and what it is valid for.
 *
 * @param value 1 to 255 printable ASCII characters, chosen by the caller, best at random
 */
record Key(String person, String path, String value) {

    static final int LONGEST = 255;

    private static final Pattern PRINTABLE = Pattern.compile("[ -~]{1," + LONGEST + "}");

    /** @throws IllegalArgumentException naming the limit and what was found */
    Key {
        if (!PRINTABLE.matcher(value).matches() || value.isBlank()) {
            throw new IllegalArgumentException("An Idempotency-Key has 1 to " + LONGEST
                    + " printable ASCII characters; this one has " + value.length() + " characters.");
        }
    }

    /** What its row is found by. The key itself is not kept, since it opens the answer. */
    String id() {
        return HexFormat.of().formatHex(sha256("id", new byte[0]));
    }

    /** Seals the answer to one body, so that neither the database nor the same key with another body can open it. */
    byte[] secret(byte[] fingerprint) {
        return sha256("answer", fingerprint);
    }

    private byte[] sha256(String purpose, byte[] more) {
        var digest = Sha256.begun();
        for (var part : new String[] {purpose, person, path, value}) {
            digest.update(part.getBytes(UTF_8));
            digest.update((byte) 0);
        }
        return digest.digest(more);
    }

    /** Without the key itself. */
    @Override
    public String toString() {
        return "Key of " + person + " on " + path;
    }
}
