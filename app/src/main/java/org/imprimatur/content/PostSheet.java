package org.imprimatur.content;

import java.time.Instant;
import java.util.List;
import org.imprimatur.FieldError;
import org.imprimatur.approval.Decision;
import org.imprimatur.approval.Round;
import org.imprimatur.approval.Way;
import org.jspecify.annotations.Nullable;

/**
 * Everything around the fields of a post's page.
 *
 * @param edits whether this person may save it now
 * @param withdraws whether this person may take it back now
 * @param deletes whether this person may delete it now
 * @param way null while it has no process
 * @param last the version that was submitted last; null while none was
 * @param asked the decision that sent it back; null unless changes are requested by a person
 * @param obstacles what keeps it from being submitted; empty for who may not edit it
 * @param comparison null unless there are two versions to compare
 * @param incomparable whether there are, but what changed cannot be displayed
 * @param history newest first
 */
record PostSheet(
        Post post,
        boolean edits,
        boolean withdraws,
        boolean deletes,
        @Nullable Way way,
        @Nullable Round last,
        @Nullable Decision asked,
        List<FieldError> obstacles,
        @Nullable Comparing comparison,
        boolean incomparable,
        List<Event> history) {

    /**
     * A difference between two versions.
     *
     * @param choices other pairs there are
     */
    record Comparing(Pair shown, List<Pair> choices, Proof.Changes changes) {}

    /**
     * Two versions by the number of their rounds; {@code to} is 0 for the draft as it is saved now.
     *
     * @param before version of the one
     * @param after version of the other
     */
    record Pair(int from, int to, int before, int after) {}

    /**
     * Something that happened.
     *
     * @param by null when time or the product did it
     * @param icon the sign for what nobody did
     * @param key of the message, {@code words} if there is no such message
     * @param hash of the version it is about; null where there is no seal to show
     */
    record Event(
            Instant at,
            @Nullable String by,
            String icon,
            String key,
            String words,
            @Nullable Integer version,
            @Nullable String hash,
            @Nullable String comment) {

        public Object[] arguments() {
            return new Object[] {version == null ? 0 : version};
        }
    }

    /** Whether what is saved was submitted before, as it is. */
    public boolean wasSubmitted() {
        return last != null && last.version() == post.version();
    }

    /** The version that people submit from here; the next one where this one, as it is, cannot be submitted again. */
    public int submits() {
        var slotPassed =
                obstacles.stream().anyMatch(obstacle -> obstacle.field().startsWith("slot"));
        return wasSubmitted() && slotPassed ? post.version() + 1 : post.version();
    }

    /** Whether it was sent back by time or by the gate and not by a person. */
    public boolean missed() {
        return post.state() == PostState.SLOT_MISSED
                || (asked == null && post.state() == PostState.CHANGES_REQUESTED && post.reason() != null);
    }
}
