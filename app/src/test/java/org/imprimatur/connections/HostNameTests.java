package org.imprimatur.connections;

import static org.assertj.core.api.Assertions.assertThat;

import org.imprimatur.ImprimaturTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.web.server.LocalServerPort;

/** A page of somebody else that leads a name of its own to us gets nothing. */
@ImprimaturTest
class HostNameTests {

    @LocalServerPort
    private int port;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/",
                "/sign-in",
                "/api/account",
                "/feeds/aurora.atom",
                "/actuator/health",
                "/actuator/health/readiness",
                "/camunda/app/tasklist/default/",
                "/build/app.js",
                "/nowhere"
            })
    void aForeignNameIsMisdirectedEverywhere(String path) {
        assertThat(status("GET " + path + " HTTP/1.1", "Host: rebound.example:" + port))
                .contains(" 421");
    }

    @Test
    void aForeignNameInTheRequestLineIsRefused() {
        assertThat(status("GET http://rebound.example/sign-in HTTP/1.1", "Host: localhost:" + port))
                .containsAnyOf(" 400", " 421");
    }

    @Test
    void aRequestWithoutAHostIsRefused() {
        assertThat(status("GET /sign-in HTTP/1.0")).contains(" 421");
        assertThat(status("GET /sign-in HTTP/1.1")).contains(" 400");
    }

    @Test
    void oursIsAnswered() {
        assertThat(status("GET /sign-in HTTP/1.1", "Host: localhost:" + port)).contains(" 200");
    }

    private String status(String... lines) {
        try (var client = new RawClient(port)) {
            return client.sends(lines).sends("").status(10_000);
        }
    }
}
