package org.imprimatur.connections;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.time.Duration;
import org.imprimatur.people.Person;
import org.imprimatur.web.TooOften;
import org.junit.jupiter.api.Test;
import org.mockito.Mockito;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.util.unit.DataSize;

/** Where four large bodies may be in memory at once, two of them of one client. */
class LargeBodiesTests {

    private final LargeBodies large = new LargeBodies(4, Duration.ofMillis(20));

    @Test
    void oneClientHasHalfOfThem() {
        var first = large.turn(of("192.0.2.1"));
        var second = large.turn(of("192.0.2.1"));

        assertThat(first.begin()).isTrue();
        assertThat(second.begin()).isTrue();
        assertThat(large.turn(of("192.0.2.1")).begin()).isFalse();
        assertThat(large.turn(of("192.0.2.2")).begin()).isTrue();

        first.close();
        assertThat(large.turn(of("192.0.2.1")).begin()).isTrue();
    }

    @Test
    void allTogetherHaveNoMore() {
        for (var client = 1; client <= 4; client++) {
            assertThat(large.turn(of("192.0.2." + client)).begin()).isTrue();
        }

        assertThat(large.turn(of("192.0.2.5")).begin()).isFalse();
    }

    @Test
    void whoeverIsSignedInIsNotCountedWithTheirAddress() {
        var person = Mockito.mock(Person.class);
        Mockito.when(person.id()).thenReturn("mara");
        for (var turn = 0; turn < 2; turn++) {
            assertThat(large.turn(of("192.0.2.1")).begin()).isTrue();
        }
        var signedIn = of("192.0.2.1");
        signedIn.setAttribute(Person.class.getName(), person);

        assertThat(large.turn(signedIn).begin()).isTrue();
    }

    @Test
    void aSmallBodyIsReadWhateverElseIsGoingOn() throws IOException {
        allTogetherHaveNoMore();

        assertThat(read((int) LargeBodies.LARGE.toBytes())).isEqualTo((int) LargeBodies.LARGE.toBytes());
    }

    @Test
    void aLargeOneIsReadOnlyInItsTurn() {
        allTogetherHaveNoMore();

        assertThatExceptionOfType(TooOften.class).isThrownBy(() -> read((int) LargeBodies.LARGE.toBytes() + 1));
    }

    /** How much of a body could be read. */
    private int read(int length) throws IOException {
        var request = of("192.0.2.9");
        request.setContent(new byte[length]);
        try (var turn = large.turn(request)) {
            var limited = new LimitedBodyRequest(
                    request, new BodyLimit(DataSize.ofMegabytes(1)), turn, refused -> new TooOften());
            return limited.getInputStream().readAllBytes().length;
        }
    }

    private static MockHttpServletRequest of(String address) {
        var request = new MockHttpServletRequest("POST", "/api/posts");
        request.setRemoteAddr(address);
        request.setContentType("application/json");
        return request;
    }
}
