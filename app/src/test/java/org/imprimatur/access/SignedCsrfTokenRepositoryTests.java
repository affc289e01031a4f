package org.imprimatur.access;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.http.Cookie;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.mock.web.MockHttpSession;

class SignedCsrfTokenRepositoryTests {

    private static final String COOKIE = "csrf-0123456789ab";

    private final SignedCsrfTokenRepository tokens = new SignedCsrfTokenRepository(COOKIE, key(1));

    @Test
    void anAnonymousTokenIsInACookieThatScriptsAndOtherSitesDoNotGet() {
        var request = new MockHttpServletRequest();
        request.setContextPath("/under/a/prefix");
        request.setSecure(true);
        var response = new MockHttpServletResponse();
        var token = tokens.generateToken(request);

        tokens.saveToken(token, request, response);

        assertThat(response.getHeader("Set-Cookie"))
                .startsWith(COOKIE + "=" + token.getToken() + ";")
                .contains("Path=/under/a/prefix/", "HttpOnly", "SameSite=Lax", "Secure")
                .doesNotContain("Max-Age", "Expires");
        assertThat(request.getSession(false)).isNull();
        assertThat(loaded(tokens, token.getToken())).isEqualTo(token.getToken());
    }

    @Test
    void theCookieComesWithoutTlsWhenTheRequestDid() {
        var request = new MockHttpServletRequest();
        var response = new MockHttpServletResponse();

        tokens.saveToken(tokens.generateToken(request), request, response);

        assertThat(response.getHeader("Set-Cookie")).contains("Path=/;").doesNotContain("Secure");
    }

    @Test
    void allNodesOfOneKeyTakeItAndNoneOfAnother() {
        var token = tokens.generateToken(new MockHttpServletRequest()).getToken();

        assertThat(loaded(new SignedCsrfTokenRepository(COOKIE, key(1)), token)).isEqualTo(token);
        assertThat(loaded(new SignedCsrfTokenRepository(COOKIE, key(2)), token)).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ".", "x", "x.", ".x", "x.y", "x.y.z", "%00.%00"})
    void whatTheServerDidNotSignIsNoToken(String cookie) {
        assertThat(loaded(tokens, cookie)).isNull();
    }

    @Test
    void aTokenThatWasChangedOrPaddedIsNone() {
        var token = tokens.generateToken(new MockHttpServletRequest()).getToken();

        assertThat(loaded(tokens, "A" + token)).isNull();
        assertThat(loaded(tokens, token + "A")).isNull();
        assertThat(loaded(tokens, token + "=".repeat(200))).isNull();
    }

    @Test
    void aCookieOfTheSameNameFromElsewhereDoesNotHideOurs() {
        var token = tokens.generateToken(new MockHttpServletRequest()).getToken();
        var request = new MockHttpServletRequest();
        request.setCookies(new Cookie(COOKIE, "planted.planted"), new Cookie(COOKIE, token));

        assertThat(Objects.requireNonNull(tokens.loadToken(request)).getToken()).isEqualTo(token);
    }

    @Test
    void aSessionHasATokenOfItsOwnThatIsStoredNowhere() {
        var request = new MockHttpServletRequest();
        request.setSession(new MockHttpSession(null, "one"));
        var response = new MockHttpServletResponse();
        var token = tokens.generateToken(request);

        tokens.saveToken(token, request, response);

        assertThat(response.getHeaderNames()).isEmpty();
        assertThat(Objects.requireNonNull(request.getSession(false))
                        .getAttributeNames()
                        .hasMoreElements())
                .isFalse();
        assertThat(Objects.requireNonNull(tokens.loadToken(request)).getToken()).isEqualTo(token.getToken());
        var other = new MockHttpServletRequest();
        other.setSession(new MockHttpSession(null, "other"));
        assertThat(tokens.generateToken(other).getToken()).isNotEqualTo(token.getToken());
    }

    @Test
    void withinASessionTheCookieOfBeforeSignInCountsForNothing() {
        var before = tokens.generateToken(new MockHttpServletRequest()).getToken();
        var request = new MockHttpServletRequest();
        request.setCookies(new Cookie(COOKIE, before));
        request.setSession(new MockHttpSession(null, "one"));

        assertThat(Objects.requireNonNull(tokens.loadToken(request)).getToken()).isNotEqualTo(before);
    }

    @Test
    void signingInAndOutDeletesTheCookie() {
        var request = new MockHttpServletRequest();
        request.setCookies(new Cookie(COOKIE, "whatever"));
        var response = new MockHttpServletResponse();

        tokens.saveToken(null, request, response);

        assertThat(response.getHeader("Set-Cookie")).startsWith(COOKIE + "=;").contains("Max-Age=0");
    }

    private static @Nullable String loaded(SignedCsrfTokenRepository tokens, String cookie) {
        var request = new MockHttpServletRequest();
        request.setCookies(new Cookie(COOKIE, cookie));
        var token = tokens.loadToken(request);
        return token == null ? null : token.getToken();
    }

    private static byte[] key(int first) {
        var key = new byte[32];
        key[0] = (byte) first;
        return key;
    }
}
