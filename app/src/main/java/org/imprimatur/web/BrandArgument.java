package org.imprimatur.web;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Map;
import java.util.Optional;
import org.imprimatur.people.Brand;
import org.imprimatur.people.NotPermitted;
import org.imprimatur.people.People;
import org.imprimatur.people.Permissions;
import org.imprimatur.people.Permissions.Action;
import org.imprimatur.people.Person;
import org.jspecify.annotations.Nullable;
import org.springframework.core.MethodParameter;
import org.springframework.stereotype.Component;
import org.springframework.web.bind.support.WebDataBinderFactory;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.method.support.ModelAndViewContainer;
import org.springframework.web.servlet.HandlerMapping;

/**
 * Gives controllers the brand that a request is about: the one its path or its query parameter {@code brand} names,
 * else the one looked at last, else the person's first. Always one they may read. A parameter marked
 * {@code @Nullable} or an {@code Optional} is for people who may belong to none, administrators for instance.
 */
@Component
class BrandArgument implements HandlerMethodArgumentResolver {

    private static final String REMEMBERED = "brand";

    private final People people;
    private final Permissions permissions;
    private final PersonArgument persons;

    BrandArgument(People people, Permissions permissions, PersonArgument persons) {
        this.people = people;
        this.permissions = permissions;
        this.persons = persons;
    }

    @Override
    public boolean supportsParameter(MethodParameter parameter) {
        return parameter.nestedIfOptional().getNestedParameterType() == Brand.class;
    }

    @Override
    public @Nullable Object resolveArgument(
            MethodParameter parameter,
            @Nullable ModelAndViewContainer model,
            NativeWebRequest web,
            @Nullable WebDataBinderFactory binders) {
        var request = web.getNativeRequest(HttpServletRequest.class);
        var brand =
                request == null ? Optional.<Brand>empty() : persons.of(request).flatMap(person -> of(request, person));
        if (parameter.getParameterType() == Optional.class) {
            return brand;
        }
        if (brand.isEmpty() && !Absent.isFine(parameter)) {
            throw new NotPermitted(false, "You belong to no brand yet. An administrator can change that.");
        }
        return brand.orElse(null);
    }

    private Optional<Brand> of(HttpServletRequest request, Person person) {
        var named = inPath(request).or(() -> Optional.ofNullable(request.getParameter("brand")));
        if (named.isPresent()) {
            permissions.require(person, Action.READ, named.get());
            var brand = people.brand(named.get()).orElseThrow(() -> NotPermitted.secret("brand"));
            remember(request, brand);
            return Optional.of(brand);
        }
        return remembered(request)
                .filter(id -> permissions.may(person, Action.READ, id))
                .flatMap(people::brand)
                .or(() -> people.brandsOf(person).stream().findFirst());
    }

    private static Optional<String> inPath(HttpServletRequest request) {
        return request.getAttribute(HandlerMapping.URI_TEMPLATE_VARIABLES_ATTRIBUTE) instanceof Map<?, ?> variables
                        && variables.get("brand") instanceof String brand
                ? Optional.of(brand)
                : Optional.empty();
    }

    private static Optional<String> remembered(HttpServletRequest request) {
        var session = request.getSession(false);
        return session != null && session.getAttribute(REMEMBERED) instanceof String brand
                ? Optional.of(brand)
                : Optional.empty();
    }

    private static void remember(HttpServletRequest request, Brand brand) {
        var session = request.getSession(false);
        if (session != null && !brand.id().equals(session.getAttribute(REMEMBERED))) {
            session.setAttribute(REMEMBERED, brand.id());
        }
    }
}
