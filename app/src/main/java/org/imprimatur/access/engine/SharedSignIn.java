package org.imprimatur.access.engine;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.rest.security.auth.AuthenticationProvider;
import org.camunda.bpm.engine.rest.security.auth.AuthenticationResult;
import org.imprimatur.people.Person;

/** Tells Camunda's webapps who is signed in to the portal. Groups and tenants they read from our tables themselves. */
public class SharedSignIn implements AuthenticationProvider {

    @Override
    public AuthenticationResult extractAuthenticatedUser(HttpServletRequest request, ProcessEngine engine) {
        return request.getAttribute(Person.class.getName()) instanceof Person person
                ? AuthenticationResult.successful(person.id())
                : AuthenticationResult.unsuccessful();
    }

    @Override
    public void augmentResponseByAuthenticationChallenge(HttpServletResponse response, ProcessEngine engine) {
        // Nobody gets here without having signed in; the door before this one sends them to its own page.
    }
}
