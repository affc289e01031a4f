package org.imprimatur.access;

import java.util.Map;
import java.util.Set;
import org.imprimatur.people.People;
import org.imprimatur.people.Person;
import org.imprimatur.people.Role;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** One form, one transaction: an account's fields and its roles change together or not at all. */
@Component
@Transactional
class Accounts {

    private final People people;

    Accounts(People people) {
        this.people = people;
    }

    /** Whoever becomes an administrator gives deciding roles up first; whoever stops being one may take some after. */
    Person change(String id, People.Change change, @Nullable Map<String, Set<Role>> roles, String by) {
        people.check(id, change, roles);
        if (roles == null) {
            return people.update(id, change, by);
        }
        if (Boolean.TRUE.equals(change.administrator())) {
            people.assign(id, roles, by);
            return people.update(id, change, by);
        }
        people.update(id, change, by);
        return people.assign(id, roles, by);
    }
}
