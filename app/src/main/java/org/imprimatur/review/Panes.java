package org.imprimatur.review;

import java.time.Clock;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.imprimatur.approval.Approvals;
import org.imprimatur.approval.Decision;
import org.imprimatur.approval.Refused;
import org.imprimatur.approval.Round;
import org.imprimatur.approval.SubjectRef;
import org.imprimatur.approval.Verdict;
import org.imprimatur.approval.Way;
import org.imprimatur.assets.Asset;
import org.imprimatur.assets.AssetId;
import org.imprimatur.assets.AssetState;
import org.imprimatur.assets.Assets;
import org.imprimatur.content.Channel;
import org.imprimatur.content.Posts;
import org.imprimatur.content.Proof;
import org.imprimatur.inbox.Inbox;
import org.imprimatur.inbox.InboxItem;
import org.imprimatur.people.Brand;
import org.imprimatur.people.NotPermitted;
import org.imprimatur.people.People;
import org.imprimatur.people.Person;
import org.imprimatur.review.Pane.Check;
import org.imprimatur.text.UnicodeText;
import org.imprimatur.web.ItemGuard;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Gathers what a decision is about. The number of queries is the same whatever is decided on. */
@Component
class Panes {

    private final Approvals approvals;
    private final Inbox inbox;
    private final Assets assets;
    private final Posts posts;
    private final People people;
    private final Clock clock;

    Panes(Approvals approvals, Inbox inbox, Assets assets, Posts posts, People people, Clock clock) {
        this.approvals = approvals;
        this.inbox = inbox;
        this.assets = assets;
        this.posts = posts;
        this.people = people;
        this.clock = clock;
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
        var proof = subject.kind().equals("post") ? Proof.of(round.document()) : null;
        var pictures = proof == null ? Map.<String, Asset>of() : pictures(proof);
        var asset = proof == null ? assets.find(AssetId.of(subject.id())).orElse(null) : null;
        return Optional.of(new Pane(
                item,
                inbox.mayFinish(item, reader.id(), reader.groups()),
                claim(item, reader),
                people.brand(item.brand()).map(Brand::name).orElse(item.brand()),
                round,
                proof,
                asset,
                pictures,
                since(round, proof, rounds, decisions, reader),
                earlier(round, decisions, Verdict.REQUEST_CHANGES),
                earlier(round, decisions, Verdict.REJECT),
                proof == null ? checks(asset) : checks(proof, pictures),
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

    /** Whether somebody may look at a subject at all. */
    boolean visible(SubjectRef subject, Person reader) {
        if (subject.kind().equals("asset")) {
            return assets.find(AssetId.of(subject.id()))
                    .filter(asset -> reader.belongsTo(asset.brand()))
                    .isPresent();
        }
        try {
            return reader.belongsTo(
                    posts.get(UUID.fromString(subject.id()), reader).brand());
        } catch (NotPermitted | Refused e) {
            return false; // neither is told whether there is such a post
        }
    }

    /** Its pictures that still exist, by id. */
    Map<String, Asset> pictures(Proof proof) {
        var ids = proof.pictures().stream()
                .map(picture -> AssetId.of(picture.id()))
                .collect(Collectors.toSet());
        return ids.isEmpty()
                ? Map.of()
                : assets.all(ids).entrySet().stream()
                        .collect(Collectors.toMap(entry -> entry.getKey().toString(), Map.Entry::getValue));
    }

    private static Round current(List<Round> rounds, InboxItem item) {
        return rounds.stream()
                .filter(round -> round.hash().equals(item.hash()))
                .reduce((earlier, later) -> later)
                .orElseGet(() -> rounds.get(rounds.size() - 1));
    }

    private static Pane.@Nullable Since since(
            Round round, @Nullable Proof proof, List<Round> rounds, List<Decision> decisions, Person reader) {
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
        if (proof == null) {
            return new Pane.Since(decided.isPresent(), from, null, false);
        }
        var changes =
                ItemGuard.read("changes of " + round.subject(), () -> proof.since(Proof.of(from.document()), true));
        return new Pane.Since(decided.isPresent(), from, changes.orElse(null), changes.isEmpty());
    }

    /** The last decision of this kind in an earlier round. */
    private static @Nullable Decision earlier(Round round, List<Decision> decisions, Verdict verdict) {
        return decisions.stream()
                .filter(decision -> decision.round() < round.number() && decision.verdict() == verdict)
                .reduce((earlier, later) -> later)
                .orElse(null);
    }

    private List<Check> checks(Proof proof, Map<String, Asset> pictures) {
        var checks = new ArrayList<Check>();
        if (proof.pictures().isEmpty()) {
            checks.add(Check.of(true, "check.pictures.none"));
        } else {
            var unfit = proof.pictures().stream()
                    .filter(picture -> {
                        var asset = pictures.get(picture.id());
                        return asset == null || asset.state() != AssetState.APPROVED;
                    })
                    .count();
            checks.add(
                    unfit == 0
                            ? Check.of(
                                    true,
                                    "check.pictures.approved",
                                    proof.pictures().size())
                            : Check.of(false, "check.pictures.unfit", unfit));
            var silent = proof.pictures().stream()
                    .filter(picture -> UnicodeText.isBlank(picture.alt()))
                    .count();
            checks.add(
                    silent == 0
                            ? Check.of(true, "check.alt.all", proof.pictures().size())
                            : Check.of(false, "check.alt.missing", silent));
        }
        proof.texts().keySet().forEach(channel -> {
            var length = proof.length(channel);
            checks.add(Check.of(length <= Channel.FEED.limit(), "check.length", length, Channel.FEED.limit()));
        });
        checks.add(slot(proof));
        return checks;
    }

    private Check slot(Proof proof) {
        var slot = proof.slot();
        if (slot == null) {
            return Check.of(true, "check.slot.none");
        }
        var ahead = slot.instant().isAfter(clock.instant());
        return Check.of(ahead, ahead ? "check.slot.ahead" : "check.slot.past");
    }

    private static List<Check> checks(@Nullable Asset asset) {
        if (asset == null) {
            return List.of();
        }
        var credit = asset.metadata().containsKey("credit") || asset.metadata().containsKey("creator");
        var copyright = asset.metadata().containsKey("copyright");
        var why = asset.whyNotAttachable();
        var checks = new ArrayList<Check>();
        checks.add(why == null ? Check.of(true, "check.asset.kind") : Check.of(false, "check.asset.told", why));
        if (asset.reason() != null && !asset.reason().equals(why)) {
            checks.add(Check.of(false, "check.asset.told", asset.reason()));
        }
        checks.add(Check.of(credit, credit ? "check.asset.credit" : "check.asset.credit.none"));
        checks.add(Check.of(copyright, copyright ? "check.asset.copyright" : "check.asset.copyright.none"));
        return checks;
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
