package org.imprimatur.review;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.imprimatur.approval.Approvals;
import org.imprimatur.approval.Decision;
import org.imprimatur.approval.Round;
import org.imprimatur.approval.SubjectRef;
import org.imprimatur.approval.SubjectTypes;
import org.imprimatur.approval.Verdict;
import org.imprimatur.approval.Way;
import org.imprimatur.inbox.Inbox;
import org.imprimatur.inbox.InboxItem;
import org.imprimatur.people.Brand;
import org.imprimatur.people.People;
import org.imprimatur.people.Person;
import org.imprimatur.web.ItemGuard;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Gathers what a decision is about. The number of queries is the same whatever is decided on. */
@Component
class Panes {

    private final Approvals approvals;
    private final Inbox inbox;
    private final SubjectTypes types;
    private final SubjectPagesByKind kinds;
    private final People people;

    Panes(Approvals approvals, Inbox inbox, SubjectTypes types, SubjectPagesByKind kinds, People people) {
        this.approvals = approvals;
        this.inbox = inbox;
        this.types = types;
        this.kinds = kinds;
        this.people = people;
    }

    /**
     * What is shown of a task.
     *
     * @param pane of an open decision; null while its first version is not frozen
     * @param broken whether there is one that cannot be displayed
     */
    record Found(@Nullable Pane pane, boolean broken) {}

    /** The pane of a task, whatever is wrong with its subject. */
    Found find(InboxItem item, Person reader) {
        var found = ItemGuard.read("task " + item.task(), () -> of(item, reader));
        return new Found(found.flatMap(pane -> pane).orElse(null), found.isEmpty());
    }

    private Optional<Pane> of(InboxItem item, Person reader) {
        var subject = SubjectRef.of(item.subject());
        var rounds = approvals.rounds(subject);
        if (item.kind() != InboxItem.Kind.DECISION || rounds.isEmpty()) {
            return Optional.empty();
        }
        var round = current(rounds, item);
        var decisions = approvals.decisions(subject);
        var pages = kinds.of(subject);
        var preview = pages.preview(round);
        return Optional.of(new Pane(
                item,
                inbox.mayFinish(item, reader.id(), reader.groups()),
                claim(item, reader),
                people.brand(item.brand()).map(Brand::name).orElse(item.brand()),
                round,
                types.of(subject).verdicts(),
                pages.address(subject.id()),
                pages.versioned(),
                preview,
                since(round, preview, rounds, decisions, reader),
                earlier(round, decisions, Verdict.REQUEST_CHANGES),
                earlier(round, decisions, Verdict.REJECT),
                decisions.stream()
                        .filter(decision -> decision.round() == round.number())
                        .toList(),
                item.candidates().stream()
                        .filter(reader.groups()::contains)
                        .sorted()
                        .toList(),
                others(item, reader),
                ItemGuard.read("way of " + subject, () -> approvals.way(subject))
                        .flatMap(way -> way)
                        .map(Way::ahead)
                        .orElse(List.of())));
    }

    private Pane.@Nullable Claim claim(InboxItem item, Person reader) {
        var owner = item.claimedBy();
        var own = reader.id().equals(owner);
        if (owner == null || !(own || inbox.claimedByAnother(item, reader.id()))) {
            return null;
        }
        return new Pane.Claim(
                owner,
                inbox.claimedSince(item.task()).orElse(item.created()),
                own,
                !own && inbox.mayTakeOver(item, reader.id(), reader.groups()));
    }

    private static Round current(List<Round> rounds, InboxItem item) {
        return rounds.stream()
                .filter(round -> round.hash().equals(item.hash()))
                .reduce((earlier, later) -> later)
                .orElseGet(() -> rounds.get(rounds.size() - 1));
    }

    private static Pane.@Nullable Since since(
            Round round, Preview preview, List<Round> rounds, List<Decision> decisions, Person reader) {
        var earlier = rounds.stream()
                .filter(other -> other.number() < round.number())
                .sorted(Comparator.comparingInt(Round::number).reversed())
                .toList();
        if (earlier.isEmpty()) {
            return null;
        }
        var decided = earlier.stream()
                .filter(other -> decisions.stream()
                        .anyMatch(decision -> decision.round() == other.number()
                                && decision.person().equals(reader.id())))
                .findFirst();
        var from = decided.orElse(earlier.get(0));
        return Pane.Since.of(decided.isPresent(), from, preview);
    }

    /** The last decision of this kind in an earlier round. */
    private static @Nullable Decision earlier(Round round, List<Decision> decisions, Verdict verdict) {
        return decisions.stream()
                .filter(decision -> decision.round() < round.number() && decision.verdict() == verdict)
                .reduce((earlier, later) -> later)
                .orElse(null);
    }

    /** Who else can decide: of all groups and people who are asked, and not only of the reader's own. */
    private List<Person> others(InboxItem item, Person reader) {
        return item.candidates().stream()
                .flatMap(candidate ->
                        candidate.contains(":") ? people.in(candidate).stream() : people.find(candidate).stream())
                .filter(person -> person.enabled()
                        && !person.id().equals(reader.id())
                        && !item.authors().contains(person.id()))
                .distinct()
                .sorted(Comparator.comparing(Person::id))
                .toList();
    }
}
