package org.imprimatur.access;

import static org.springframework.http.HttpMethod.PATCH;
import static org.springframework.http.HttpMethod.POST;
import static org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher.withDefaults;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;
import org.imprimatur.people.People;
import org.imprimatur.people.People.Account;
import org.imprimatur.people.Person;
import org.imprimatur.people.Tokens;
import org.springframework.http.HttpHeaders;
import org.springframework.security.authentication.BadCredentialsException;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.web.authentication.www.BasicAuthenticationConverter;
import org.springframework.security.web.context.RequestAttributeSecurityContextRepository;
import org.springframework.security.web.util.matcher.OrRequestMatcher;
import org.springframework.security.web.util.matcher.RequestMatcher;
import org.springframework.web.filter.OncePerRequestFilter;

/** Lets programs in, call by call: a personal access token, or by hand a user name and password at bcrypt's price. */
class AuthorizationHeader extends OncePerRequestFilter {

    private static final String BEARER = "bearer ";
    private static final String BASIC = "basic ";

    /** Whoever stole a token would make something of it that outlives it: tokens, accounts, passwords of others. */
    private static final RequestMatcher MAKES_WAYS_IN = new OrRequestMatcher(
            withDefaults().matcher(POST, "/api/tokens"),
            withDefaults().matcher(POST, "/account/tokens"),
            withDefaults().matcher(POST, "/api/people"),
            withDefaults().matcher(PATCH, "/api/people/{id}"),
            withDefaults().matcher(POST, "/admin/people/**"));

    private final People people;
    private final Tokens tokens;
    private final PasswordSignIn passwords;
    private final Answers answers;
    private final BasicAuthenticationConverter basic = new BasicAuthenticationConverter();
    private final RequestAttributeSecurityContextRepository contexts = new RequestAttributeSecurityContextRepository();

    AuthorizationHeader(People people, Tokens tokens, PasswordSignIn passwords, Answers answers) {
        this.people = people;
        this.tokens = tokens;
        this.passwords = passwords;
        this.answers = answers;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        Optional<Account> account;
        try {
            account = account(request);
        } catch (TooManyAttempts e) {
            answers.tooManyAttempts(response, e);
            return;
        }
        if (account.isEmpty()) {
            answers.unauthorized(request, response, "This token or password does not hold.");
            return;
        }
        if (isBearer(request) && MAKES_WAYS_IN.matches(request)) {
            answers.tokenMakesNoWayIn(response);
            return;
        }
        var context = SecurityContextHolder.createEmptyContext();
        context.setAuthentication(PasswordSignIn.signedIn(account.get()));
        SecurityContextHolder.setContext(context);
        contexts.saveContext(context, request, response); // for the second half of an asynchronous answer
        request.setAttribute(Person.class.getName(), account.get().person());
        chain.doFilter(request, response);
    }

    private Optional<Account> account(HttpServletRequest request) {
        var header = request.getHeader(HttpHeaders.AUTHORIZATION);
        if (isBearer(request)) {
            return tokens.owner(header.substring(BEARER.length()).strip())
                    .flatMap(people::account)
                    .filter(account -> account.person().enabled());
        }
        if (header.regionMatches(true, 0, BASIC, 0, BASIC.length())) {
            return byPassword(request);
        }
        return Optional.empty();
    }

    private static boolean isBearer(HttpServletRequest request) {
        return request.getHeader(HttpHeaders.AUTHORIZATION).regionMatches(true, 0, BEARER, 0, BEARER.length());
    }

    private Optional<Account> byPassword(HttpServletRequest request) {
        try {
            var given = basic.convert(request);
            if (given == null || !(given.getCredentials() instanceof String password)) {
                return Optional.empty();
            }
            return Optional.of(passwords.signIn(given.getName(), password, request.getRemoteAddr()));
        } catch (BadCredentialsException e) {
            return Optional.empty(); // wrong, or no Base64, or no colon in it
        }
    }
}
