package org.imprimatur.web;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.MessageSource;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.util.UriComponentsBuilder;
import org.thymeleaf.spring6.view.ThymeleafViewResolver;

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

    private final ThymeleafViewResolver views;
    private final MessageSource messages;

    Away(ThymeleafViewResolver views, MessageSource messages) {
        this.views = views;
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
        try {
            var view = views.resolveViewName(
                    request.getHeader("HX-Request") == null ? "error" : "error :: note", request.getLocale());
            if (view == null) {
                throw new IllegalStateException("There is no page for errors");
            }
            var told = new HashMap<String, Object>(Map.of("status", response.getStatus(), "message", words));
            RequestIds.current().ifPresent(id -> told.put("request", id));
            var again = Again.of(request);
            if (again != null) {
                told.put("again", again);
            }
            view.render(told, request, response);
        } catch (IOException | RuntimeException e) {
            throw e;
        } catch (Exception e) { // what a view may throw, by its signature
            throw new IllegalStateException(e);
        }
    }

    /**
     * What was sent, to be sent again as it was.
     *
     * @param post whether as a form; else it is a link
     */
    record Again(String address, boolean post, List<Field> fields) {

        /** Null where it cannot be had again: an upload went by, and a password is not written into a page. */
        static @Nullable Again of(HttpServletRequest request) {
            var query = request.getQueryString();
            var path = Address.of(request).replaceFirst("^/+", "/"); // two would name another host
            var address = path + (query == null ? "" : "?" + query);
            if (!HttpMethod.POST.matches(request.getMethod())) {
                return new Again(address, false, List.of());
            }
            var type = request.getContentType();
            var typed = request.getParameterMap();
            if (type == null
                    || !type.startsWith(MediaType.APPLICATION_FORM_URLENCODED_VALUE)
                    || typed.keySet().stream().anyMatch(name -> name.contains("password"))) {
                return null;
            }
            var inAddress =
                    UriComponentsBuilder.newInstance().query(query).build().getQueryParams();
            return new Again(
                    address,
                    true,
                    typed.entrySet().stream()
                            .filter(each -> !inAddress.containsKey(each.getKey()))
                            .flatMap(each -> Stream.of(each.getValue()).map(value -> new Field(each.getKey(), value)))
                            .toList());
        }
    }

    /** One field as it was sent. */
    record Field(String name, String value) {}
}
