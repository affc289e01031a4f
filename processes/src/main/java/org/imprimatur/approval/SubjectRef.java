package org.imprimatur.approval;

import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Names one thing that is approved: its kind and its id within that kind. Its text form {@code kind:id} is the business
 * key of the process instance that carries it.
 *
 * @param kind a lower-case word, {@code post} for instance
 * @param id the row's id, opaque here
 */
public record SubjectRef(String kind, String id) {

    private static final Pattern KIND = Pattern.compile("[a-z][a-z-]{0,31}");
    private static final Pattern TEXT = Pattern.compile("[a-z][a-z-]{0,31}:[0-9A-Za-z-]{1,64}");

    /** @throws IllegalArgumentException when the kind is no lower-case word or the id is blank */
    public SubjectRef {
        if (!KIND.matcher(kind).matches()) {
            throw new IllegalArgumentException("kind is a lower-case word of at most 32 letters, found: " + kind);
        }
        if (id.isBlank() || id.length() > 64) {
            throw new IllegalArgumentException("id has 1 to 64 characters, found: " + id.length());
        }
    }

    /** @throws IllegalArgumentException when the text is not {@code kind:id} */
    public static SubjectRef of(String text) {
        var colon = text.indexOf(':');
        if (colon < 1) {
            throw new IllegalArgumentException("a subject reads kind:id, found: " + text);
        }
        return new SubjectRef(text.substring(0, colon), text.substring(colon + 1));
    }

    /** What somebody sent as a subject; empty when it cannot be one. */
    public static Optional<SubjectRef> sent(@Nullable String text) {
        return Optional.ofNullable(text)
                .filter(sent -> TEXT.matcher(sent).matches())
                .map(SubjectRef::of);
    }

    @Override
    public String toString() {
        return kind + ":" + id;
    }
}
