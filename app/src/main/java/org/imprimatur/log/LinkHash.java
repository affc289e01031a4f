package org.imprimatur.log;

import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import org.imprimatur.Sha256;
import org.imprimatur.approval.CanonicalDocument;

/**
 * The hash of a link: SHA-256 over the 32 bytes of the hash before it and the canonical JSON (RFC 8785) of what it
 * seals. Whoever has the rows can compute it again without this program; {@code docs/decisions/log-chain.md} says how.
 *
 * @param hex 64 lower-case hex digits
 */
record LinkHash(String hex) {

    /** What the first link stands on. */
    static final LinkHash GENESIS = new LinkHash("0".repeat(64));

    /** Of the document that is sealed, so that a later form of it does not break old links. */
    private static final int SCHEMA = 1;

    static LinkHash of(byte[] hash) {
        return new LinkHash(HexFormat.of().formatHex(hash));
    }

    /** The 32 bytes that the database keeps. */
    byte[] bytes() {
        return HexFormat.of().parseHex(hex);
    }

    /** The hash of the link that follows this one. */
    LinkHash next(long sequence, Log.Written written) {
        var digest = Sha256.begun();
        digest.update(bytes());
        return of(digest.digest(document(sequence, written).utf8()));
    }

    private static CanonicalDocument document(long sequence, Log.Written written) {
        var entry = written.entry();
        Map<String, Object> content = new LinkedHashMap<>();
        content.put("schema", SCHEMA);
        content.put("sequence", sequence);
        content.put("number", written.number());
        content.put("at", written.at().toString());
        content.put("what", entry.what());
        content.put("brand", entry.brand());
        content.put("actor", entry.actor());
        content.put("subject", entry.subject());
        content.put("version", entry.version());
        content.put("detail", entry.detail());
        return CanonicalDocument.of(content);
    }
}
