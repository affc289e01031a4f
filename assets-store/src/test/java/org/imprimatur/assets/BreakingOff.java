package org.imprimatur.assets;

import java.io.IOException;
import java.io.InputStream;

/** Content whose line breaks at once. */
public class BreakingOff extends InputStream {

    @Override
    public int read() throws IOException {
        throw new IOException("the line broke");
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        throw new IOException("the line broke");
    }
}
