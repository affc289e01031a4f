package org.imprimatur.access;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.CookieManager;
import java.net.HttpCookie;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Pattern;

/** Somebody at the door: a browser with its cookies, which follows no redirect by itself. */
public class Visitor {

    private static final Pattern CSRF = Pattern.compile("name=\"_csrf\" value=\"([^\"]+)\"");

    private final String address;
    private final CookieManager cookies;
    private final HttpClient http;

    public Visitor(int port) {
        this(port, new CookieManager());
    }

    private Visitor(int port, CookieManager cookies) {
        this.address = "http://localhost:" + port; // the JDK's cookie store takes no cookies from bare addresses
        this.cookies = cookies;
        this.http = HttpClient.newBuilder().cookieHandler(cookies).build();
    }

    /** The same browser, at another node: ports share cookies. */
    public Visitor at(int port) {
        return new Visitor(port, cookies);
    }

    public static Visitor signedIn(int port, String name, String password) {
        var visitor = new Visitor(port);
        visitor.signIn(name, password);
        return visitor;
    }

    public HttpResponse<String> signIn(String name, String password) {
        return form("/sign-in", "username", name, "password", password, "_csrf", csrf("/sign-in"));
    }

    public HttpResponse<String> signOut() {
        return form("/sign-out", "_csrf", csrf("/"));
    }

    /** The token against forged requests that the forms of a page send. */
    public String csrf(String page) {
        var answer = get(page);
        var csrf = CSRF.matcher(answer.body());
        if (!csrf.find()) {
            throw new AssertionError(page + " has no token against forged requests: " + answer.statusCode());
        }
        return csrf.group(1);
    }

    public HttpResponse<String> get(String path, String... headers) {
        return send("GET", path, HttpRequest.BodyPublishers.noBody(), headers);
    }

    public HttpResponse<String> form(String path, String... fields) {
        var body = new StringBuilder();
        for (var i = 0; i < fields.length; i += 2) {
            body.append(i == 0 ? "" : "&")
                    .append(fields[i])
                    .append('=')
                    .append(URLEncoder.encode(fields[i + 1], UTF_8));
        }
        return send(
                "POST",
                path,
                HttpRequest.BodyPublishers.ofString(body.toString()),
                "Content-Type",
                "application/x-www-form-urlencoded");
    }

    /** As Camunda's webapps send it, with their token against forged requests. */
    public HttpResponse<String> camunda(String method, String path, String json, String... headers) {
        var all = java.util.Arrays.copyOf(headers, headers.length + 2);
        all[headers.length] = "X-XSRF-TOKEN";
        all[headers.length + 1] = cookie("XSRF-TOKEN").orElse("none");
        return json(method, path, json, all);
    }

    public HttpResponse<String> json(String method, String path, String json, String... headers) {
        var all = java.util.Arrays.copyOf(headers, headers.length + 2);
        all[headers.length] = "Content-Type";
        all[headers.length + 1] = "application/json";
        return send(method, path, HttpRequest.BodyPublishers.ofString(json), all);
    }

    public HttpResponse<String> send(String method, String path, HttpRequest.BodyPublisher body, String... headers) {
        var request = HttpRequest.newBuilder(URI.create(address + path)).method(method, body);
        for (var i = 0; i < headers.length; i += 2) {
            request.header(headers[i], headers[i + 1]);
        }
        try {
            return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    Optional<String> cookie(String name) {
        return cookies.getCookieStore().getCookies().stream()
                .filter(cookie -> cookie.getName().startsWith(name))
                .map(HttpCookie::getValue)
                .reduce((first, last) -> last);
    }

    Optional<String> cookieName(String start) {
        return cookies.getCookieStore().getCookies().stream()
                .map(HttpCookie::getName)
                .filter(name -> name.startsWith(start))
                .findFirst();
    }

    public static String basic(String name, String password) {
        return "Basic " + Base64.getEncoder().encodeToString((name + ":" + password).getBytes(UTF_8));
    }
}
