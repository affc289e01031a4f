package org.imprimatur.access;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.imprimatur.approval.Claims;
import org.imprimatur.inbox.Inbox;
import org.imprimatur.inbox.InboxItem;
import org.imprimatur.people.People;
import org.imprimatur.people.Permissions;
import org.imprimatur.people.Permissions.Action;
import org.imprimatur.people.Person;
import org.imprimatur.people.Tokens;
import org.imprimatur.web.ItemGuard;
import org.springframework.stereotype.Component;

/** Tells what a person holds, and who else can do it. */
@Component
class Handovers {

    /** Open tasks of a kind that are looked at and listed. */
    private static final int LISTED = 200;

    private final Claims claims;
    private final Inbox inbox;
    private final People people;
    private final Permissions permissions;
    private final Tokens tokens;

    Handovers(Claims claims, Inbox inbox, People people, Permissions permissions, Tokens tokens) {
        this.claims = claims;
        this.inbox = inbox;
        this.people = people;
        this.permissions = permissions;
        this.tokens = tokens;
    }

    /**
     * A task that somebody has.
     *
     * @param since when they claimed it, else when it was opened
     * @param others ids of those who can do it instead; empty when nobody can
     */
    record Held(InboxItem item, Instant since, List<String> others) {}

    /**
     * All that somebody holds.
     *
     * @param claimed tasks that they have claimed; oldest first
     * @param alone open decisions that they have not claimed and nobody else can make
     * @param drafts posts and files that wait for their work
     * @param tokens how many access tokens they have
     */
    record Handover(List<Held> claimed, List<Held> alone, List<Held> drafts, int tokens) {}

    /** The tasks that a person has claimed, and who could take each over. */
    List<Held> claimed(Person person) {
        return claimed(person, new Others(people.all(), person));
    }

    private List<Held> claimed(Person person, Others others) {
        return claims.heldBy(person.id()).stream()
                .map(item -> held(item, others, other -> decides(item, other)))
                .toList();
    }

    /** All that becomes somebody else's when this person is deactivated. */
    Handover of(Person person) {
        var others = new Others(people.all(), person);
        var alone = open(person, InboxItem.Kind.DECISION).stream()
                .filter(item -> !person.id().equals(item.claimedBy()))
                .filter(item -> others.of(item.brand()).stream().noneMatch(other -> decides(item, other)))
                .map(item -> new Held(item, since(item), List.of()))
                .toList();
        var drafts = open(person, InboxItem.Kind.WORK).stream()
                .map(item -> held(item, others, other -> permissions.may(other, Action.WRITE, item.brand())))
                .toList();
        return new Handover(
                claimed(person, others), alone, drafts, tokens.of(person).size());
    }

    private List<InboxItem> open(Person person, InboxItem.Kind kind) {
        var filter = new Inbox.Filter(null, kind, false);
        return ItemGuard.readable(
                inbox.of(person.id(), person.groups(), filter, null, LISTED).items());
    }

    private Held held(InboxItem item, Others others, Predicate<Person> able) {
        return new Held(
                item,
                since(item),
                others.of(item.brand()).stream()
                        .filter(able)
                        .map(Person::id)
                        .sorted()
                        .toList());
    }

    /** Asks nothing for what nobody has claimed, which most of a long list is. */
    private Instant since(InboxItem item) {
        return item.claimedBy() == null
                ? item.created()
                : claims.since(item.task()).orElse(item.created());
    }

    private boolean decides(InboxItem item, Person person) {
        return person.belongsTo(item.brand()) && inbox.mayTakeOver(item, person.id(), person.groups());
    }

    /** Who else is there, by brand: a long list of tasks asks for the same few again and again. */
    private static final class Others {

        private final List<Person> all;
        private final Map<String, List<Person>> ofBrand = new HashMap<>();

        Others(List<Person> all, Person leaver) {
            this.all = all.stream()
                    .filter(person -> person.enabled() && !person.id().equals(leaver.id()))
                    .toList();
        }

        List<Person> of(String brand) {
            return ofBrand.computeIfAbsent(
                    brand,
                    id -> all.stream().filter(person -> person.belongsTo(id)).toList());
        }
    }
}
