package org.imprimatur.publishing;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.UUID;
import org.imprimatur.publishing.PublicationsApi.Publication;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.context.request.ServletRequestAttributes;

/** Where a program is sent to look at what went out. */
class PublicationsApiTests {

    @BeforeEach
    void aProxyServesUsUnderAPrefix() {
        var request = new MockHttpServletRequest("GET", "/imprimatur/api/posts/1/publications");
        request.setContextPath("/imprimatur");
        RequestContextHolder.setRequestAttributes(new ServletRequestAttributes(request));
    }

    @AfterEach
    void forget() {
        RequestContextHolder.resetRequestAttributes();
    }

    @Test
    void anAddressOfOursLeadsBackThroughTheProxy() {
        assertThat(Publication.of(sentTo("/feeds/aurora/posts/1")).address())
                .isEqualTo("/imprimatur/feeds/aurora/posts/1");
    }

    @Test
    void anAddressInAnotherNetworkStaysAsItIs() {
        assertThat(Publication.of(sentTo("https://social.example.org/1")).address())
                .isEqualTo("https://social.example.org/1");
    }

    private static Attempt sentTo(String address) {
        var now = Instant.parse("2026-11-25T12:00:00Z");
        return new Attempt(
                UUID.randomUUID(),
                "post:1",
                "aurora",
                "Winter cup",
                1,
                1,
                "0".repeat(64),
                "feed",
                Attempt.State.SENT,
                null,
                address,
                now,
                now);
    }
}
