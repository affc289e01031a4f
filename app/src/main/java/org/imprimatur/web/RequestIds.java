package org.imprimatur.web;

import jakarta.servlet.ServletException;
import java.io.IOException;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ValveBase;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;
import org.springframework.boot.web.embedded.tomcat.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.stereotype.Component;

/**
 * Gives each request an id that stands in every line of the log written on its way, in its answer and in a problem, so
 * that what a person saw can be found. A proxy in front may bring one in {@code X-Request-Id}.
 *
 * <p>A valve and no filter: Tomcat writes of what broke when all filters are through.
 */
@Component
class RequestIds implements WebServerFactoryCustomizer<TomcatServletWebServerFactory> {

    static final String HEADER = "X-Request-Id";

    /** Its name in the log. */
    static final String KEY = "request_id";

    /** Nothing that could pretend to be a line or a field of its own, and not longer than one wants to read. */
    private static final Pattern SANE = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{7,63}");

    /** Of the request that this thread is working on; empty for work that nobody asked for. */
    static Optional<String> current() {
        return Optional.ofNullable(MDC.get(KEY));
    }

    @Override
    public void customize(TomcatServletWebServerFactory factory) {
        factory.addEngineValves(new Marking());
    }

    private static String sane(@Nullable String given) {
        return given != null && SANE.matcher(given).matches()
                ? given
                : UUID.randomUUID().toString();
    }

    private static final class Marking extends ValveBase {

        Marking() {
            super(true); // also for answers that are given later
        }

        @Override
        public void invoke(Request request, Response response) throws IOException, ServletException {
            var id = request.getAttribute(KEY) instanceof String known ? known : sane(request.getHeader(HEADER));
            request.setAttribute(KEY, id);
            response.setHeader(HEADER, id);
            MDC.put(KEY, id);
            try {
                getNext().invoke(request, response);
            } finally {
                MDC.remove(KEY);
            }
        }
    }
}
