package org.imprimatur;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.Base64;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** A program that calls the product over HTTP as one person, with a personal access token of theirs, or as nobody. */
public final class Api {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final String BOUNDARY = "a-part-of-a-test";

    /** By address and person; a password costs a quarter of a second each time, a token nothing. */
    private static final Map<String, String> TOKENS = new ConcurrentHashMap<>();

    private final String address;
    private final @Nullable String authorization;

    private Api(String address, @Nullable String authorization) {
        this.address = address;
        this.authorization = authorization;
    }

    /** Who calls without saying who they are. */
    public static Api nobody(int port) {
        return new Api(address(port), null);
    }

    /** One of the demo's people. */
    public static Api of(int port, String person) {
        return of(port, person, "demo");
    }

    public static Api of(int port, String person, String password) {
        var address = address(port);
        var token = TOKENS.computeIfAbsent(address + " " + person, key -> byPassword(port, person, password)
                .post("/api/tokens", "{\"name\": \"Tests\"}")
                .text("/token"));
        return new Api(address, "Bearer " + token);
    }

    /** For what no token opens: making accounts and tokens. */
    public static Api byPassword(int port, String person, String password) {
        var basic = Base64.getEncoder().encodeToString((person + ":" + password).getBytes(UTF_8));
        return new Api(address(port), "Basic " + basic);
    }

    /** The header that says who calls. */
    public String authorization() {
        return Objects.requireNonNull(authorization, "Nobody calls");
    }

    private static String address(int port) {
        return "http://127.0.0.1:" + port;
    }

    public Answer get(String path, String... headers) {
        return send("GET", path, BodyPublishers.noBody(), headers);
    }

    public Answer post(String path) {
        return send("POST", path, BodyPublishers.noBody());
    }

    public Answer post(String path, String json) {
        return json("POST", path, json);
    }

    public Answer json(String method, String path, String json, String... headers) {
        var all = java.util.Arrays.copyOf(headers, headers.length + 2);
        all[headers.length] = "Content-Type";
        all[headers.length + 1] = "application/json";
        return send(method, path, BodyPublishers.ofString(json), all);
    }

    /** As a browser sends a form. */
    public Answer form(String path, String fields) {
        return send("POST", path, BodyPublishers.ofString(fields), "Content-Type", "application/x-www-form-urlencoded");
    }

    /** Uploads a file without a title. */
    public Answer upload(String brand, String name, byte[] content) {
        return parts("/api/brands/" + brand + "/assets", file(name, content));
    }

    /** Sends parts in this order. */
    public Answer parts(String path, Part... parts) {
        return send("POST", path, BodyPublishers.ofByteArray(body(parts)), "Content-Type", multipart());
    }

    public static String multipart() {
        return "multipart/form-data; boundary=" + BOUNDARY;
    }

    public static byte[] body(Part... parts) {
        var body = new ByteArrayOutputStream();
        for (var part : parts) {
            body.writeBytes(("--" + BOUNDARY + "\r\nContent-Disposition: form-data; " + part.disposition + "\r\n\r\n")
                    .getBytes(UTF_8));
            body.writeBytes(part.content);
            body.writeBytes("\r\n".getBytes(UTF_8));
        }
        body.writeBytes(("--" + BOUNDARY + "--\r\n").getBytes(UTF_8));
        return body.toByteArray();
    }

    public static Part file(String name, byte[] content) {
        return new Part("name=\"file\"; filename=\"" + name + "\"", content);
    }

    public static Part title(String title) {
        return new Part("name=\"title\"", title.getBytes(UTF_8));
    }

    public Answer send(String method, String path, BodyPublisher body, String... headers) {
        var request = HttpRequest.newBuilder(URI.create(path.startsWith("http") ? path : address + path))
                .method(method, body);
        if (authorization != null) {
            request.header("Authorization", authorization);
        }
        for (var i = 0; i < headers.length; i += 2) {
            request.header(headers[i], headers[i + 1]);
        }
        try {
            var response = HTTP.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
            return new Answer(method + " " + path, response);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** A part of an upload. */
    public static final class Part {

        private final String disposition;
        private final byte[] content;

        private Part(String disposition, byte[] content) {
            this.disposition = disposition;
            this.content = content;
        }
    }

    /** What came back. */
    public static final class Answer {

        private final String to;
        private final HttpResponse<byte[]> response;

        private Answer(String to, HttpResponse<byte[]> response) {
            this.to = to;
            this.response = response;
        }

        public int status() {
            return response.statusCode();
        }

        public byte[] body() {
            return response.body();
        }

        public JsonNode json() {
            try {
                return JSON.readTree(text());
            } catch (JsonProcessingException e) {
                throw new AssertionError("No JSON came back: " + this, e);
            }
        }

        /** The text at a JSON pointer; null where there is none. */
        public @Nullable String at(String pointer) {
            var node = json().at(pointer);
            return node.isMissingNode() || node.isNull() ? null : node.asText();
        }

        public String text(String pointer) {
            return Objects.requireNonNull(at(pointer), () -> "Nothing at " + pointer + " of " + this);
        }

        public String text() {
            return new String(response.body(), UTF_8);
        }

        public HttpHeaders headers() {
            return response.headers();
        }

        public @Nullable String header(String name) {
            return response.headers().firstValue(name).orElse(null);
        }

        @Override
        public String toString() {
            return to + " -> " + status() + " " + text();
        }
    }
}
