package org.imprimatur.connections;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import jakarta.servlet.FilterChain;
import jakarta.servlet.http.Cookie;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.Map;
import org.imprimatur.people.Person;
import org.imprimatur.web.ConcurrentCallLimit;
import org.imprimatur.web.ConcurrentCallLimit.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.context.support.StaticMessageSource;
import org.springframework.mock.web.MockFilterChain;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.session.web.http.DefaultCookieSerializer;

/** Where one anonymous request of an address and two in all are processed at a time, and none waits. */
class AnonymousCallFilterTests {

    private final ConcurrentCallLimit limit = new ConcurrentCallLimit(1, 0, Duration.ZERO, 2, 0, Order.NEWEST_FIRST);
    private final AnonymousCallFilter filter =
            new AnonymousCallFilter(limit, new KnownCredentials(cookies()), messages());

    private static DefaultCookieSerializer cookies() {
        var cookies = new DefaultCookieSerializer();
        cookies.setCookieName("session");
        cookies.setUseBase64Encoding(false);
        return cookies;
    }

    private static StaticMessageSource messages() {
        var messages = new StaticMessageSource();
        messages.setUseCodeAsDefaultMessage(true);
        return messages;
    }

    @Test
    void whileOneIsProcessedAnotherOfTheSameAddressIsRefusedWithASmallPage() throws Exception {
        assertThat(limit.begin("192.0.2.1")).isTrue();

        var refused = answer(from("192.0.2.1", "/sign-in"));

        assertThat(refused.getStatus()).isEqualTo(429);
        assertThat(refused.getHeader("Retry-After")).isEqualTo("3");
        assertThat(refused.getContentAsString()).contains("request.busy").hasSizeLessThan(600);
        assertThat(answer(from("192.0.2.2", "/sign-in")).getStatus()).isEqualTo(200);
    }

    @Test
    void programsAreRefusedWithAProblem() throws Exception {
        assertThat(limit.begin("192.0.2.1")).isTrue();

        var refused = answer(from("192.0.2.1", "/api/account"));

        assertThat(refused.getStatus()).isEqualTo(429);
        assertThat(refused.getContentAsString()).contains("/problems/too-many-requests");
    }

    @Test
    void whenAllTurnsAreTakenAnyAddressIsRefused() throws Exception {
        assertThat(limit.begin("192.0.2.1")).isTrue();
        assertThat(limit.begin("192.0.2.2")).isTrue();

        assertThat(answer(from("2001:db8::1", "/sign-in")).getStatus()).isEqualTo(429);
    }

    @Test
    void aRequestIsOverWhenItFails() {
        FilterChain failing = (in, out) -> {
            throw new IllegalStateException("It failed");
        };

        assertThat(catchThrowable(
                        () -> filter.doFilter(from("192.0.2.1", "/"), new MockHttpServletResponse(), failing)))
                .hasMessage("It failed");

        assertThat(limit.size()).isZero();
    }

    @Test
    void onceItTurnsOutWhoSentItARequestIsNotCounted() throws Exception {
        var request = from("192.0.2.1", "/posts");
        request.setCookies(new Cookie("session", "a"));

        filter.doFilter(request, new MockHttpServletResponse(), (in, out) -> {
            assertThat(limit.size()).isEqualTo(1);
            AnonymousCallFilter.identified(request);
            assertThat(limit.size()).isZero();
        });

        assertThat(limit.size()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"Authorization", "Cookie"})
    void whoWasIdentifiedBeforePassesTheLine(String by) throws Exception {
        signIn(by, "a");
        assertThat(limit.begin("192.0.2.1")).isTrue();

        assertThat(answer(with(by, "a", true)).getStatus()).isEqualTo(200);
        assertThat(answer(with(by, "b", true)).getStatus()).isEqualTo(429);
    }

    @Test
    void aSessionThatIsNobodysAnyMoreIsCountedAgain() throws Exception {
        signIn("Cookie", "a");
        assertThat(answer(with("Cookie", "a", false)).getStatus()).isEqualTo(200);
        assertThat(limit.begin("192.0.2.1")).isTrue();

        assertThat(answer(with("Cookie", "a", false)).getStatus()).isEqualTo(429);
    }

    private void signIn(String by, String credential) throws Exception {
        var request = with(by, credential, true);
        filter.doFilter(request, new MockHttpServletResponse(), (in, out) -> AnonymousCallFilter.identified(request));
    }

    private static MockHttpServletRequest with(String by, String credential, boolean valid) {
        var request = from("192.0.2.1", "/posts");
        if (by.equals("Cookie")) {
            request.setCookies(new Cookie("session", credential));
        } else {
            request.addHeader(by, "Bearer " + credential);
        }
        if (valid) {
            request.setAttribute(
                    Person.class.getName(), new Person("ada", "Ada", ZoneOffset.UTC, false, true, Map.of()));
        }
        return request;
    }

    private static MockHttpServletRequest from(String address, String path) {
        var request = new MockHttpServletRequest("GET", path);
        request.setRemoteAddr(address);
        return request;
    }

    private MockHttpServletResponse answer(MockHttpServletRequest request) throws Exception {
        var answer = new MockHttpServletResponse();
        filter.doFilter(request, answer, new MockFilterChain());
        return answer;
    }
}
