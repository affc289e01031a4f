package org.imprimatur.access;

import static org.springframework.http.HttpMethod.GET;
import static org.springframework.http.HttpMethod.POST;
import static org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher.withDefaults;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import org.imprimatur.people.Person;
import org.imprimatur.web.ConcurrentCallLimit;
import org.springframework.boot.autoconfigure.security.SecurityProperties;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.security.web.util.matcher.OrRequestMatcher;
import org.springframework.security.web.util.matcher.RequestMatcher;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Limits the calls of one person that search, compare or read a lot, on this node: 429 with {@code Retry-After} where one
 * has too many at a time. Files, uploads and what changes one thing are not counted.
 */
@Component
@Order(SecurityProperties.DEFAULT_FILTER_ORDER + 2) // behind what says who calls, and that they are signed in
class CostlyCallFilter extends OncePerRequestFilter {

    /** Less than half of the connections to the database, so that one person leaves most of them to the others. */
    private static final int IN_PROGRESS = 4;

    /** A browser sends at most six requests at a time over HTTP/1.1; over HTTP/2 a page of Cockpit sends about twenty. */
    private static final int IN_LINE = 24;

    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final String RETRY_AFTER = "5"; // s

    private static final RequestMatcher COSTLY = new OrRequestMatcher(
            withDefaults().matcher("/camunda/api/**"),
            withDefaults().matcher(GET, "/api/tasks"),
            withDefaults().matcher(GET, "/api/brands/{brand}/posts"),
            withDefaults().matcher(GET, "/api/brands/{brand}/assets"),
            withDefaults().matcher(GET, "/api/brands/{brand}/publications"),
            withDefaults().matcher(GET, "/api/people"),
            withDefaults().matcher(GET, "/api/audit/**"),
            withDefaults().matcher(POST, "/api/reconciliations"),
            withDefaults().matcher(GET, "/"),
            withDefaults().matcher(GET, "/inbox/**"),
            withDefaults().matcher(GET, "/review/**"),
            withDefaults().matcher(GET, "/posts/**"),
            withDefaults().matcher(GET, "/library/**"),
            withDefaults().matcher(GET, "/admin/**"));

    private final ConcurrentCallLimit limit;

    CostlyCallFilter() {
        this(new ConcurrentCallLimit(IN_PROGRESS, IN_LINE, PATIENCE));
    }

    CostlyCallFilter(ConcurrentCallLimit limit) {
        this.limit = limit;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        if (!(request.getAttribute(Person.class.getName()) instanceof Person person) || !COSTLY.matches(request)) {
            chain.doFilter(request, response);
        } else if (limit.begin(person.id())) {
            try {
                chain.doFilter(request, response);
            } finally {
                limit.end(person.id());
            }
        } else {
            response.setHeader(HttpHeaders.RETRY_AFTER, RETRY_AFTER);
            response.sendError(HttpStatus.TOO_MANY_REQUESTS.value());
        }
    }
}
