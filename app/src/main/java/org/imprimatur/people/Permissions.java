package org.imprimatur.people;

import static java.util.stream.Collectors.joining;
import static org.imprimatur.people.Role.AUDITOR;
import static org.imprimatur.people.Role.BRAND_MANAGER;
import static org.imprimatur.people.Role.CREATOR;
import static org.imprimatur.people.Role.LIBRARIAN;
import static org.imprimatur.people.Role.PUBLISHER;

import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import org.springframework.stereotype.Service;

/** The one permission truth of this floor, for pages, API, tasks and bytes alike. What is not listed is refused. */
@Service
public class Permissions {

    private static final Map<Action, Set<Role>> ROLES = Map.of(
            Action.READ, EnumSet.allOf(Role.class),
            Action.UPLOAD, EnumSet.of(CREATOR, LIBRARIAN, BRAND_MANAGER),
            Action.WRITE, EnumSet.of(CREATOR),
            Action.DECIDE_ASSET, EnumSet.of(LIBRARIAN, BRAND_MANAGER),
            Action.WITHDRAW, EnumSet.of(BRAND_MANAGER),
            Action.LEDGER, EnumSet.of(PUBLISHER, BRAND_MANAGER, AUDITOR));

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
        return person.enabled() && roles(action).stream().anyMatch(role -> person.is(role, brand));
    }

    /**
     * Refuses what somebody may not: as "not found" where they do not belong to the brand, since its existence is a
     * secret, else with the role that is missing.
     *
     * @throws NotPermitted with the words for page and API
     */
    public void require(Person person, Action action, String brand) {
        if (may(person, action, brand)) {
            return;
        }
        if (!may(person, Action.READ, brand)) {
            throw NotPermitted.secret("brand");
        }
        throw new NotPermitted(
                false,
                "This takes one of these roles in " + brand + ": "
                        + roles(action).stream().map(Role::word).collect(joining(", ")) + ".");
    }

    /**
     * Refuses everyone who does not keep people and brands.
     *
     * @throws NotPermitted with the words for page and API
     */
    public void requireAdministrator(Person person) {
        if (!person.enabled() || !person.administrator()) {
            throw new NotPermitted(false, "People and brands are kept by administrators.");
        }
    }

    /**
     * Refuses everyone who is neither an auditor, of whatever brand, nor an administrator. For answers that tell nothing
     * of any brand.
     *
     * @throws NotPermitted with the words for page and API
     */
    public void requireAuditor(Person person) {
        var auditor = person.roles().values().stream().anyMatch(roles -> roles.contains(AUDITOR));
        if (!person.enabled() || !(auditor || person.administrator())) {
            throw new NotPermitted(false, "This is for auditors and administrators.");
        }
    }

    private static Set<Role> roles(Action action) {
        return ROLES.getOrDefault(action, Set.of());
    }
}
