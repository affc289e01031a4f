package org.imprimatur.review;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.imprimatur.approval.Decision;
import org.imprimatur.approval.Round;
import org.imprimatur.approval.Verdict;
import org.imprimatur.approval.Way;
import org.imprimatur.inbox.InboxItem;
import org.imprimatur.people.Person;
import org.imprimatur.web.ItemGuard;
import org.jspecify.annotations.Nullable;

/**
 * All that somebody needs in front of them to sign: the exact version, what changed, what was checked, why they are
 * asked and what happens next.
 *
 * @param mayFinish whether this person may decide; else the pane only shows
 * @param claim who has claimed the task; null when nobody has, or when the owner may not decide any more
 * @param brand its name
 * @param round the submission under decision, with the document that will be signed
 * @param verdicts what may be said, in the order in which it is offered
 * @param address where the subject has its page
 * @param versioned whether versions of the subject are counted
 * @param preview the document as people read it
 * @param since what changed; null when nothing of it was submitted before
 * @param asked the other round's answer to the author that this version answers; null when there was none
 * @param rejection the decision that rejected it before somebody asked again; null when nobody did
 * @param before decisions of this round that are made already
 * @param groups {@code brand:role} through which the person is asked
 * @param others who could decide instead
 * @param after what comes next on the approving way
 */
record Pane(
        InboxItem item,
        boolean mayFinish,
        @Nullable Claim claim,
        String brand,
        Round round,
        List<Verdict> verdicts,
        String address,
        boolean versioned,
        Preview preview,
        @Nullable Since since,
        @Nullable Decision asked,
        @Nullable Decision rejection,
        List<Decision> before,
        List<String> groups,
        List<Person> others,
        List<Way.Milestone> after) {

    /**
     * The earlier version that the difference starts from.
     *
     * @param decided whether the person decided on that version; else it is just the one submitted before
     * @param changes for the template of the kind; null when it tells none, and when they cannot be displayed
     * @param incomparable whether there are changes that cannot be displayed
     */
    record Since(boolean decided, Round round, @Nullable Object changes, boolean incomparable) {

        static Since of(boolean decided, Round earlier, Preview preview) {
            var changes = ItemGuard.read(
                    "changes of " + earlier.subject(), () -> Optional.ofNullable(preview.since(earlier)));
            return new Since(decided, earlier, changes.flatMap(found -> found).orElse(null), changes.isEmpty());
        }
    }

    /**
     * A claim that counts.
     *
     * @param takeOver whether the reader may take it over
     */
    record Claim(String owner, Instant since, boolean own, boolean takeOver) {}

    /** Whether a decision, by its word, may be made. */
    public boolean offers(String decision) {
        return verdicts.contains(Verdict.of(decision));
    }

    /** The kind of the subject, which messages end with. */
    public String kind() {
        return round.subject().kind();
    }
}
