package org.imprimatur.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.List;
import java.util.Objects;
import org.imprimatur.startup.CannotStart;
import org.junit.jupiter.api.Test;
import org.springframework.mock.web.MockFilterChain;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;

/** Whom we believe about where a request came from. */
class ForwardedHeadersTests {

    private final MockHttpServletRequest request = new MockHttpServletRequest("GET", "/inbox");

    @Test
    void aProxyOfOursIsBelieved() throws Exception {
        from("10.0.0.5");
        says("X-Forwarded-Proto", "https");
        says("X-Forwarded-Host", "press.example.org");
        says("X-Forwarded-Prefix", "/imprimatur");
        says("X-Forwarded-For", "192.0.2.7");

        var heard = heardBy("10.0.0.0/24");

        assertThat(heard.getRequestURL()).hasToString("https://press.example.org/imprimatur/inbox");
        assertThat(heard.getContextPath()).isEqualTo("/imprimatur");
        assertThat(heard.isSecure()).isTrue();
        assertThat(heard.getRemoteAddr()).isEqualTo("192.0.2.7");
    }

    @Test
    void anybodyElseIsNotHeardAtAll() throws Exception {
        from("192.0.2.7");
        says("X-Forwarded-Proto", "https");
        says("X-Forwarded-Host", "evil.example.org");
        says("X-Forwarded-Prefix", "/elsewhere");
        says("X-Forwarded-For", "10.0.0.5");
        says("Forwarded", "for=10.0.0.5;host=evil.example.org;proto=https");

        var heard = heardBy("10.0.0.0/24");

        assertThat(heard.getRequestURL()).hasToString("http://localhost/inbox");
        assertThat(heard.isSecure()).isFalse();
        assertThat(heard.getRemoteAddr()).isEqualTo("192.0.2.7");
        assertThat(heard.getHeader("X-Forwarded-Host")).isNull();
        assertThat(heard.getHeader("Forwarded")).isNull();
    }

    @Test
    void withoutASettingNobodyIsBelieved() throws Exception {
        from("127.0.0.1");
        says("X-Forwarded-Host", "evil.example.org");

        assertThat(heardBy().getRequestURL()).hasToString("http://localhost/inbox");
    }

    @Test
    void whatAClientWroteBeforeOurProxyDidIsNoAddressOfTheirs() throws Exception {
        from("10.0.0.5");
        says("X-Forwarded-For", "203.0.113.1, 192.0.2.7, 10.0.0.6");

        assertThat(heardBy("10.0.0.0/24").getRemoteAddr()).isEqualTo("192.0.2.7");
    }

    @Test
    void whatIsNoAddressLeavesTheProxysOwn() throws Exception {
        from("10.0.0.5");
        says("X-Forwarded-For", "192.0.2.7, somebody");

        assertThat(heardBy("10.0.0.5").getRemoteAddr()).isEqualTo("10.0.0.5");
    }

    @Test
    void aClientThatSpeaksTheOtherHeaderThroughOurProxyIsNotHeard() throws Exception {
        from("10.0.0.5");
        says("Forwarded", "for=203.0.113.1;host=evil.example.org");
        says("X-Forwarded-Host", "press.example.org");
        says("X-Forwarded-For", "192.0.2.7");

        var heard = heardBy("10.0.0.5");

        assertThat(heard.getServerName()).isEqualTo("press.example.org");
        assertThat(heard.getRemoteAddr()).isEqualTo("192.0.2.7");
    }

    @Test
    void aSettingThatIsNoAddressIsRefusedInWords() {
        assertThatExceptionOfType(CannotStart.class)
                .isThrownBy(() -> new ProxySettings(List.of("10.0.0.5", "10.0.0.0/99")).proxies())
                .withMessageContaining("IMPRIMATUR_PROXY_TRUSTED")
                .withMessageContaining("10.0.0.0/99");
    }

    private void from(String address) {
        request.setRemoteAddr(address);
    }

    private void says(String header, String value) {
        request.addHeader(header, value);
    }

    private HttpServletRequest heardBy(String... trusted) throws ServletException, IOException {
        var chain = new MockFilterChain();
        new ForwardedHeaders(new ProxySettings(List.of(trusted)).proxies())
                .doFilter(request, new MockHttpServletResponse(), chain);
        return (HttpServletRequest) Objects.requireNonNull(chain.getRequest());
    }
}
