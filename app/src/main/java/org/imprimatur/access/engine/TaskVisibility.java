package org.imprimatur.access.engine;

import org.imprimatur.inbox.Inbox;
import org.imprimatur.people.Permissions;
import org.imprimatur.people.Permissions.Action;
import org.imprimatur.people.Person;
import org.springframework.beans.factory.ObjectProvider;

/** Tells whether a person may know of an open task: whether it is one of a brand that they may read. */
class TaskVisibility {

    private final ObjectProvider<Inbox> inbox;
    private final Permissions permissions;

    TaskVisibility(ObjectProvider<Inbox> inbox, Permissions permissions) {
        this.inbox = inbox;
        this.permissions = permissions;
    }

    boolean visible(String task, Person person) {
        return inbox.getObject()
                .find(task)
                .filter(item -> permissions.may(person, Action.READ, item.brand()))
                .isPresent();
    }
}
