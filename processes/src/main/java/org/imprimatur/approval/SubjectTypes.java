package org.imprimatur.approval;

import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;
import org.springframework.util.function.SingletonSupplier;

/** The application's beans by the kind of subject they answer for; fetched at first use, since they come after us. */
@Component
public class SubjectTypes {

    private final SingletonSupplier<Map<String, SubjectType>> types;
    private final SingletonSupplier<Map<String, Outlet>> outlets;

    SubjectTypes(ObjectProvider<SubjectType> types, ObjectProvider<Outlet> outlets) {
        this.types = byKind(types, SubjectType::kind);
        this.outlets = byKind(outlets, Outlet::kind);
    }

    private static <T> SingletonSupplier<Map<String, T>> byKind(ObjectProvider<T> all, Function<T, String> kind) {
        return SingletonSupplier.of(
                () -> all.stream().collect(Collectors.toUnmodifiableMap(kind, Function.identity())));
    }

    /** @throws IllegalStateException when nobody answers for subjects of its kind */
    public SubjectType of(SubjectRef subject) {
        return find(subject.kind())
                .orElseThrow(() -> new IllegalStateException("Nobody answers for subjects of kind " + subject.kind()));
    }

    /** Empty when there are no subjects of this kind. */
    public Optional<SubjectType> find(String kind) {
        return Optional.ofNullable(types.obtain().get(kind));
    }

    /** Whether a person may look at a subject; false, too, for one of a kind that there is not. */
    public boolean maySee(SubjectRef subject, String person) {
        return find(subject.kind())
                .filter(type -> type.maySee(subject.id(), person))
                .isPresent();
    }

    Outlet outlet(SubjectRef subject) {
        var publishing = outlets.obtain().get(subject.kind());
        if (publishing == null) {
            throw new IllegalStateException("Nobody publishes subjects of kind " + subject.kind());
        }
        return publishing;
    }
}
