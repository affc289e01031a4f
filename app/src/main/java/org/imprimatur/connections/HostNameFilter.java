package org.imprimatur.connections;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Locale;
import java.util.Set;
import org.imprimatur.web.Problems;
import org.springframework.context.MessageSource;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatusCode;
import org.springframework.web.filter.OncePerRequestFilter;

/** Answers 421 (Misdirected Request, RFC 9110, 15.5.20) to host names that are not ours. */
final class HostNameFilter extends OncePerRequestFilter {

    private static final HttpStatusCode MISDIRECTED = HttpStatusCode.valueOf(421); // Spring has no name for it

    private final Set<String> answered;
    private final MessageSource messages;

    /** @param answered in lower case; IPv6 addresses in brackets */
    HostNameFilter(Set<String> answered, MessageSource messages) {
        this.answered = answered;
        this.messages = messages;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        if (request.getHeader(HttpHeaders.HOST) != null
                && answered.contains(request.getServerName().toLowerCase(Locale.ROOT))) {
            chain.doFilter(request, response);
            return;
        }
        Problems.answer(
                request,
                response,
                Problems.problem(
                        MISDIRECTED,
                        "unknown-host",
                        messages.getMessage("request.unknown-host", null, request.getLocale()),
                        null));
    }
}
