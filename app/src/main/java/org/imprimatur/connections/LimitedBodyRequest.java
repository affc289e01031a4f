package org.imprimatur.connections;

import static java.nio.charset.StandardCharsets.UTF_8;

import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.Charset;
import java.util.function.Function;
import org.imprimatur.web.BodyTooLarge;
import org.imprimatur.web.ObservedBody;
import org.jspecify.annotations.Nullable;

/** A request whose body ends with {@link BodyTooLarge} beyond {@link BodyLimit}. */
final class LimitedBodyRequest extends HttpServletRequestWrapper {

    private final BodyLimit limit;
    private final LargeBodies.Turn turn;
    private final Function<HttpServletRequest, ? extends RuntimeException> busy;
    private long count;
    private @Nullable ObservedBody stream;
    private @Nullable BufferedReader reader;

    /**
     * A request of which nothing was read.
     *
     * @param busy what is thrown when the turn of a large body does not come
     */
    LimitedBodyRequest(
            HttpServletRequest request,
            BodyLimit limit,
            LargeBodies.Turn turn,
            Function<HttpServletRequest, ? extends RuntimeException> busy) {
        super(request);
        this.limit = limit;
        this.turn = turn;
        this.busy = busy;
    }

    @Override
    public ServletInputStream getInputStream() throws IOException {
        if (stream == null) {
            stream = new ObservedBody(super.getInputStream(), (bytes, offset, more) -> count(more));
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

    private void count(int more) throws BodyTooLarge {
        count += more;
        var most = limit.of(this);
        if (count > most) {
            throw new BodyTooLarge(most);
        }
        if (count > LargeBodies.LARGE.toBytes() && !BodyLimit.isUpload(this) && !turn.begin()) {
            throw busy.apply(this);
        }
    }
}
