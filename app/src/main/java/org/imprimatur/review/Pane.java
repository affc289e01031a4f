package org.imprimatur.review;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.imprimatur.approval.Decision;
import org.imprimatur.approval.Round;
import org.imprimatur.approval.Way;
import org.imprimatur.assets.Asset;
import org.imprimatur.content.Proof;
import org.imprimatur.inbox.InboxItem;
import org.imprimatur.people.Person;
import org.jspecify.annotations.Nullable;

/**
 * All that somebody needs in front of them to sign: the exact version, what changed, what was checked, why they are
 * asked and what happens next.
 *
 * @param mayFinish whether this person may decide; else the pane only shows
 * @param claim who has claimed the task; null when nobody has, or when the owner may not decide any more
 * @param brand its name
 * @param round the submission under decision, with the document that will be signed
 * @param proof the document as people read it; null for an asset
 * @param asset the asset under decision; null for a post
 * @param pictures the assets that go with a post, by id; what no longer exists is absent
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
        @Nullable Proof proof,
        @Nullable Asset asset,
        Map<String, Asset> pictures,
        @Nullable Since since,
        @Nullable Decision asked,
        @Nullable Decision rejection,
        List<Check> checks,
        List<Decision> before,
        List<String> groups,
        List<Person> others,
        List<Way.Milestone> after) {

    /**
     * The earlier version that the difference starts from.
     *
     * @param decided whether the person decided on that version; else it is just the one submitted before
     * @param changes null for an asset, and when they cannot be displayed
     * @param incomparable whether there are changes that cannot be displayed
     */
    record Since(boolean decided, Round round, Proof.@Nullable Changes changes, boolean incomparable) {}

    /**
     * Something the product looked at so that nobody has to.
     *
     * @param key of the message
     */
    record Check(boolean good, String key, List<Object> values) {
        static Check of(boolean good, String key, Object... values) {
            return new Check(good, key, List.of(values));
        }

        /** As a message takes them. */
        public Object[] arguments() {
            return values.toArray();
        }
    }

    /**
     * A claim that counts.
     *
     * @param takeOver whether the reader may take it over
     */
    record Claim(String owner, Instant since, boolean own, boolean takeOver) {}

    public boolean post() {
        return proof != null;
    }

    /** Id of the subject within its kind. */
    public String id() {
        return round.subject().id();
    }

    /** Where the subject has its page. */
    public String address() {
        return (post() ? "/posts/" : "/library/") + id();
    }
}
