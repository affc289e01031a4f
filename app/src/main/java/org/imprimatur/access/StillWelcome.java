package org.imprimatur.access;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;
import org.imprimatur.people.People;
import org.imprimatur.people.Person;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Asks at each request whether whoever is signed in still is: somebody switched off, or with another password since,
 * is out at once. Leaves the person, with the roles of this moment, to the rest of the request.
 */
class StillWelcome extends OncePerRequestFilter {

    private final People people;

    StillWelcome(People people) {
        this.people = people;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        var authentication = SecurityContextHolder.getContext().getAuthentication();
        if (authentication != null && authentication.getPrincipal() instanceof SignedIn) {
            welcome(authentication)
                    .ifPresentOrElse(
                            person -> request.setAttribute(Person.class.getName(), person), () -> showOut(request));
        }
        chain.doFilter(request, response);
    }

    private Optional<Person> welcome(Authentication authentication) {
        return Optional.of(authentication.getPrincipal())
                .filter(SignedIn.class::isInstance)
                .map(SignedIn.class::cast)
                .flatMap(signedIn ->
                        people.account(signedIn.id()).filter(account -> account.stamp() == signedIn.stamp()))
                .map(People.Account::person)
                .filter(Person::enabled);
    }

    private static void showOut(HttpServletRequest request) {
        SecurityContextHolder.clearContext();
        var session = request.getSession(false);
        if (session != null) {
            session.invalidate();
        }
    }
}
