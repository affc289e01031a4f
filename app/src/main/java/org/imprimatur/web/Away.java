package org.imprimatur.web;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.MessageSource;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Says that the database is away, before all that asks it: who somebody is and what they may lies in it, too, so
 * nothing behind this filter can answer then. Programs get a problem; people get a page that needs no database, and that
 * holds what they had typed behind a button which sends it again.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE + 2) // behind what says under which prefix we are asked, and what counts answers
class Away extends OncePerRequestFilter {

    /** In seconds; a server that was killed is back by then. */
    static final String RETRY_AFTER = "5";

    private static final Logger log = LoggerFactory.getLogger(Away.class);
    private static final String POLICY =
            "default-src 'self'; object-src 'none'; base-uri 'self'; form-action 'self';" + " frame-ancestors 'self'";

    private final PageWriter pages;
    private final MessageSource messages;

    Away(PageWriter pages, MessageSource messages) {
        this.pages = pages;
        this.messages = messages;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        try {
            chain.doFilter(request, response);
        } catch (ServletException | IOException | RuntimeException e) {
            var away = DatabaseAway.in(e);
            if (away.isEmpty() || response.isCommitted()) {
                throw e;
            }
            log.info("{} {} waits for the database: {}", request.getMethod(), Address.of(request), e.toString());
            tell(request, response, messages.getMessage(away.get().words(), null, request.getLocale()));
        }
    }

    private void tell(HttpServletRequest request, HttpServletResponse response, String words) throws IOException {
        var problem = Problems.problem(HttpStatus.SERVICE_UNAVAILABLE, "service-unavailable", words, null);
        response.resetBuffer();
        response.setStatus(problem.getStatus());
        response.setHeader(HttpHeaders.RETRY_AFTER, RETRY_AFTER);
        response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
        if (Problems.forPrograms(request)) {
            Problems.write(response, problem);
        } else {
            page(request, response, words);
        }
    }

    private void page(HttpServletRequest request, HttpServletResponse response, String words) throws IOException {
        response.setHeader("Content-Security-Policy", POLICY);
        response.setHeader("X-Content-Type-Options", "nosniff");
        for (var asksTheDatabase : List.of(Frame.ATTRIBUTE, "_csrf")) {
            request.removeAttribute(asksTheDatabase);
        }
        var told = new HashMap<String, Object>(Map.of("status", response.getStatus(), "message", words));
        RequestIds.current().ifPresent(id -> told.put("request", id));
        var again = KeptRequest.of(request);
        if (again != null) {
            told.put("again", again);
        }
        pages.write(request.getHeader("HX-Request") == null ? "error" : "error :: note", told, request, response);
    }
}
