package org.imprimatur.web;

import static org.assertj.core.api.Assertions.assertThat;

import org.imprimatur.Api;
import org.imprimatur.Cast;
import org.imprimatur.ImprimaturTest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;

/** Nobody fills the memory with JSON, not even where they may do nothing. */
@ImprimaturTest
class JsonBodiesTests {

    private static final String POSTS = "/api/brands/meridian/posts";

    @LocalServerPort
    private int port;

    private Cast cast;

    @BeforeEach
    void somebodySendsJson() {
        cast = new Cast(port);
    }

    @Test
    void aBodyThatIsTooLongIsNotReadToItsEnd() {
        var endless = "{\"title\": \"" + "x".repeat(540_000) + "\"}";

        for (var who : new Api[] {cast.creator, cast.stranger}) {
            var refused = who.post(POSTS, endless);

            assertThat(refused.status()).as(refused::toString).isEqualTo(413);
            assertThat(refused.text("/type")).endsWith("/content-too-large");
            assertThat(refused.text("/detail")).contains("524,288 bytes");
        }
    }

    @Test
    void aBodyOfManySmallThingsIsNotBuiltUp() {
        var many = "{\"variants\": [" + "{},".repeat(60_000) + "{}]}";

        var refused = cast.creator.post(POSTS, many);

        assertThat(refused.status()).isEqualTo(413);
        assertThat(refused.text("/detail")).contains("100,000 names and values");
        assertThat(cast.creator.json("PATCH", "/api/account", many).status()).isEqualTo(413);
    }

    @Test
    void aLongBodyWithinTheLimitIsReadAndRefusedForWhatItSays() {
        var refused = cast.creator.post(POSTS, "{\"title\": \"" + "x".repeat(400_000) + "\"}");

        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.at("/field")).isEqualTo("title");
    }
}
