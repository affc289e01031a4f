package org.imprimatur;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** The one hash of this jar. */
public final class Sha256 {

    private Sha256() {}

    /** Of these bytes; 32 of them. */
    public static byte[] of(byte[] content) {
        return begun().digest(content);
    }

    /** For content that comes in pieces. */
    public static MessageDigest begun() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }
}
