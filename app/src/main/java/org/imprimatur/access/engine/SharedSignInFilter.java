package org.imprimatur.access.engine;

import java.util.Set;
import java.util.stream.Collectors;
import org.camunda.bpm.webapp.impl.security.auth.Authentications;
import org.camunda.bpm.webapp.impl.security.auth.ContainerBasedAuthenticationFilter;
import org.camunda.bpm.webapp.impl.security.auth.UserAuthentication;
import org.imprimatur.people.Person;
import org.springframework.web.context.request.RequestAttributes;
import org.springframework.web.context.request.RequestContextHolder;

/**
 * Camunda keeps what it knows of somebody in the session. Here it asks anew as soon as their roles are others, so that
 * a role that was taken away is gone with the next click.
 */
class SharedSignInFilter extends ContainerBasedAuthenticationFilter {

    @Override
    protected boolean existisAuthentication(Authentications known, String engine, String user) {
        return super.existisAuthentication(known, engine, user)
                && known.getAuthenticationForProcessEngine(engine) instanceof UserAuthentication authentication
                && RequestContextHolder.currentRequestAttributes()
                                .getAttribute(Person.class.getName(), RequestAttributes.SCOPE_REQUEST)
                        instanceof Person person
                && brandGroups(authentication).equals(person.groups())
                && authentication.getGroupIds().contains("administrators") == person.administrator();
    }

    private static Set<String> brandGroups(UserAuthentication authentication) {
        return authentication.getGroupIds().stream()
                .filter(group -> group.indexOf(':') > 0)
                .collect(Collectors.toSet());
    }
}
