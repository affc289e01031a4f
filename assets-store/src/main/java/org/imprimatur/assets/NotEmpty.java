package org.imprimatur.assets;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** Content that fails instead of ending before its first byte, so that nothing empty is stored. */
class NotEmpty extends FilterInputStream {

    private boolean begun;

    NotEmpty(InputStream content) {
        super(content);
    }

    @Override
    public int read() throws IOException {
        return checked(super.read());
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        return checked(super.read(bytes, offset, length));
    }

    private int checked(int read) throws Empty {
        if (read < 0 && !begun) {
            throw new Empty();
        }
        begun = true;
        return read;
    }

    /** Not a single byte came. */
    static class Empty extends IOException {
        Empty() {
            super("Not a single byte came");
        }
    }
}
