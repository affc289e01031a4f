package org.imprimatur.access;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.imprimatur.approval.Claims;
import org.imprimatur.inbox.InboxItem;
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
    private final Claims claims;

    Accounts(People people, Claims claims) {
        this.people = people;
        this.claims = claims;
    }

    /** Changes an account as {@link #change} does, and tells which of its claims ended by that. */
    Changed changeAndTell(String id, People.Change change, @Nullable Map<String, Set<Role>> roles, String by) {
        var before = claims.heldBy(id);
        var person = change(id, change, roles, by);
        var kept = claims.heldBy(id).stream().map(InboxItem::task).toList();
        return new Changed(
                person,
                before.stream().filter(item -> !kept.contains(item.task())).toList());
    }

    /**
     * An account after a change.
     *
     * @param released the tasks that they had claimed and may not decide any more
     */
    record Changed(Person person, List<InboxItem> released) {}

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
