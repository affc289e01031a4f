package org.imprimatur.people;

import org.springframework.stereotype.Service;

/** The one permission truth of this floor, for pages, API, tasks and bytes alike. What is not listed is refused. */
@Service
public class Permissions {

    /** What one can do in a brand. */
    public enum Action {
        /** Look at posts, assets, ways: everyone of the brand. */
        READ,
        /** Upload a file: creator, librarian, brand manager. */
        UPLOAD,
        /** Write and submit posts: creator. */
        WRITE,
        /** Approve or reject assets: librarian, brand manager. */
        DECIDE_ASSET,
        /** Take any submitted post of the brand back: brand manager; authors may theirs. */
        WITHDRAW,
        /** See attempts and what failed: publisher, brand manager, auditor, and authors theirs. */
        LEDGER
    }

    /** Whether somebody may, in this brand. */
    public boolean may(Person person, Action action, String brand) {
        throw new IllegalStateException("being built");
    }

    /**
     * Refuses what somebody may not: as "not found" where they do not belong to the brand, since its existence is a
     * secret, else with the role that is missing.
     *
     * @throws NotPermitted with the words for page and API
     */
    public void require(Person person, Action action, String brand) {
        throw new IllegalStateException("being built");
    }
}
