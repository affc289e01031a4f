package org.imprimatur.approval;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the application answers about one kind of subject; one bean per kind. All calls come inside the transaction of
 * the step that needs them.
 */
public interface SubjectType {

    /** The kind this bean answers for, {@code post} for instance. */
    String kind();

    /** Key of the model that its approval follows where a brand has no other one, {@code content-approval} for instance. */
    String model();

    /** The values that a model's {@code stage} property may have for this kind. */
    Set<String> stages();

    /** What may be said at a decision, in the order in which it is offered. */
    List<Verdict> verdicts();

    /** @throws java.util.NoSuchElementException when there is no such subject */
    Card card(String id);

    /**
     * The state it shows now.
     *
     * @throws java.util.NoSuchElementException when there is no such subject
     */
    State state(String id);

    /**
     * Whether a person may look at the subject at all; false, too, where there is none, whatever is asked for. Its
     * process carries its title, which whoever may open Cockpit for its brand reads: a kind that is not for everybody of
     * a brand needs another one there.
     */
    boolean maySee(String id, String person);

    /**
     * Freezes the current version for approval, read anew: the subject is held by now, see {@link Approvals#hold}, so
     * whoever saves at the same moment comes before it or is told that it is submitted.
     *
     * @throws Refused naming what still keeps it from being submitted
     */
    Submission submit(String id, String person);

    /** The canonical document as the rows say it <em>now</em>; the gate compares it with the one that was approved. */
    CanonicalDocument document(String id);

    /** What stops the subject from going out now, each a sentence a person can act on; empty when nothing does. */
    List<String> obstacles(String id);

    /** The subject takes its new state. Nothing else writes the state of a subject that has a process. */
    void became(String id, Standing standing);

    /** A task about it was claimed, released or taken over. */
    void claimed(ClaimChange change);

    /** A decision was recorded; called before {@link #became} tells what follows from it. */
    void decided(Decision decision);

    /**
     * Where a subject is.
     *
     * @param stage one of {@link #stages()}
     * @param step the name of the step that it reached, for people; null for a kind that keeps none
     */
    record State(String stage, @Nullable String step) {}
}
