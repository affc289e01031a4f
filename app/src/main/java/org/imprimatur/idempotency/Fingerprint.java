package org.imprimatur.idempotency;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.security.MessageDigest;
import org.imprimatur.Sha256;
import org.jspecify.annotations.Nullable;
import org.springframework.http.InvalidMediaTypeException;
import org.springframework.http.MediaType;

/**
 * SHA-256 over a request's body as it passes. The boundary of a body in parts is left out, because programs invent
 * another one each time they send the same upload.
 */
final class Fingerprint {

    private static final byte A_BOUNDARY = 0;

    private final MessageDigest digest = Sha256.begun();

    /** {@code --boundary}; empty when the body has no parts. */
    private final byte[] boundary;

    /** For each length of a matched beginning the longest end of it that is a beginning, too (Knuth, Morris, Pratt). */
    private final int[] shorter;

    private int matched;

    Fingerprint(@Nullable String contentType) {
        boundary = boundary(contentType);
        shorter = new int[boundary.length + 1];
        for (int length = 2, known = 0; length <= boundary.length; length++) {
            while (known > 0 && boundary[length - 1] != boundary[known]) {
                known = shorter[known];
            }
            known += boundary[length - 1] == boundary[known] ? 1 : 0;
            shorter[length] = known;
        }
    }

    void update(byte[] bytes, int from, int count) {
        var end = from + count;
        if (boundary.length == 0) {
            digest.update(bytes, from, count);
            return;
        }
        var at = from;
        while (at < end) {
            if (matched == 0) {
                var next = at;
                while (next < end && bytes[next] != boundary[0]) {
                    next++;
                }
                digest.update(bytes, at, next - at);
                at = next;
            }
            if (at < end) {
                match(bytes[at++]);
            }
        }
    }

    private void match(byte next) {
        while (matched > 0 && boundary[matched] != next) {
            digest.update(boundary, 0, matched - shorter[matched]); // what was held back is no boundary
            matched = shorter[matched];
        }
        if (boundary[matched] != next) {
            digest.update(next);
        } else if (++matched == boundary.length) {
            digest.update(A_BOUNDARY);
            matched = 0;
        }
    }

    /** Of everything that passed. Only once. */
    byte[] value() {
        digest.update(boundary, 0, matched);
        return digest.digest();
    }

    private static byte[] boundary(@Nullable String contentType) {
        if (contentType == null) {
            return new byte[0];
        }
        try {
            var type = MediaType.parseMediaType(contentType);
            var named = type.getType().equals("multipart") ? type.getParameter("boundary") : null;
            return named == null ? new byte[0] : ("--" + named.replace("\"", "")).getBytes(US_ASCII);
        } catch (InvalidMediaTypeException e) {
            return new byte[0]; // whoever reads the body will say so
        }
    }
}
