package org.imprimatur.connections;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.imprimatur.Api;
import org.imprimatur.ImprimaturTest;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.web.servlet.mvc.method.RequestMappingInfoHandlerMapping;

/**
 * Bodies without an end, at every path, with every method and content type, from nobody and from somebody signed in.
 * Each is answered or cut off after a counted number of bytes.
 */
@ImprimaturTest
@ExtendWith(OutputCaptureExtension.class)
class BodyLimitTests {

    /** What is read at most, and what lies in the buffers of two sockets on its way. */
    private static final int AT_MOST = 16_000_000;

    /** The same where an upload is read on after it was refused, so that its sender comes to read the refusal. */
    private static final int AT_MOST_OF_AN_UPLOAD = 400_000_000;

    private static final List<String> METHODS = List.of("POST", "PUT", "DELETE", "PROPFIND");
    private static final List<String> TYPES = List.of(
            "application/x-www-form-urlencoded",
            "APPLICATION/X-WWW-FORM-URLENCODED; charset=utf-16",
            "application/json",
            "multipart/form-data; boundary=b",
            "application/octet-stream");

    @Autowired
    private Collection<RequestMappingInfoHandlerMapping> mappings;

    @LocalServerPort
    private int port;

    @ParameterizedTest
    @MethodSource("types")
    void nobodysBodyIsReadWithoutALimit(String type) throws IOException {
        for (var path : paths()) {
            for (var method : METHODS) {
                assertThat(bytesTaken(method, path, type, null))
                        .as("%s %s with %s", method, path, type)
                        .isLessThan(AT_MOST);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("types")
    void thoseOfSignedInPeopleNeither(String type) throws IOException {
        var authorization = Api.of(port, "creator").authorization();
        for (var path : paths()) {
            for (var method : List.of("POST", "PATCH")) {
                assertThat(bytesTaken(method, path, type, authorization))
                        .as("%s %s with %s", method, path, type)
                        .isLessThan(type.startsWith("multipart") ? AT_MOST_OF_AN_UPLOAD : AT_MOST);
            }
        }
    }

    static List<String> types() {
        return TYPES;
    }

    @ParameterizedTest
    @ValueSource(strings = {"POST", "PUT", "PATCH", "DELETE"})
    void aFormThatAnnouncesTooMuchIsRefusedBeforeItIsSent(String method) {
        try (var client = new RawClient(port)) {
            client.sends(
                    method + " /sign-in HTTP/1.1",
                    "Host: localhost",
                    "Content-Type: application/x-www-form-urlencoded",
                    "Content-Length: 600000",
                    "");

            assertThat(client.status(10_000)).contains(" 413");
        }
    }

    @Test
    void theProblemNamesTheLimit() {
        var answer = Api.nobody(port).form("/api/tokens", "a=" + "b".repeat(530_000));

        assertThat(answer.status()).isEqualTo(413);
        assertThat(answer.text("/type")).isEqualTo("/problems/content-too-large");
        assertThat(answer.text("/detail")).contains("524,288 bytes");
    }

    @Test
    void thePageSaysTheSame() {
        var answer = Api.nobody(port).form("/sign-in", "a=" + "b".repeat(530_000));

        assertThat(answer.status()).isEqualTo(413);
        assertThat(answer.text()).contains("524,288 bytes");
    }

    @Test
    void jsonThatIsTooLargeIsRefusedWithItsLimit() {
        var answer =
                Api.of(port, "creator").post("/api/brands/aurora/posts", "{\"title\":\"" + "x".repeat(540_000) + "\"}");

        assertThat(answer.status()).isEqualTo(413);
        assertThat(answer.text("/detail")).contains("524,288 bytes");
    }

    @ParameterizedTest
    @ValueSource(ints = {3, 90, 2_000})
    void headersBehindABodyAreCountedAndLeaveNoTraceInTheLog(int trailers, CapturedOutput log) {
        var end = Stream.concat(
                Stream.of("1", "x", "0"), Stream.generate(() -> "c: d").limit(trailers));
        try (var client = new RawClient(port)) {
            client.sends(
                    "POST /sign-in HTTP/1.1",
                    "Host: localhost",
                    "Transfer-Encoding: chunked",
                    "Content-Type: application/x-www-form-urlencoded",
                    "Connection: close",
                    "");
            client.sends(Stream.concat(end, Stream.of("")).toArray(String[]::new));

            client.status(10_000);
        }

        assertThat(log.getAll()).doesNotContain("Error finishing request");
    }

    private Set<String> paths() {
        var paths = new TreeSet<>(List.of(
                "/camunda/api/engine/engine/default/task",
                "/camunda/api/engine/engine/default/task/1/submit-form",
                "/camunda/api/admin/auth/user/default/login/tasklist",
                "/camunda/app/tasklist/default/",
                "/engine-rest/task",
                "/actuator/health",
                "/sign-out",
                "/build/nothing.js",
                "/nowhere"));
        mappings.stream()
                .flatMap(mapping -> mapping.getHandlerMethods().keySet().stream())
                .flatMap(info -> info.getPatternValues().stream())
                .map(pattern -> pattern.replaceAll("\\{[^}]*}", "aurora").replace("**", "x"))
                .forEach(paths::add);
        return paths;
    }

    /** How many bytes of an endless body the server takes before it answers or hangs up. */
    private long bytesTaken(String method, String path, String type, @Nullable String authorization)
            throws IOException {
        try (var client = new RawClient(port)) {
            client.sends(Stream.concat(
                            Stream.of(
                                    method + " " + path + " HTTP/1.1",
                                    "Host: localhost",
                                    "Transfer-Encoding: chunked",
                                    "Content-Type: " + type),
                            Stream.concat(
                                    Stream.ofNullable(authorization).map(value -> "Authorization: " + value),
                                    Stream.of("")))
                    .toArray(String[]::new));
            var piece = new byte[64 * 1024];
            Arrays.fill(piece, (byte) 'a');
            var chunk = ("10000\r\n" + new String(piece, ISO_8859_1) + "\r\n").getBytes(ISO_8859_1);
            long taken = 0;
            while (taken < AT_MOST_OF_AN_UPLOAD && !client.hasAnswer()) {
                try {
                    client.body().write(chunk);
                } catch (IOException cutOff) {
                    return taken;
                }
                taken += piece.length;
            }
            return taken;
        }
    }
}
