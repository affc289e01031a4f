package org.imprimatur.review;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.imprimatur.approval.Round;
import org.imprimatur.approval.SubjectRef;
import org.imprimatur.people.Person;
import org.jspecify.annotations.Nullable;

/**
 * What pages, and the forms in Tasklist, show of one kind of subject; one bean per kind, beside its
 * {@link org.imprimatur.approval.SubjectType}. Messages whose keys end with the kind are its own, too:
 * {@code inbox.of.<kind>}, {@code pane.open.<kind>}, {@code decide.approve.<kind>} and, for each verdict,
 * {@code form.<verdict>.<kind>}.
 */
public interface SubjectPages {

    /** The kind this bean answers for. */
    String kind();

    /** Where a subject has its page. */
    String address(String id);

    /** Whether its versions are counted; else a seal shows the hash alone. */
    boolean versioned();

    /** What is decided on in a round, as it was kept. */
    Preview preview(Round round);

    /** Those of the subjects that somebody works on, as they are now, for lists; others are absent. One query. */
    default Map<SubjectRef, Work> work(Collection<SubjectRef> subjects, Person reader) {
        return Map.of();
    }

    /** Whether an author submits it by completing the task of a draft. */
    default boolean drafted() {
        return false;
    }

    /**
     * What completing that task would submit.
     *
     * @throws UnsupportedOperationException when it is not {@link #drafted}
     */
    default Draft draft(String id, Person reader) {
        throw new UnsupportedOperationException(kind() + " has no drafts");
    }

    /** What comes next for a subject that was just decided on or submitted, in one sentence. */
    default Optional<String> next(String id, Person reader) {
        return Optional.empty();
    }

    /**
     * How a list shows a subject that somebody works on.
     *
     * @param key of the message that words its state
     * @param picture id of the asset that stands for it now
     */
    record Work(String key, @Nullable String picture) {}

    /**
     * A draft, as it would be submitted now.
     *
     * @param problems everything that keeps it from being submitted; empty when nothing does
     * @param question to be answered before; null for none
     */
    record Draft(
            String title,
            int version,
            Preview preview,
            List<String> problems,
            @Nullable Question question) {}

    /**
     * Asks whether a draft is submitted although its slot may pass first.
     *
     * @param slot that is accepted, and no other
     */
    record Question(Instant slot, String words, String consequence, String accept) {}
}
