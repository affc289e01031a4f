package org.imprimatur.approval;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.imprimatur.approval.Refused.Kind;
import org.imprimatur.inbox.Inbox;
import org.imprimatur.inbox.InboxItem;
import org.imprimatur.inbox.InboxRows;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Claims on tasks: who has claimed a task decides it, and nobody else. A claim counts only while its owner may decide,
 * and it ends in the transaction in which they lose that.
 */
@Service
public class Claims {

    private final ApprovalRepository repository;
    private final ApprovalProcess process;
    private final Approvals approvals;
    private final SubjectTypes types;
    private final Signing signing;
    private final Inbox inbox;
    private final InboxRows rows;
    private final Clock clock;

    Claims(
            ApprovalRepository repository,
            ApprovalProcess process,
            Approvals approvals,
            SubjectTypes types,
            Signing signing,
            Inbox inbox,
            InboxRows rows,
            Clock clock) {
        this.repository = repository;
        this.process = process;
        this.approvals = approvals;
        this.types = types;
        this.signing = signing;
        this.inbox = inbox;
        this.rows = rows;
        this.clock = clock;
    }

    /**
     * Claims a task for a person who may finish it.
     *
     * @param takeOver whether a claim of somebody else ends for it
     * @throws Refused when the person may not finish it, or when somebody else has claimed it and is not to lose it
     */
    public void claim(String task, String person, boolean takeOver) {
        approvals.refusedWhenGone(
                () -> {
                    var approval = repository.lockOf(task).orElseThrow(Signing::missing);
                    var item = inbox.find(task).orElseThrow(() -> approvals.gone(task, person));
                    signing.asked(approval, item, person);
                    var owner = item.claimedBy();
                    if (person.equals(owner)) {
                        return;
                    }
                    if (owner != null && !takeOver && signing.mayFinish(item, owner)) {
                        throw Signing.claimedBy(owner);
                    }
                    pass(item, person, person);
                },
                () -> approvals.gone(task, person));
    }

    /**
     * Gives a claim up. A task that nobody has claimed stays as it is.
     *
     * @throws Refused when somebody else has claimed it, or when the person has nothing to do with it
     */
    public void release(String task, String person) {
        approvals.refusedWhenGone(
                () -> {
                    var approval = repository.lockOf(task).orElseThrow(Signing::missing);
                    var item = inbox.find(task).orElseThrow(() -> approvals.gone(task, person));
                    var owner = item.claimedBy();
                    if (person.equals(owner)) {
                        pass(item, null, person);
                        return;
                    }
                    signing.asked(approval, item, person);
                    if (owner != null) {
                        throw new Refused(
                                Kind.FORBIDDEN,
                                "not-your-claim",
                                "@" + owner + " has claimed this. Take it over, or ask them to release it.");
                    }
                },
                () -> approvals.gone(task, person));
    }

    /** Ends whatever claim there is on a task; the caller has checked that this person keeps people. */
    @Transactional
    public void releaseFor(String task, String administrator) {
        if (repository.lockOf(task).isEmpty()) {
            throw Signing.missing();
        }
        inbox.find(task).filter(item -> item.claimedBy() != null).ifPresent(item -> pass(item, null, administrator));
    }

    /** Ends the claims of a person that no longer count, and returns the tasks; joins the caller's transaction. */
    @Transactional
    public List<InboxItem> releaseUnfounded(String person, @Nullable String by) {
        return inbox.claimedBy(person).stream()
                .filter(item -> release(item, person, by))
                .toList();
    }

    private boolean release(InboxItem seen, String person, @Nullable String by) {
        repository.lock(SubjectRef.of(seen.subject()));
        var item = inbox.find(seen.task())
                .filter(found -> person.equals(found.claimedBy()) && !signing.mayFinish(found, person));
        item.ifPresent(found -> pass(found, null, by));
        return item.isPresent();
    }

    /** What a person has claimed, oldest first. */
    @Transactional(readOnly = true)
    public List<InboxItem> heldBy(String person) {
        return inbox.claimedBy(person);
    }

    /** Since when a task is claimed; empty when it is not. */
    @Transactional(readOnly = true)
    public Optional<Instant> since(String task) {
        return inbox.claimedSince(task);
    }

    /** The row and the log first: the listener of the engine's task then finds nothing left to do. */
    void pass(InboxItem item, @Nullable String to, @Nullable String by) {
        rows.claimed(item.task(), to, clock.instant());
        var subject = SubjectRef.of(item.subject());
        types.of(subject).claimed(change(item, to, by));
        process.assigned(item.task(), to);
    }

    static ClaimChange change(InboxItem item, @Nullable String to, @Nullable String by) {
        var kind = to == null
                ? ClaimChange.Kind.RELEASED
                : item.claimedBy() == null ? ClaimChange.Kind.CLAIMED : ClaimChange.Kind.TAKEN_OVER;
        return new ClaimChange(
                SubjectRef.of(item.subject()), item.stepName(), item.version(), kind, item.claimedBy(), by);
    }
}
