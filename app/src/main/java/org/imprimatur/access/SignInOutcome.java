package org.imprimatur.access;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Objects;
import java.util.Optional;
import org.imprimatur.people.People;
import org.imprimatur.people.Person;
import org.imprimatur.web.Address;
import org.imprimatur.web.KeptRequest;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.web.authentication.AuthenticationFailureHandler;
import org.springframework.security.web.authentication.AuthenticationSuccessHandler;
import org.springframework.stereotype.Component;

/**
 * Answers a sign-in in the way that it was made: from the sign-in page with a redirect, from a page that holds what was
 * typed with that page, from a script, which asks for JSON, with a status and a problem.
 */
@Component
class SignInOutcome implements AuthenticationSuccessHandler, AuthenticationFailureHandler {

    private final People people;
    private final Diary diary;
    private final Answers answers;
    private final SessionEndedPage ended;

    SignInOutcome(People people, Diary diary, Answers answers, SessionEndedPage ended) {
        this.people = people;
        this.diary = diary;
        this.answers = answers;
        this.ended = ended;
    }

    @Override
    public void onAuthenticationSuccess(HttpServletRequest request, HttpServletResponse response, Authentication who)
            throws IOException {
        diary.signedIn(who.getName());
        var person = people.find(who.getName());
        if (isScript(request)) {
            response.setStatus(HttpServletResponse.SC_NO_CONTENT);
            return;
        }
        var kept = KeptRequest.carried(request);
        if (kept != null && person.isPresent()) {
            ended.offerToSend(request, response, HttpStatus.OK, kept, person.get());
        } else {
            response.sendRedirect(Address.from(request, next(request, person)));
        }
    }

    @Override
    public void onAuthenticationFailure(
            HttpServletRequest request, HttpServletResponse response, AuthenticationException refused)
            throws IOException {
        var wait = refused instanceof TooManyAttempts tooMany ? tooMany : null;
        if (isScript(request)) {
            if (wait == null) {
                answers.wrongPassword(response);
            } else {
                answers.tooManyAttempts(response, wait);
            }
            return;
        }
        var kept = KeptRequest.carried(request);
        if (kept != null) {
            ended.askForSignIn(request, response, kept, request.getParameter("username"), wait, wait == null);
        } else {
            var said = wait == null ? "refused" : "wait=" + wait.minutes();
            response.sendRedirect(Address.from(request, ReturnPath.signIn(said, ReturnPath.in(request))));
        }
    }

    static boolean isScript(HttpServletRequest request) {
        return Objects.requireNonNullElse(request.getHeader(HttpHeaders.ACCEPT), "")
                .contains(MediaType.APPLICATION_JSON_VALUE);
    }

    private static String next(HttpServletRequest request, Optional<Person> person) {
        return ReturnPath.in(request).orElseGet(() -> person.map(FirstRoom::of).orElse(FirstRoom.HOME));
    }
}
