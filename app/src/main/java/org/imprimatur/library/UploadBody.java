package org.imprimatur.library;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.OptionalLong;

/**
 * The body of an upload on its way. It keeps how the body began, which tells what stands around a file, and so how large
 * the file is before its bytes have come.
 */
class UploadBody extends FilterInputStream {

    /** In bytes: a title, the name of a file, and what is around them. */
    private static final int BEGINNING = 32 * 1024;

    private final ByteArrayOutputStream beginning = new ByteArrayOutputStream();
    private final long length;
    private final String boundary;
    private boolean begun;

    /** @param length in bytes, as announced; negative when nobody knows it */
    UploadBody(InputStream content, long length, String boundary) {
        super(content);
        this.length = length;
        this.boundary = "--" + boundary;
    }

    @Override
    public int read() throws IOException {
        var one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        int read = in.read(bytes, offset, length);
        if (read > 0 && beginning.size() < BEGINNING) {
            beginning.write(bytes, offset, Math.min(read, BEGINNING - beginning.size()));
        }
        requireAPart();
        return read;
    }

    /** Or the search for the first part would go on as long as somebody sends; also when a reader tries once more. */
    private void requireAPart() throws IOException {
        if (!begun && beginning.size() >= BEGINNING) {
            begun = beginning.toString(ISO_8859_1).contains(boundary);
            if (!begun) {
                throw new IOException("No part begins within the first " + BEGINNING + " bytes");
            }
        }
    }

    /** What is skipped would not be kept. */
    @Override
    public long skip(long n) throws IOException {
        return Math.max(0, read(new byte[(int) Math.min(n, 8192)]));
    }

    @Override
    public boolean markSupported() {
        return false;
    }

    /**
     * How many bytes are left for a part whose headers have been read, if no other follows it: what was announced, less
     * what came before the part's content and the line that ends the body. Empty when nothing was announced, or when the
     * part begins too far in.
     *
     * @param part counted from 1
     */
    OptionalLong leftFor(int part) {
        var begun = beginning.toString(ISO_8859_1);
        int at = 0;
        for (int n = 1; n <= part; n++) {
            int line = begun.indexOf(n == 1 ? boundary : "\r\n" + boundary, at);
            int headersEnd = line < 0 ? -1 : begun.indexOf("\r\n\r\n", line + boundary.length());
            if (headersEnd < 0) {
                return OptionalLong.empty();
            }
            at = headersEnd + "\r\n\r\n".length();
        }
        long left = length - at - ("\r\n" + boundary + "--\r\n").length();
        return length < 0 ? OptionalLong.empty() : OptionalLong.of(Math.max(0, left));
    }
}
