package org.imprimatur.connections;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.imprimatur.people.Person;
import org.springframework.web.filter.OncePerRequestFilter;

/** Tell a connection whose request it carries: first the address, or the session where it is known, and then the person. */
final class ClientFilters {

    private ClientFilters() {}

    /** Has to run when the headers of a trusted proxy have been read, and before anything reads the body. */
    static final class ClientAddressFilter extends OncePerRequestFilter {

        private final KnownCredentials known;

        ClientAddressFilter(KnownCredentials known) {
            this.known = known;
        }

        @Override
        protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
                throws ServletException, IOException {
            ClientConnection.current().ifPresent(connection -> known.of(request)
                    .filter(known::contains)
                    .ifPresentOrElse(connection::recognized, () -> connection.from(request.getRemoteAddr())));
            chain.doFilter(request, response);
        }
    }

    /** Has to run behind Spring Security. */
    static final class SignedInClientFilter extends OncePerRequestFilter {

        @Override
        protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
                throws ServletException, IOException {
            if (request.getAttribute(Person.class.getName()) instanceof Person person) {
                ClientConnection.current().ifPresent(connection -> connection.signedIn(person.id()));
                AnonymousCallFilter.identified(request);
            }
            chain.doFilter(request, response);
        }
    }
}
