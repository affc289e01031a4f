package org.imprimatur.bench;

import static java.net.URLEncoder.encode;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.CookieManager;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What a browser does for a page, without drawing it: somebody signed in, with cookies. */
final class PortalSession {

    private static final Pattern CSRF = Pattern.compile("name=\"_csrf\" value=\"([^\"]+)\"");

    private final String address;
    private final HttpClient http = HttpClient.newBuilder()
            .cookieHandler(new CookieManager())
            .version(HttpClient.Version.HTTP_1_1)
            .build();

    /** @param person null for nobody */
    PortalSession(String address, @Nullable String person, String password) throws IOException, InterruptedException {
        this.address = address.replace("127.0.0.1", "localhost"); // the JDK stores no cookies of bare addresses
        if (person != null) {
            var page = http.send(request("/sign-in").build(), BodyHandlers.ofString());
            var token = CSRF.matcher(page.body());
            if (!token.find()) {
                throw new IOException("The sign-in page has no token");
            }
            var form = "username=" + encode(person, UTF_8) + "&password=" + encode(password, UTF_8) + "&_csrf="
                    + encode(token.group(1), UTF_8);
            var answer = http.send(
                    request("/sign-in")
                            .header("Content-Type", "application/x-www-form-urlencoded")
                            .POST(BodyPublishers.ofString(form))
                            .build(),
                    BodyHandlers.discarding());
            if (answer.statusCode() != 302) {
                throw new IOException(person + " cannot sign in: " + answer.statusCode());
            }
        }
    }

    /** Reads a page to its end; its status. */
    int status(String path) throws IOException, InterruptedException {
        return http.send(request(path).build(), BodyHandlers.discarding()).statusCode();
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(address + path)).header("Accept", "text/html,*/*");
    }
}
