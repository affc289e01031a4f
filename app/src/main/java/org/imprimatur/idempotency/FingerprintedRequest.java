package org.imprimatur.idempotency;

import static java.nio.charset.StandardCharsets.UTF_8;

import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.Charset;
import org.jspecify.annotations.Nullable;

/** A request whose body is fingerprinted while somebody reads it, so that none of it has to be kept. */
final class FingerprintedRequest extends HttpServletRequestWrapper {

    private final Fingerprint fingerprint;
    private final long most;
    private long passed;
    private @Nullable Stream stream;

    /** @param most bytes that a body may have */
    FingerprintedRequest(HttpServletRequest request, long most) {
        super(request);
        this.most = most;
        fingerprint = new Fingerprint(request.getContentType());
    }

    /**
     * Reads what is left and answers the fingerprint of the whole body. Only once.
     *
     * @throws TooLarge when it goes on and on
     */
    byte[] fingerprint() throws IOException {
        var left = getInputStream();
        var piece = new byte[8192];
        while (left.read(piece) >= 0) {
            if (passed > most) {
                throw new TooLarge();
            }
        }
        return fingerprint.value();
    }

    @Override
    public ServletInputStream getInputStream() throws IOException {
        if (stream == null) {
            stream = new Stream(super.getInputStream());
        }
        return stream;
    }

    @Override
    public BufferedReader getReader() throws IOException {
        var encoding = getCharacterEncoding();
        return new BufferedReader(
                new InputStreamReader(getInputStream(), encoding == null ? UTF_8 : Charset.forName(encoding)));
    }

    /** Nobody reads on to see how large it is. */
    static final class TooLarge extends IOException {
        TooLarge() {
            super("The body is larger than any that is taken");
        }
    }

    private final class Stream extends ServletInputStream {

        private final ServletInputStream body;

        Stream(ServletInputStream body) {
            this.body = body;
        }

        @Override
        public int read() throws IOException {
            var one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] bytes, int from, int most) throws IOException {
            var count = body.read(bytes, from, most);
            if (count > 0) {
                fingerprint.update(bytes, from, count);
                passed += count;
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
}
