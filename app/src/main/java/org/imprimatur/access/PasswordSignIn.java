package org.imprimatur.access;

import java.time.Duration;
import java.util.List;
import org.imprimatur.people.People;
import org.imprimatur.people.People.Account;
import org.imprimatur.web.ConcurrentCallLimit;
import org.imprimatur.web.ConcurrentCallLimit.Order;
import org.jspecify.annotations.Nullable;
import org.springframework.security.authentication.AuthenticationProvider;
import org.springframework.security.authentication.BadCredentialsException;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.web.authentication.WebAuthenticationDetails;
import org.springframework.stereotype.Component;

/** A user name and its password; unknown, switched off and wrong are one and the same answer. */
@Component
class PasswordSignIn implements AuthenticationProvider {

    /**
     * How many passwords are compared at once, on this node. Far fewer than an account has attempts, or right ones that
     * come together would use them up; and a comparison is meant to cost, so they would take every core.
     */
    private static final int AT_ONCE = 4;

    /** Of them, how many of one account: nobody holds up all others with a password, not even with a right one. */
    private static final int AT_ONCE_PER_ACCOUNT = 2;

    /** How many of one account wait; a program may begin with several calls at once. */
    private static final int IN_LINE_PER_ACCOUNT = 14;

    /** How many of all accounts wait; fewer than the threads that serve those who are not signed in. */
    private static final int IN_LINE = 80;

    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final People people;
    private final SignInAttempts attempts;
    private final Diary diary;
    private final ConcurrentCallLimit turns = new ConcurrentCallLimit(
            AT_ONCE_PER_ACCOUNT, IN_LINE_PER_ACCOUNT, PATIENCE.multipliedBy(2), AT_ONCE, IN_LINE, Order.OLDEST_FIRST);

    PasswordSignIn(People people, SignInAttempts attempts, Diary diary) {
        this.people = people;
        this.attempts = attempts;
        this.diary = diary;
    }

    /**
     * Whose name and password these are.
     *
     * @param from the address they come from
     * @throws BadCredentialsException when they do not belong together
     * @throws TooManyAttempts when they were not even compared
     */
    Account signIn(String name, String password, @Nullable String from) {
        if (!turns.begin(name)) {
            throw tooMany();
        }
        try {
            attempts.take(name, from);
            var account = people.authenticate(name, password);
            if (account.isEmpty()) {
                diary.refused(name, from);
                throw new BadCredentialsException("That user name and password do not belong together.");
            }
            attempts.giveBack(name, from);
            return account.get();
        } finally {
            turns.end(name);
        }
    }

    private static TooManyAttempts tooMany() {
        return new TooManyAttempts("Too many people are signing in at this moment.", PATIENCE);
    }

    @Override
    public Authentication authenticate(Authentication authentication) {
        var password = authentication.getCredentials() instanceof String given ? given : "";
        var from = authentication.getDetails() instanceof WebAuthenticationDetails details
                ? details.getRemoteAddress()
                : null;
        return signedIn(signIn(authentication.getName(), password, from));
    }

    @Override
    public boolean supports(Class<?> authentication) {
        return UsernamePasswordAuthenticationToken.class.isAssignableFrom(authentication);
    }

    static Authentication signedIn(Account account) {
        return UsernamePasswordAuthenticationToken.authenticated(
                new SignedIn(account.person().id(), account.stamp()), null, List.of());
    }
}
