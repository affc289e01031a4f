package org.imprimatur.idempotency;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.json.JsonMapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.web.util.ContentCachingResponseWrapper;

/**
 * What the first call was answered. It is kept encrypted (AES-256, GCM) under a secret that only whoever sends key and
 * body again can tell: an answer may hold a new access token, which the database must not reveal.
 */
record KeptAnswer(
        int status,
        Map<String, String> headers,
        String body,
        @Nullable Map<String, Object> told) {

    /** Tells whoever repeats a call that nothing happened this time. */
    static final String REPLAYED = "Idempotency-Replayed";

    private static final List<String> HEADERS =
            List.of(HttpHeaders.CONTENT_TYPE, HttpHeaders.LOCATION, HttpHeaders.ETAG);
    private static final ObjectWriter WRITER = JsonMapper.builder().build().writerFor(KeptAnswer.class);
    private static final ObjectReader READER = JsonMapper.builder().build().readerFor(KeptAnswer.class);
    private static final String CIPHER = "AES/GCM/NoPadding";
    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;
    private static final SecureRandom RANDOM = new SecureRandom();

    static KeptAnswer of(ContentCachingResponseWrapper response) {
        var headers = new LinkedHashMap<String, String>();
        for (var name : HEADERS) {
            var value = name.equals(HttpHeaders.CONTENT_TYPE) ? response.getContentType() : response.getHeader(name);
            if (value != null) {
                headers.put(name, value);
            }
        }
        return new KeptAnswer(response.getStatus(), headers, new String(response.getContentAsByteArray(), UTF_8), null);
    }

    /** @param said once on the page to which this answer leads */
    KeptAnswer with(Map<String, Object> said) {
        return new KeptAnswer(status, headers, body, said);
    }

    /** What is said once on the page to which this answer leads. */
    Map<String, Object> flash() {
        return told == null ? Map.of() : told;
    }

    void send(HttpServletResponse response) throws IOException {
        response.setStatus(status);
        headers.forEach(response::setHeader);
        response.setHeader(REPLAYED, "true");
        response.getOutputStream().write(body.getBytes(UTF_8));
    }

    String sealed(byte[] secret) {
        var nonce = new byte[NONCE_BYTES];
        RANDOM.nextBytes(nonce);
        try {
            var cipher = cipher(Cipher.ENCRYPT_MODE, secret, nonce);
            var sealed = cipher.doFinal(WRITER.writeValueAsBytes(this));
            var all = new byte[NONCE_BYTES + sealed.length];
            System.arraycopy(nonce, 0, all, 0, NONCE_BYTES);
            System.arraycopy(sealed, 0, all, NONCE_BYTES, sealed.length);
            return Base64.getEncoder().encodeToString(all);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java platform has AES-GCM", e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Empty when the secret is another one, and so the body was. */
    static Optional<KeptAnswer> opened(String sealed, byte[] secret) {
        try {
            var all = Base64.getDecoder().decode(sealed);
            var opened = cipher(Cipher.DECRYPT_MODE, secret, all).doFinal(all, NONCE_BYTES, all.length - NONCE_BYTES);
            return Optional.of(READER.readValue(opened));
        } catch (AEADBadTagException e) {
            return Optional.empty();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java platform has AES-GCM", e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Cipher cipher(int mode, byte[] secret, byte[] nonceFirst) throws GeneralSecurityException {
        var cipher = Cipher.getInstance(CIPHER);
        cipher.init(mode, new SecretKeySpec(secret, "AES"), new GCMParameterSpec(TAG_BITS, nonceFirst, 0, NONCE_BYTES));
        return cipher;
    }
}
