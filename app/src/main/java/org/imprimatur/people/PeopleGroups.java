package org.imprimatur.people;

import java.util.Set;
import org.imprimatur.approval.Groups;
import org.springframework.stereotype.Component;

/** Answers the approval domain from our own tables. */
@Component
class PeopleGroups implements Groups {

    private final People people;

    PeopleGroups(People people) {
        this.people = people;
    }

    @Override
    public Set<String> of(String person) {
        return people.find(person).filter(Person::enabled).map(Person::groups).orElse(Set.of());
    }
}
