package org.imprimatur.web;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;
import org.imprimatur.people.People;
import org.imprimatur.people.Person;
import org.jspecify.annotations.Nullable;
import org.springframework.core.MethodParameter;
import org.springframework.security.authentication.AuthenticationCredentialsNotFoundException;
import org.springframework.stereotype.Component;
import org.springframework.web.bind.support.WebDataBinderFactory;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.method.support.ModelAndViewContainer;

/**
 * Gives controllers whoever is signed in, as they are in this moment. A parameter marked {@code @Nullable} or an
 * {@code Optional} is for what everybody may see.
 */
@Component
class PersonArgument implements HandlerMethodArgumentResolver {

    private final People people;

    PersonArgument(People people) {
        this.people = people;
    }

    @Override
    public boolean supportsParameter(MethodParameter parameter) {
        return parameter.nestedIfOptional().getNestedParameterType() == Person.class;
    }

    @Override
    public @Nullable Object resolveArgument(
            MethodParameter parameter,
            @Nullable ModelAndViewContainer model,
            NativeWebRequest web,
            @Nullable WebDataBinderFactory binders) {
        var person = Optional.ofNullable(web.getNativeRequest(HttpServletRequest.class))
                .flatMap(this::of);
        if (parameter.getParameterType() == Optional.class) {
            return person;
        }
        if (person.isEmpty() && !Absent.isFine(parameter)) {
            throw new AuthenticationCredentialsNotFoundException("Sign in first.");
        }
        return person.orElse(null);
    }

    /** Asked once per request; whoever checked them at the door has left the answer there. */
    Optional<Person> of(HttpServletRequest request) {
        if (request.getAttribute(Person.class.getName()) instanceof Person person) {
            return Optional.of(person);
        }
        var principal = request.getUserPrincipal();
        var person = principal == null
                ? Optional.<Person>empty()
                : people.find(principal.getName()).filter(Person::enabled);
        person.ifPresent(found -> request.setAttribute(Person.class.getName(), found));
        return person;
    }
}
