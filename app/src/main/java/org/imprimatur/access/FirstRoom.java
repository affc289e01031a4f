package org.imprimatur.access;

import static org.imprimatur.people.Role.BRAND_MANAGER;
import static org.imprimatur.people.Role.CREATOR;
import static org.imprimatur.people.Role.LIBRARIAN;
import static org.imprimatur.people.Role.REVIEWER;

import java.util.Set;
import java.util.stream.Collectors;
import org.imprimatur.people.Person;

/** Where people begin who asked for no page in particular: with what waits for somebody like them. */
final class FirstRoom {

    static final String HOME = "/";

    private FirstRoom() {}

    /** Who writes sees all that moves; who only decides, what there is to decide on. */
    static String of(Person person) {
        var roles = person.roles().values().stream().flatMap(Set::stream).collect(Collectors.toSet());
        if (roles.isEmpty()) {
            return person.administrator() ? "/admin/people" : HOME;
        }
        if (roles.contains(CREATOR)) {
            return HOME;
        }
        if (roles.contains(REVIEWER) || roles.contains(BRAND_MANAGER)) {
            return "/inbox";
        }
        return roles.contains(LIBRARIAN) ? "/library?state=cataloged" : HOME;
    }
}
