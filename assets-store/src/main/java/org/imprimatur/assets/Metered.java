package org.imprimatur.assets;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** An upload on its way: counted, hashed, and cut off at the limit. */
class Metered extends FilterInputStream {

    private final MessageDigest digest = sha256();
    private final long limit;
    private long count;

    Metered(InputStream content, long limit) {
        super(content);
        this.limit = limit;
    }

    @Override
    public int read() throws IOException {
        int read = in.read();
        if (read >= 0) {
            digest.update((byte) read);
            counted(1);
        }
        return read;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        int read = in.read(bytes, offset, length);
        if (read > 0) {
            digest.update(bytes, offset, read);
            counted(read);
        }
        return read;
    }

    /** Skipped bytes would not be hashed. */
    @Override
    public long skip(long n) throws IOException {
        return Math.max(0, read(new byte[(int) Math.min(n, 8192)]));
    }

    @Override
    public boolean markSupported() {
        return false;
    }

    private void counted(int read) throws OverLimit {
        count += read;
        if (count > limit) {
            throw new OverLimit();
        }
    }

    long count() {
        return count;
    }

    /** 64 lower-case hex digits, once everything is read. */
    String hash() {
        return HexFormat.of().formatHex(digest.digest());
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }

    /** More bytes came than are allowed. */
    static class OverLimit extends IOException {
        OverLimit() {
            super("More bytes came than are allowed");
        }
    }
}
