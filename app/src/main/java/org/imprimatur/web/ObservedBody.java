package org.imprimatur.web;

import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import java.io.IOException;

/** The body of a request that tells of all bytes that are read from it, whoever reads them. */
public final class ObservedBody extends ServletInputStream {

    private final ServletInputStream body;
    private final Observer observer;

    public ObservedBody(ServletInputStream body, Observer observer) {
        this.body = body;
        this.observer = observer;
    }

    /** Is told of bytes as they pass. */
    public interface Observer {

        /**
         * @param count at least 1
         * @throws IOException ends the reading
         */
        void passed(byte[] bytes, int offset, int count) throws IOException;
    }

    @Override
    public int read() throws IOException {
        var one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        var count = body.read(bytes, offset, length);
        if (count > 0) {
            observer.passed(bytes, offset, count);
        }
        return count;
    }

    @Override
    public boolean isFinished() {
        return body.isFinished();
    }

    @Override
    public boolean isReady() {
        return body.isReady();
    }

    @Override
    public void setReadListener(ReadListener listener) {
        body.setReadListener(listener);
    }
}
