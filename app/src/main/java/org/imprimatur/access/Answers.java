package org.imprimatur.access;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.imprimatur.people.Person;
import org.imprimatur.web.Address;
import org.imprimatur.web.KeptRequest;
import org.imprimatur.web.Problems;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.authentication.AnonymousAuthenticationToken;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.web.AuthenticationEntryPoint;
import org.springframework.security.web.access.AccessDeniedHandler;
import org.springframework.security.web.csrf.CsrfException;
import org.springframework.stereotype.Component;

/** How the door says no: a problem to programs, the sign-in page to people, and to htmx the way there. */
@Component
class Answers implements AuthenticationEntryPoint, AccessDeniedHandler {

    static final String SIGN_IN = "/sign-in";

    private static final String SIGN_IN_FIRST = "Sign in first, or send a personal access token.";

    private final SessionEndedPage ended;

    Answers(SessionEndedPage ended) {
        this.ended = ended;
    }

    @Override
    public void commence(HttpServletRequest request, HttpServletResponse response, AuthenticationException notYet)
            throws IOException {
        if (notYet instanceof TooManyAttempts tooMany) {
            tooManyAttempts(response, tooMany);
        } else if (Problems.forPrograms(request)) {
            unauthorized(request, response, SIGN_IN_FIRST);
        } else if (isHtmx(request)) {
            response.sendError(HttpServletResponse.SC_UNAUTHORIZED); // the page stays and asks for sign-in itself
        } else {
            response.sendRedirect(Address.from(request, ReturnPath.signIn("", ReturnPath.wantedBy(request))));
        }
    }

    @Override
    public void handle(HttpServletRequest request, HttpServletResponse response, AccessDeniedException denied)
            throws IOException {
        if (denied instanceof CsrfException) {
            withoutToken(request, response);
        } else if (Problems.forPrograms(request)) {
            write(response, HttpStatus.FORBIDDEN, "not-permitted", "This is not for you.");
        } else {
            response.sendError(HttpServletResponse.SC_FORBIDDEN);
        }
    }

    private void withoutToken(HttpServletRequest request, HttpServletResponse response) throws IOException {
        var person = request.getAttribute(Person.class.getName()) instanceof Person known ? known : null;
        response.setHeader(Problems.CSRF_REFUSED, "true");
        if (Problems.forPrograms(request) || signsInByScript(request)) {
            if (nobody() && !signsInByScript(request)) {
                unauthorized(request, response, SIGN_IN_FIRST);
            } else {
                var words = "This call came without the page's token. Load the page again.";
                write(response, HttpStatus.FORBIDDEN, "csrf", words);
            }
        } else if (signsInOrOut(request) && request.getParameter(KeptRequest.ADDRESS) == null) {
            response.sendRedirect(Address.from(
                    request, ReturnPath.signIn("expired", ReturnPath.in(request)))); // the page's session has ended
        } else if (isHtmx(request)) {
            response.sendError(nobody() ? HttpServletResponse.SC_UNAUTHORIZED : HttpServletResponse.SC_FORBIDDEN);
        } else if (HttpMethod.POST.matches(request.getMethod())) {
            var kept = signsInOrOut(request) ? KeptRequest.carried(request) : KeptRequest.ofOwnPage(request);
            if (person == null) {
                ended.askForSignIn(request, response, kept, null, null, false);
            } else {
                ended.offerToSend(request, response, HttpStatus.FORBIDDEN, kept, person);
            }
        } else {
            response.sendError(HttpServletResponse.SC_FORBIDDEN);
        }
    }

    /** Names Bearer alone, so that no browser opens a window of its own and asks for a password. */
    void unauthorized(HttpServletRequest request, HttpServletResponse response, String words) throws IOException {
        response.setHeader(HttpHeaders.WWW_AUTHENTICATE, "Bearer realm=\"Imprimatur\"");
        write(response, HttpStatus.UNAUTHORIZED, "unauthorized", words);
    }

    void tooManyAttempts(HttpServletResponse response, TooManyAttempts tooMany) throws IOException {
        response.setHeader(HttpHeaders.RETRY_AFTER, Long.toString(tooMany.seconds()));
        write(response, HttpStatus.TOO_MANY_REQUESTS, "too-many-attempts", tooMany.getMessage());
    }

    /** Names no scheme, or browsers would ask for a password in a window of their own. */
    void wrongPassword(HttpServletResponse response) throws IOException {
        write(response, HttpStatus.UNAUTHORIZED, "wrong-password", "Wrong user name or password.");
    }

    void tokenMakesNoWayIn(HttpServletResponse response) throws IOException {
        write(
                response,
                HttpStatus.FORBIDDEN,
                "token-makes-no-way-in",
                "A token makes no other way in: no tokens, no accounts, no passwords. Sign in, or send your user name and password.");
    }

    private static void write(HttpServletResponse response, HttpStatus status, String code, @Nullable String words)
            throws IOException {
        Problems.write(response, Problems.problem(status, code, words, null));
    }

    /** Whoever has no session has no token of it either, and is told what is missing first. */
    private static boolean nobody() {
        var who = SecurityContextHolder.getContext().getAuthentication();
        return who == null || who instanceof AnonymousAuthenticationToken;
    }

    private static boolean isHtmx(HttpServletRequest request) {
        return request.getHeader("HX-Request") != null;
    }

    private static boolean signsInByScript(HttpServletRequest request) {
        return Address.of(request).equals(SIGN_IN) && SignInOutcome.isScript(request);
    }

    private static boolean signsInOrOut(HttpServletRequest request) {
        var path = Address.of(request);
        return path.equals(SIGN_IN) || path.equals("/sign-out");
    }
}
