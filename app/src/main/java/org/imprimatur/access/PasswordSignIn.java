package org.imprimatur.access;

import java.util.List;
import org.imprimatur.people.People;
import org.imprimatur.people.People.Account;
import org.springframework.security.authentication.AuthenticationProvider;
import org.springframework.security.authentication.BadCredentialsException;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.stereotype.Component;

/** A user name and its password; unknown, switched off and wrong are one and the same answer. */
@Component
class PasswordSignIn implements AuthenticationProvider {

    private final People people;

    PasswordSignIn(People people) {
        this.people = people;
    }

    @Override
    public Authentication authenticate(Authentication authentication) {
        var password = authentication.getCredentials() instanceof String given ? given : "";
        return people.authenticate(authentication.getName(), password)
                .map(PasswordSignIn::signedIn)
                .orElseThrow(() -> new BadCredentialsException("That user name and password do not belong together."));
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
