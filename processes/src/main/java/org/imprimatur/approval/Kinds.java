package org.imprimatur.approval;

import java.util.List;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;
import org.springframework.util.function.SingletonSupplier;

/** The application's beans by the kind of subject they answer for; fetched at first use, since they come after us. */
@Component
class Kinds {

    private final SingletonSupplier<List<Subjects>> subjects;
    private final SingletonSupplier<List<Outlet>> outlets;

    Kinds(ObjectProvider<Subjects> subjects, ObjectProvider<Outlet> outlets) {
        this.subjects = SingletonSupplier.of(() -> subjects.stream().toList());
        this.outlets = SingletonSupplier.of(() -> outlets.stream().toList());
    }

    Subjects subjects(SubjectRef subject) {
        return subjects.obtain().stream()
                .filter(each -> each.kind().equals(subject.kind()))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("Nobody answers for subjects of kind " + subject.kind()));
    }

    Outlet outlet(SubjectRef subject) {
        return outlets.obtain().stream()
                .filter(each -> each.kind().equals(subject.kind()))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("Nobody publishes subjects of kind " + subject.kind()));
    }
}
