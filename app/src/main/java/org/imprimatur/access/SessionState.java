package org.imprimatur.access;

import jakarta.servlet.http.HttpServletRequest;
import org.imprimatur.people.Person;
import org.jspecify.annotations.Nullable;
import org.springframework.security.web.csrf.CsrfToken;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * Tells a page of ours who its session belongs to, with a token for its next request. Asking keeps the session alive, so
 * pages ask while somebody types or sends, and not by themselves.
 */
@RestController
class SessionState {

    @GetMapping("/session")
    State state(@Nullable Person person, HttpServletRequest request) {
        var token = request.getAttribute(CsrfToken.class.getName()) instanceof CsrfToken csrf ? csrf.getToken() : null;
        return new State(person == null ? null : person.id(), token);
    }

    /**
     * @param person who is signed in; null when nobody is
     * @param token against forged requests; null for programs, which need none
     */
    record State(@Nullable String person, @Nullable String token) {
        @Override
        public String toString() {
            return "State[person=" + person + "]";
        }
    }
}
