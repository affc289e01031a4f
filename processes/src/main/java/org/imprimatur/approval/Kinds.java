package org.imprimatur.approval;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/** The application's beans by the kind of subject they answer for; fetched when asked, since they come after us. */
@Component
class Kinds {

    private final ObjectProvider<Subjects> subjects;
    private final ObjectProvider<Outlet> outlets;

    Kinds(ObjectProvider<Subjects> subjects, ObjectProvider<Outlet> outlets) {
        this.subjects = subjects;
        this.outlets = outlets;
    }

    Subjects subjects(SubjectRef subject) {
        return subjects.stream()
                .filter(each -> each.kind().equals(subject.kind()))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("Nobody answers for subjects of kind " + subject.kind()));
    }

    Outlet outlet(SubjectRef subject) {
        return outlets.stream()
                .filter(each -> each.kind().equals(subject.kind()))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("Nobody publishes subjects of kind " + subject.kind()));
    }
}
