package org.imprimatur.approval;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What the domain tells the engine that carries the processes: what happened, not which element of a model it is. */
public interface ApprovalProcess {

    /**
     * A subject starts its way.
     *
     * @param decideBy when a first decision is due, for kinds that need no drafting
     * @return id of the instance
     */
    String opened(SubjectRef subject, Card card, Instant decideBy);

    /**
     * What people see of it, or who wrote it, has changed.
     *
     * @param drafts the open tasks on which its authors work
     */
    void changed(String instance, Card card, List<String> drafts);

    /**
     * Somebody finished a task.
     *
     * @throws Refused as the listener of completed tasks worded it
     * @throws TaskGone when there is no such task any more, or somebody else finished it at the same moment
     */
    void decided(String task, Answer answer, String person, Set<String> groups);

    /**
     * The draft of an instance is finished.
     *
     * @param version that was in front of the person; null when they were shown none
     * @throws Refused as the listener of completed tasks worded it
     * @throws TaskGone when it is not being drafted
     */
    void submitted(String task, @Nullable Integer version, String person, Set<String> groups);

    /** A submitted version is taken back; false when it is too late, or nothing was submitted. */
    boolean withdrawn(String instance);

    /** A task is claimed by this person or, when null, by nobody any more. The caller has checked who may. */
    void assigned(String task, @Nullable String person);

    /** A subject that was never submitted is deleted; its instance ends where it stands. */
    void discarded(String instance);

    /** The way through the model. */
    Optional<Way> way(String instance, Evidence evidence);

    /** The task is gone: finished, withdrawn or overtaken by time. */
    class TaskGone extends RuntimeException {
        public TaskGone(Throwable cause) {
            super(cause);
        }
    }
}
