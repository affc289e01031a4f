package org.imprimatur.approval;

import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;
import org.springframework.util.function.SingletonSupplier;

/** The application's beans by the kind of subject they answer for; fetched at first use, since they come after us. */
@Component
class Kinds {

    private final SingletonSupplier<Map<String, Subjects>> subjects;
    private final SingletonSupplier<Map<String, Outlet>> outlets;

    Kinds(ObjectProvider<Subjects> subjects, ObjectProvider<Outlet> outlets) {
        this.subjects = byKind(subjects, Subjects::kind);
        this.outlets = byKind(outlets, Outlet::kind);
    }

    private static <T> SingletonSupplier<Map<String, T>> byKind(ObjectProvider<T> all, Function<T, String> kind) {
        return SingletonSupplier.of(
                () -> all.stream().collect(Collectors.toUnmodifiableMap(kind, Function.identity())));
    }

    Subjects subjects(SubjectRef subject) {
        var answering = subjects.obtain().get(subject.kind());
        if (answering == null) {
            throw new IllegalStateException("Nobody answers for subjects of kind " + subject.kind());
        }
        return answering;
    }

    Outlet outlet(SubjectRef subject) {
        var publishing = outlets.obtain().get(subject.kind());
        if (publishing == null) {
            throw new IllegalStateException("Nobody publishes subjects of kind " + subject.kind());
        }
        return publishing;
    }
}
