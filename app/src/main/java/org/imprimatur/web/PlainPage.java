package org.imprimatur.web;

import static java.nio.charset.StandardCharsets.UTF_8;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.web.util.HtmlUtils;

/**
 * A problem as a page of some hundred bytes, without template, style or script, for refusals that must be cheap: many of
 * them may be asked for at once, by clients that nobody knows.
 */
final class PlainPage {

    private static final String PAGE = """
            <!doctype html>
            <html lang="en">
            <head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
            <meta name="color-scheme" content="light dark"><title>%1$d · Imprimatur</title></head>
            <body><main role="alert"><h1>Imprimatur</h1><p>%2$s</p></main></body>
            </html>
            """;

    private PlainPage() {}

    static void write(HttpServletResponse response, ProblemDetail problem) throws IOException {
        var words = HtmlUtils.htmlEscape(String.valueOf(problem.getDetail()));
        var page = PAGE.formatted(problem.getStatus(), words).getBytes(UTF_8);
        response.setStatus(problem.getStatus());
        response.setContentType(MediaType.TEXT_HTML_VALUE + ";charset=UTF-8");
        response.setContentLength(page.length);
        response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
        response.setHeader("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'");
        response.setHeader("X-Frame-Options", "DENY");
        response.setHeader("X-Content-Type-Options", "nosniff");
        response.setHeader("Referrer-Policy", "same-origin");
        response.getOutputStream().write(page);
    }
}
