package org.imprimatur.access;

import static java.nio.charset.StandardCharsets.UTF_8;

import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.Objects;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseCookie;
import org.springframework.security.web.csrf.CsrfToken;
import org.springframework.security.web.csrf.CsrfTokenRepository;
import org.springframework.security.web.csrf.DefaultCsrfToken;

/**
 * Keeps no CSRF token on the server: within a session the token is an HMAC over the session's id, so it needs neither a
 * cookie nor a row and ends with the session. Before sign-in it is a random value with its HMAC in a cookie, so anonymous
 * requests store nothing and no other site or port can make one up. A token of before sign-in is worth nothing after it.
 */
class SignedCsrfTokenRepository implements CsrfTokenRepository {

    static final String HEADER = "X-CSRF-TOKEN";
    static final String PARAMETER = "_csrf";

    private static final String ALGORITHM = "HmacSHA256";
    private static final int RANDOM_BYTES = 16;
    private static final int MAX_LENGTH = 100; // of a cookie that is looked at; ours have 66 characters
    private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();

    private final SecureRandom random = new SecureRandom();
    private final String cookieName;
    private final SecretKeySpec key;

    /**
     * @param cookieName differs per installation, because browsers share cookies between ports
     * @param secret the same on all nodes
     */
    SignedCsrfTokenRepository(String cookieName, byte[] secret) {
        this.cookieName = cookieName;
        this.key = new SecretKeySpec(secret, ALGORITHM);
    }

    @Override
    public CsrfToken generateToken(HttpServletRequest request) {
        var session = request.getSession(false);
        if (session != null) {
            return token(signature("session:" + session.getId()));
        }
        var bytes = new byte[RANDOM_BYTES];
        random.nextBytes(bytes);
        var value = BASE64.encodeToString(bytes);
        return token(value + "." + signature("anonymous:" + value));
    }

    /** Sets the cookie of anonymous requests; null deletes it. The token of a session is computed and stored nowhere. */
    @Override
    public void saveToken(@Nullable CsrfToken token, HttpServletRequest request, HttpServletResponse response) {
        if (token == null) {
            if (cookies(request).length > 0) {
                write(request, response, "", Duration.ZERO);
            }
        } else if (request.getSession(false) == null) {
            write(request, response, token.getToken(), Duration.ofSeconds(-1));
        }
    }

    @Override
    public @Nullable CsrfToken loadToken(HttpServletRequest request) {
        if (request.getSession(false) != null) {
            return generateToken(request);
        }
        return Arrays.stream(cookies(request))
                .filter(this::isSigned)
                .findFirst()
                .map(SignedCsrfTokenRepository::token)
                .orElse(null);
    }

    /** All of this name: another application on this host may have set one for a longer path. */
    private String[] cookies(HttpServletRequest request) {
        return Arrays.stream(Objects.requireNonNullElse(request.getCookies(), new Cookie[0]))
                .filter(cookie -> cookie.getName().equals(cookieName))
                .map(Cookie::getValue)
                .toArray(String[]::new);
    }

    private boolean isSigned(String cookie) {
        var dot = cookie.indexOf('.');
        return dot > 0
                && cookie.length() <= MAX_LENGTH
                && MessageDigest.isEqual(
                        signature("anonymous:" + cookie.substring(0, dot)).getBytes(UTF_8),
                        cookie.substring(dot + 1).getBytes(UTF_8));
    }

    private String signature(String of) {
        try {
            var mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            return BASE64.encodeToString(mac.doFinal(of.getBytes(UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e); // every JDK has it
        }
    }

    private void write(HttpServletRequest request, HttpServletResponse response, String value, Duration maxAge) {
        var cookie = ResponseCookie.from(cookieName, value)
                .path(request.getContextPath() + "/")
                .maxAge(maxAge)
                .httpOnly(true)
                .secure(request.isSecure())
                .sameSite("Lax")
                .build();
        response.addHeader(HttpHeaders.SET_COOKIE, cookie.toString());
    }

    private static CsrfToken token(String value) {
        return new DefaultCsrfToken(HEADER, PARAMETER, value);
    }
}
