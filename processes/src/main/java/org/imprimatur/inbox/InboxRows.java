package org.imprimatur.inbox;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * The rows behind {@link Inbox}, written by the listeners of the engine's tasks and in their transaction: where a task
 * is rolled back its row is, too.
 */
@Service
@Transactional(propagation = Propagation.MANDATORY)
public class InboxRows {

    private final InboxRepository repository;

    InboxRows(InboxRepository repository) {
        this.repository = repository;
    }

    /** A task is open. */
    public void add(InboxItem item) {
        repository.insert(item);
    }

    /** What the row of an open task copied has changed. */
    public void put(InboxItem item) {
        repository.delete(item.task());
        repository.insert(item);
    }

    /** Somebody took a task or, when null, gave it back. */
    public void claimed(String task, @Nullable String person, Instant at) {
        repository.claimed(task, person, at);
    }

    /** A task is over, however it ended. */
    public void remove(String task) {
        repository.delete(task);
    }
}
