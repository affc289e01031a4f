package org.imprimatur.web;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.URLEncoder;
import java.util.Base64;
import java.util.List;
import org.imprimatur.Cast;
import org.imprimatur.ImprimaturTest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;

/** Cursors and searches that nobody's browser sends, tried in the whole application. */
@ImprimaturTest
class BadInputTests {

    private static final String ID = "5a2f9f5e-3a52-4a0c-8f0e-1c1f2c3d4e5f";

    @LocalServerPort
    private int port;

    private Cast cast;

    @BeforeEach
    void people() {
        cast = new Cast(port);
    }

    @Test
    void aCursorOfAYearThatIsNotStoredIsInvalidInput() {
        for (var year : List.of("0000", "-4713", "+294277", "+999999", "+1000000000", "-1000000000", "1969")) {
            var time = year + "-12-31T23:59:59Z";
            var spaced = encoded(time + " " + ID);
            for (var feed : List.of("", ".atom", ".json")) {
                assertThat(cast.nobody
                                .get("/feeds/meridian" + feed + "?before=" + spaced)
                                .status())
                        .as(feed + " " + year)
                        .isEqualTo(422);
            }
            for (var list : List.of("/api/brands/meridian/posts?cursor=", "/posts?brand=meridian&after=")) {
                assertThat(cast.creator.get(list + spaced).status())
                        .as(list + year)
                        .isEqualTo(422);
            }
            for (var list : List.of("/api/tasks?cursor=", "/inbox?after=")) {
                assertThat(cast.creator.get(list + encoded(time + "|t")).status())
                        .as(list + year)
                        .isEqualTo(422);
            }
        }
        for (var micros : List.of("-1", "9223372036854775807", "-9223372036854775808")) {
            assertThat(cast.creator
                            .get("/api/brands/meridian/assets?cursor=" + micros + "_" + ID)
                            .status())
                    .as(micros)
                    .isEqualTo(422);
        }
    }

    @Test
    void aSearchForOperatorsFindsNothingAndFailsNowhere() {
        for (var operator :
                List.of("-", "!", "&", "|", "(", ")", "<", ">", ":", "*", "'", "\"", "\\", "-!", "(\"-a ")) {
            var query = URLEncoder.encode(operator.repeat(200), UTF_8);
            for (var list : List.of(
                    "/api/brands/meridian/assets?q=",
                    "/api/brands/meridian/posts?q=",
                    "/library?brand=meridian&q=",
                    "/posts?brand=meridian&q=",
                    "/posts/pictures?brand=meridian&q=")) {
                assertThat(cast.creator.get(list + query).status())
                        .as(list + operator)
                        .isEqualTo(200);
            }
        }
    }

    private static String encoded(String text) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(UTF_8));
    }
}
