package org.imprimatur.idempotency;

import static java.nio.charset.StandardCharsets.UTF_8;

import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.Charset;
import org.imprimatur.web.ObservedBody;
import org.jspecify.annotations.Nullable;

/** A request whose body is fingerprinted while somebody reads it, so that none of it has to be kept. */
final class FingerprintedRequest extends HttpServletRequestWrapper {

    private final Fingerprint fingerprint;
    private final long most;
    private long passed;
    private @Nullable ObservedBody stream;

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
            stream = new ObservedBody(super.getInputStream(), (bytes, offset, count) -> {
                fingerprint.update(bytes, offset, count);
                passed += count;
            });
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
}
