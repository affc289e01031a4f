package org.imprimatur.connections;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.imprimatur.Api;
import org.imprimatur.ImprimaturTest;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.boot.test.web.server.LocalServerPort;

/** 500 sockets that begin something and stall. Everybody else is served meanwhile, also from the same address. */
@ImprimaturTest
class StalledConnectionsTests {

    private static final int SOCKETS = 500;
    private static final int VISITS = 10;
    private static final int WITHIN = 2_000; // ms

    @LocalServerPort
    private int port;

    /** What the attackers send, and then no more. */
    enum Attack {
        NOTHING(),
        HALF_A_HEADER("GET /sign-in HTTP/1.1", "Host: localhost", "X-Half: a"),
        A_LARGE_FORM(
                "POST /sign-in HTTP/1.1",
                "Host: localhost",
                "Content-Type: application/x-www-form-urlencoded",
                "Content-Length: 500000",
                "",
                "username="),
        A_SMALL_FORM(
                "POST /sign-in HTTP/1.1",
                "Host: localhost",
                "Content-Type: application/x-www-form-urlencoded",
                "Content-Length: 100",
                "",
                "username="),
        JSON_IN_CHUNKS(
                "POST /api/tokens HTTP/1.1",
                "Host: localhost",
                "Content-Type: application/json",
                "Transfer-Encoding: chunked",
                "",
                "5",
                "{\"nam"),
        RESPONSES_THAT_NOBODY_READS(manyRequests());

        private final String text;

        Attack(String... lines) {
            text = String.join("\r\n", lines);
        }

        /** One after the other on one connection, together more than the buffers between us hold. */
        private static String[] manyRequests() {
            var largest = "GET " + largestFile() + " HTTP/1.1";
            return IntStream.range(0, 8)
                    .boxed()
                    .flatMap(each -> Stream.of(largest, "Host: localhost", ""))
                    .toArray(String[]::new);
        }

        private static String largestFile() {
            try (var files = Files.list(Path.of("target/classes/static/build"))) {
                var largest =
                        files.max(Comparator.comparingLong(file -> file.toFile().length()));
                return "/build/" + largest.orElseThrow().getFileName();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void visitorsAndSignedInPeopleAreServedMeanwhile(Attack attack) {
        var authorization = Api.of(port, "reviewer").authorization();
        Api.of(port, "reviewer").get("/api/account"); // what is asked for the first time takes longer
        Api.nobody(port).get("/sign-in");
        var sockets = new ArrayList<RawClient>();
        try {
            for (var each = 0; each < SOCKETS; each++) {
                sockets.add(new RawClient(port, 4_096).sends(attack.text));
                if (each % (SOCKETS / VISITS) == 0) {
                    visit("/sign-in");
                    visit("/api/account", "Authorization: " + authorization);
                }
            }
            for (var each = 0; each < VISITS; each++) {
                visit("/sign-in");
                visit("/api/account", "Authorization: " + authorization);
            }
        } finally {
            sockets.forEach(RawClient::close);
        }
    }

    private void visit(String path, String... headers) {
        try (var visitor = new RawClient(port)) {
            visitor.sends("GET " + path + " HTTP/1.1", "Host: localhost", "Connection: close");
            visitor.sends(headers);
            visitor.sends("");
            assertThat(visitor.status(WITHIN)).as(path).contains(" 200");
        }
    }
}
