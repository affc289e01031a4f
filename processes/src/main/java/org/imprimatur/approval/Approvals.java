package org.imprimatur.approval;

import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** The approval domain's door. Each method is one transaction, or joins the caller's. */
@Service
@Transactional
public class Approvals {

    /** A new subject starts its way: one process instance from here to its end. */
    public void open(SubjectRef subject, String author) {
        throw new IllegalStateException("being built");
    }

    /** Somebody saved a draft and is an author of it from now on. */
    public void authored(SubjectRef subject, String person) {
        throw new IllegalStateException("being built");
    }

    /** Completes the draft; the listener of the completed task freezes the version. */
    public void submit(SubjectRef subject, String person) {
        throw new IllegalStateException("being built");
    }

    /** Takes a submitted version back; the caller has checked who may. */
    public void withdraw(SubjectRef subject, String person) {
        throw new IllegalStateException("being built");
    }

    /** Completes the task as this person; what a decision means is said once, by the listener of completed tasks. */
    public void decide(String task, Answer answer, String person) {
        throw new IllegalStateException("being built");
    }

    /** Every decision on a subject, oldest first. */
    @Transactional(readOnly = true)
    public List<Decision> decisions(SubjectRef subject) {
        throw new IllegalStateException("being built");
    }

    /** Every submitted version, oldest first. */
    @Transactional(readOnly = true)
    public List<Round> rounds(SubjectRef subject) {
        throw new IllegalStateException("being built");
    }

    /** Its way through the model; empty when it has no process. */
    @Transactional(readOnly = true)
    public Optional<Way> way(SubjectRef subject) {
        throw new IllegalStateException("being built");
    }
}
