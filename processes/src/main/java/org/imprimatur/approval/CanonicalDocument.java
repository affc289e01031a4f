package org.imprimatur.approval;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.erdtman.jcs.JsonCanonicalizer;

/**
 * The exact thing that is signed: canonical JSON (RFC 8785), so the same content always gives the same bytes and so the
 * same hash.
 *
 * @param json the canonical text, kept with each decision
 */
public record CanonicalDocument(String json) {

    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    /**
     * Brings content into its canonical form.
     *
     * @param content maps, lists, strings, numbers, booleans and null; what it holds must name the version of its schema
     */
    public static CanonicalDocument of(Object content) {
        try {
            return new CanonicalDocument(new JsonCanonicalizer(MAPPER.writeValueAsString(content)).getEncodedString());
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("This content has no JSON form", e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The bytes that are hashed. */
    public byte[] utf8() {
        return json.getBytes(UTF_8);
    }

    /** SHA-256 over the UTF-8 bytes of the canonical text, 64 lower-case hex digits. */
    public String hash() {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(utf8()));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }
}
