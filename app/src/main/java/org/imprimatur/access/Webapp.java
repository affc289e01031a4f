package org.imprimatur.access;

import java.util.EnumSet;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.imprimatur.people.Person;
import org.imprimatur.people.Role;

/** Camunda's webapps, and who may open which. */
public enum Webapp {
    WELCOME,
    TASKLIST,
    /** For those who look into the engine. */
    COCKPIT,
    ADMIN;

    private static final Set<Role> LOOK_INTO_THE_ENGINE = EnumSet.of(Role.MODELER, Role.AUDITOR);

    public boolean opensTo(Person person) {
        return switch (this) {
            case WELCOME, TASKLIST -> true;
            case COCKPIT ->
                person.administrator()
                        || person.roles().values().stream()
                                .flatMap(Set::stream)
                                .anyMatch(LOOK_INTO_THE_ENGINE::contains);
            case ADMIN -> person.administrator();
        };
    }

    public static Set<Webapp> openTo(Person person) {
        return Stream.of(values())
                .filter(webapp -> webapp.opensTo(person))
                .collect(Collectors.toCollection(() -> EnumSet.noneOf(Webapp.class)));
    }
}
