package org.imprimatur.connections;

import static java.nio.charset.StandardCharsets.UTF_8;

import jakarta.servlet.http.HttpServletRequest;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.imprimatur.Sha256;
import org.springframework.http.HttpHeaders;
import org.springframework.session.web.http.CookieSerializer;

/**
 * Digests of the sessions and tokens that were valid on this node, the longest unused of which give way. They say that a
 * request is probably of somebody signed in, and nothing else.
 */
final class KnownCredentials {

    /** About 2 MB. */
    private static final int MOST = 10_000;

    private final Map<String, Boolean> digests = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Boolean> eldest) {
            return size() > MOST;
        }
    };

    private final CookieSerializer sessions;

    KnownCredentials(CookieSerializer sessions) {
        this.sessions = sessions;
    }

    /** A digest of what a request tells its sender by: a header with a token or a password, else the cookie of a session. */
    Optional<String> of(HttpServletRequest request) {
        return Optional.ofNullable(request.getHeader(HttpHeaders.AUTHORIZATION))
                .or(() -> sessions.readCookieValues(request).stream().findFirst())
                .map(credential -> HexFormat.of().formatHex(Sha256.of(credential.getBytes(UTF_8))));
    }

    synchronized boolean contains(String digest) {
        return digests.get(digest) != null;
    }

    synchronized void add(String digest) {
        digests.put(digest, true);
    }

    synchronized void remove(String digest) {
        digests.remove(digest);
    }
}
