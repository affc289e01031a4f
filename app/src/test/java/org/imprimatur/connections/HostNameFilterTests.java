package org.imprimatur.connections;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import org.imprimatur.startup.CannotStart;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.context.support.StaticMessageSource;
import org.springframework.mock.web.MockFilterChain;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;

/** Under which names the server answers. */
class HostNameFilterTests {

    private static final int MISDIRECTED = 421;

    @ParameterizedTest
    @ValueSource(strings = {"localhost", "LOCALHOST", "127.0.0.1", "[::1]", "localhost:8080", "127.0.0.1:80"})
    void loopbackNamesAreAnsweredOnLoopback(String host) throws Exception {
        assertThat(status(host, "127.0.0.1")).isEqualTo(HttpServletResponse.SC_OK);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "evil.example",
                "localhost.evil.example",
                "localhost.",
                "127.0.0.2",
                "127.0.0.1.nip.example",
                "0.0.0.0",
                "[::]",
                "press.example.org",
                ""
            })
    void otherNamesAreMisdirectedOnLoopback(String host) throws Exception {
        assertThat(status(host, "127.0.0.1")).isEqualTo(MISDIRECTED);
    }

    @Test
    void aRequestWithoutAHostIsMisdirected() throws Exception {
        assertThat(status(null, "127.0.0.1")).isEqualTo(MISDIRECTED);
    }

    @Test
    void aServerForOthersAnswersItsPublicNamesAlone() throws Exception {
        assertThat(status("press.example.org", "0.0.0.0", "Press.example.org", "192.0.2.9"))
                .isEqualTo(HttpServletResponse.SC_OK);
        assertThat(status("192.0.2.9:8443", "0.0.0.0", "Press.example.org", "192.0.2.9"))
                .isEqualTo(HttpServletResponse.SC_OK);
        assertThat(status("localhost", "0.0.0.0", "press.example.org")).isEqualTo(MISDIRECTED);
        assertThat(status("other.example.org", "0.0.0.0", "press.example.org")).isEqualTo(MISDIRECTED);
    }

    @Test
    void behindAProxyOnTheSameMachinePublicAndLoopbackNamesAreAnswered() throws Exception {
        assertThat(status("press.example.org", "127.0.0.1", "press.example.org"))
                .isEqualTo(HttpServletResponse.SC_OK);
        assertThat(status("localhost", "127.0.0.1", "press.example.org")).isEqualTo(HttpServletResponse.SC_OK);
    }

    @Test
    void aServerForOthersDoesNotStartWithoutPublicNames() {
        assertThatExceptionOfType(CannotStart.class)
                .isThrownBy(() -> new HostSettings(List.of("")).answered("0.0.0.0"))
                .withMessageContaining("IMPRIMATUR_PUBLIC_HOSTS is missing");
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://press.example.org", "press.example.org:8443", "*.example.org", "a b", "press_1"})
    void whatIsNoHostNameIsRefusedAtTheStart(String host) {
        assertThatExceptionOfType(CannotStart.class)
                .isThrownBy(() -> new HostSettings(List.of(host)).answered("127.0.0.1"))
                .withMessageContaining(host);
    }

    private static int status(@org.jspecify.annotations.Nullable String host, String address, String... names)
            throws Exception {
        var messages = new StaticMessageSource();
        messages.setUseCodeAsDefaultMessage(true);
        var request = new MockHttpServletRequest("GET", "/actuator/health");
        if (host != null) {
            request.addHeader("Host", host);
            request.setServerName(host.startsWith("[") ? host.replaceAll("]:.*", "]") : host.replaceAll(":.*", ""));
        }
        var response = new MockHttpServletResponse();
        new HostNameFilter(new HostSettings(List.of(names)).answered(address), messages)
                .doFilter(request, response, new MockFilterChain());
        return response.getStatus();
    }
}
