package org.imprimatur.connections;

import static java.nio.charset.StandardCharsets.UTF_8;

import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.Charset;
import org.imprimatur.web.BodyTooLarge;
import org.jspecify.annotations.Nullable;

/** A request whose body ends with {@link BodyTooLarge} beyond {@link BodyLimit}. */
final class LimitedBodyRequest extends HttpServletRequestWrapper {

    private final BodyLimit limit;
    private @Nullable Stream stream;
    private @Nullable BufferedReader reader;

    LimitedBodyRequest(HttpServletRequest request, BodyLimit limit) {
        super(request);
        this.limit = limit;
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
        if (reader == null) {
            var encoding = getCharacterEncoding();
            reader = new BufferedReader(
                    new InputStreamReader(getInputStream(), encoding == null ? UTF_8 : Charset.forName(encoding)));
        }
        return reader;
    }

    private final class Stream extends ServletInputStream {

        private final ServletInputStream body;
        private long count;

        Stream(ServletInputStream body) {
            this.body = body;
        }

        @Override
        public int read() throws IOException {
            var one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            var read = body.read(bytes, offset, length);
            count += Math.max(0, read);
            var most = limit.of(LimitedBodyRequest.this);
            if (count > most) {
                throw new BodyTooLarge(most);
            }
            return read;
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
