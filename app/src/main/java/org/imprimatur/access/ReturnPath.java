package org.imprimatur.access;

import static java.nio.charset.StandardCharsets.UTF_8;

import jakarta.servlet.http.HttpServletRequest;
import java.net.URLEncoder;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import org.imprimatur.web.Address;
import org.imprimatur.web.LocalPath;
import org.imprimatur.web.Problems;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;

/**
 * The page that somebody wanted who had to sign in first. It travels as a checked parameter through the sign-in page, so
 * nothing of an anonymous request is stored.
 */
final class ReturnPath {

    static final String PARAMETER = "continue";

    /** No pages, or none that one continues with. */
    private static final Pattern NO_PAGE =
            Pattern.compile("/(|api/.*|camunda/api/.*|build/.*|error|session|sign-(in|out))");

    private ReturnPath() {}

    /** The wanted page of a request that has to sign in, with its query; empty for parts of pages, calls and forms. */
    static Optional<String> wantedBy(HttpServletRequest request) {
        if (!HttpMethod.GET.matches(request.getMethod())
                || request.getHeader("HX-Request") != null
                || Problems.forPrograms(request)
                || !Objects.requireNonNullElse(request.getHeader(HttpHeaders.ACCEPT), "")
                        .contains("text/html")) {
            return Optional.empty();
        }
        var query = request.getQueryString();
        return checked(Address.of(request) + (query == null ? "" : "?" + query));
    }

    /** The parameter of the sign-in page or form; empty when it is no page of ours. */
    static Optional<String> in(HttpServletRequest request) {
        return checked(request.getParameter(PARAMETER));
    }

    static Optional<String> checked(@Nullable String given) {
        return LocalPath.of(given)
                .filter(path -> !NO_PAGE.matcher(path.split("[?#]", 2)[0]).matches());
    }

    /** The sign-in page that leads on to the page; {@code said} is what it tells, like {@code refused}, or empty. */
    static String signIn(String said, Optional<String> page) {
        var parameter = page.map(path -> PARAMETER + "=" + URLEncoder.encode(path, UTF_8))
                .orElse("");
        var query = said + (said.isEmpty() || parameter.isEmpty() ? "" : "&") + parameter;
        return Answers.SIGN_IN + (query.isEmpty() ? "" : "?" + query);
    }
}
