package org.imprimatur.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Base64;

/** A program that calls the product over HTTP as one person, with an access token of theirs. */
final class Api {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private final String address;
    private final String authorization;

    /** @param authorization as the header has it */
    private Api(String address, String authorization) {
        this.address = address;
        this.authorization = authorization;
    }

    static Api withToken(String address, String token) {
        return new Api(address, "Bearer " + token);
    }

    /** One of the demo's people, with a token made for the occasion: a password costs a tenth of a second each time. */
    static Api demo(String address, String person) throws IOException, InterruptedException {
        return signedIn(address, person, "demo");
    }

    /** Somebody with a token made for the occasion. */
    static Api signedIn(String address, String person, String password) throws IOException, InterruptedException {
        var made = byPassword(address, person, password).post("/api/tokens", "{\"name\": \"Bench\"}");
        return withToken(address, made.required("token").textValue());
    }

    /** With the password on each call: for accounts, which no token changes. */
    static Api byPassword(String address, String person, String password) {
        var both = Base64.getEncoder().encodeToString((person + ":" + password).getBytes(UTF_8));
        return new Api(address, "Basic " + both);
    }

    JsonNode get(String path) throws IOException, InterruptedException {
        return send("GET", path, "application/json", BodyPublishers.noBody());
    }

    JsonNode post(String path, String json) throws IOException, InterruptedException {
        return send("POST", path, "application/json", BodyPublishers.ofString(json));
    }

    /** @throws IOException when the answer is none of success */
    JsonNode send(String method, String path, String type, BodyPublisher body)
            throws IOException, InterruptedException {
        var answer = HTTP.send(request(method, path, type, body), BodyHandlers.ofString());
        if (answer.statusCode() / 100 != 2) {
            throw new IOException(method + " " + path + " answered " + answer.statusCode() + " " + answer.body());
        }
        return JSON.readTree(answer.body());
    }

    /** Reads an answer of whatever type; its status. */
    int status(String path) throws IOException, InterruptedException {
        return HTTP.send(request("GET", path, "application/json", BodyPublishers.noBody()), BodyHandlers.discarding())
                .statusCode();
    }

    private HttpRequest request(String method, String path, String type, BodyPublisher body) {
        return HttpRequest.newBuilder(URI.create(address + path))
                .method(method, body)
                .header("Authorization", authorization)
                .header("Content-Type", type)
                .build();
    }
}
