package org.imprimatur.content;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.imprimatur.approval.Approvals;
import org.imprimatur.approval.Decision;
import org.imprimatur.approval.Round;
import org.imprimatur.approval.SubjectRef;
import org.imprimatur.approval.Verdict;
import org.imprimatur.approval.Way;
import org.imprimatur.assets.Asset;
import org.imprimatur.assets.AssetId;
import org.imprimatur.assets.Assets;
import org.imprimatur.content.PostSheet.Comparing;
import org.imprimatur.content.PostSheet.Event;
import org.imprimatur.content.PostSheet.Pair;
import org.imprimatur.log.Log;
import org.imprimatur.people.Permissions;
import org.imprimatur.people.Permissions.Action;
import org.imprimatur.people.Person;
import org.imprimatur.time.TimeZones;
import org.imprimatur.web.ItemGuard;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Gathers what a post's page shows around its fields. */
@Component
class PostSheets {

    /** What the log says that a decision, a submission or the strip says better. */
    private static final Set<String> TOLD_ELSEWHERE = Set.of(
            "post.in_review",
            "post.brand_approval",
            "post.approved",
            "post.rejected",
            "post.publishing",
            "publication.prepared",
            "publication.sent",
            "task.claimed",
            "task.released",
            "decision.approve",
            "decision.request_changes",
            "decision.reject");

    private static final Map<String, String> ICONS = Map.of(
            "post.published", "world-check",
            "post.failed", "alert-triangle",
            "post.changes_requested", "clock-exclamation",
            "post.slot_missed", "clock-exclamation",
            "post.withdrawn", "archive");

    private final Approvals approvals;
    private final Posts posts;
    private final Assets assets;
    private final Permissions permissions;
    private final Log log;

    PostSheets(Approvals approvals, Posts posts, Assets assets, Permissions permissions, Log log) {
        this.approvals = approvals;
        this.posts = posts;
        this.assets = assets;
        this.permissions = permissions;
        this.log = log;
    }

    PostSheet of(Post post, Person reader, @Nullable Integer from, @Nullable Integer to) {
        var subject = SubjectRef.of(post.subject());
        var rounds = approvals.rounds(subject);
        var decisions = approvals.decisions(subject);
        var edits = post.state().editable() && permissions.may(reader, Action.WRITE, post.brand());
        var last = rounds.isEmpty() ? null : rounds.get(rounds.size() - 1);
        var comparison = ItemGuard.read("comparison of " + subject, () -> comparison(post, rounds, from, to));
        return new PostSheet(
                post,
                edits,
                withdrawable(post.state())
                        && (post.authors().contains(reader.id())
                                || permissions.may(reader, Action.WITHDRAW, post.brand())),
                Posts.deletable(post) && posts.mayDelete(post, reader),
                ItemGuard.read("way of " + subject, () -> approvals.way(subject))
                        .flatMap(way -> way)
                        .orElse(null),
                last,
                asked(post, decisions),
                edits ? posts.obstacles(post) : List.of(),
                comparison.flatMap(compared -> compared).orElse(null),
                comparison.isEmpty(),
                history(post, decisions));
    }

    /** The version that was submitted last. */
    Round submitted(Post post) {
        var rounds = approvals.rounds(SubjectRef.of(post.subject()));
        return rounds.get(rounds.size() - 1);
    }

    /** Whether this person submitted this version last, and it is still away from its authors. */
    boolean submitted(Post post, int version, Person by) {
        return !post.state().editable()
                && post.hash() != null
                && submitted(post).version() == version
                && submitted(post).submittedBy().equals(by.id());
    }

    /** Who approved the version that was submitted last, oldest first. */
    List<Decision> approvals(Post post) {
        var number = submitted(post).number();
        return approvals.decisions(SubjectRef.of(post.subject())).stream()
                .filter(decision -> decision.round() == number && decision.verdict() == Verdict.APPROVE)
                .toList();
    }

    Optional<Way> way(Post post) {
        return approvals.way(SubjectRef.of(post.subject()));
    }

    /** Who saved last, as the log tells. */
    String saver(Post post) {
        return log.about(post.subject()).stream()
                .map(Log.Written::entry)
                .filter(entry ->
                        entry.what().equals("post.saved") || entry.what().equals("post.created"))
                .map(Log.Entry::actor)
                .flatMap(Stream::ofNullable)
                .reduce((earlier, later) -> later)
                .orElseGet(() -> post.authors().get(post.authors().size() - 1));
    }

    /** The assets of this brand that the form names, by id; what is no id, gone or of another brand is absent. */
    Map<String, Asset> pictures(PostForm form, String brand) {
        var ids = form.pictures().stream()
                .map(PostForm.Picture::id)
                .filter(id -> id.matches("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}"))
                .map(AssetId::of)
                .collect(Collectors.toSet());
        return ids.isEmpty()
                ? Map.of()
                : assets.all(ids).entrySet().stream()
                        .filter(entry -> entry.getValue().brand().equals(brand))
                        .collect(Collectors.toMap(entry -> entry.getKey().toString(), Map.Entry::getValue));
    }

    List<String> zones() {
        return TimeZones.choices();
    }

    private static boolean withdrawable(PostState state) {
        return state == PostState.IN_REVIEW || state == PostState.BRAND_APPROVAL || state == PostState.APPROVED;
    }

    /** The newest decision, if it is the one that sent the post back. */
    private static @Nullable Decision asked(Post post, List<Decision> decisions) {
        if (post.state() != PostState.CHANGES_REQUESTED || decisions.isEmpty()) {
            return null;
        }
        var newest = decisions.get(decisions.size() - 1);
        return newest.verdict() == Verdict.REQUEST_CHANGES ? newest : null;
    }

    private static Optional<Comparing> comparison(
            Post post, List<Round> rounds, @Nullable Integer from, @Nullable Integer to) {
        var pairs = pairs(post, rounds);
        if (pairs.isEmpty()) {
            return Optional.empty();
        }
        var shown = pairs.stream()
                .filter(pair -> from != null && to != null && pair.from() == from && pair.to() == to)
                .findFirst()
                .orElse(pairs.get(0));
        var before = Proof.of(rounds.get(shown.from() - 1).document());
        var after = shown.to() == 0
                ? Proof.of(post)
                : Proof.of(rounds.get(shown.to() - 1).document());
        return Optional.of(new Comparing(shown, pairs, after.since(before, false)));
    }

    /** The newest against the ones before it, the nearest first; at most four. */
    private static List<Pair> pairs(Post post, List<Round> rounds) {
        if (rounds.isEmpty()) {
            return List.of();
        }
        var newest = rounds.get(rounds.size() - 1);
        var draft = post.state().editable() && post.version() != newest.version();
        var pairs = new ArrayList<Pair>();
        for (var i = rounds.size() - (draft ? 1 : 2); i >= 0 && pairs.size() < 4; i--) {
            pairs.add(
                    draft
                            ? new Pair(i + 1, 0, rounds.get(i).version(), post.version())
                            : new Pair(i + 1, rounds.size(), rounds.get(i).version(), newest.version()));
        }
        return pairs;
    }

    private List<Event> history(Post post, List<Decision> decisions) {
        var events = new ArrayList<Event>();
        log.about(post.subject()).stream()
                .filter(written -> !TOLD_ELSEWHERE.contains(written.entry().what()))
                .filter(written -> !sentBackByPerson(written.entry()))
                .forEach(written -> add(event(written), events));
        decisions.forEach(decision -> events.add(new Event(
                decision.at(),
                decision.person(),
                "",
                "event." + decision.verdict().word(),
                decision.stepName(),
                decision.version(),
                decision.hash(),
                decision.comment())));
        events.sort(Comparator.comparing(Event::at).reversed());
        return events;
    }

    private static boolean sentBackByPerson(Log.Entry entry) {
        return entry.what().equals("post.changes_requested") && entry.actor() != null;
    }

    private static Event event(Log.Written written) {
        var entry = written.entry();
        var submitted = entry.what().equals("post.submitted");
        var told =
                submitted || entry.what().equals("post.saved") || entry.what().equals("post.created");
        return new Event(
                written.at(),
                entry.actor(),
                ICONS.getOrDefault(entry.what(), "point"),
                "event." + entry.what(),
                entry.what().replace('.', ' ').replace('_', ' '),
                entry.version(),
                submitted ? entry.detail() : null,
                told ? null : entry.detail());
    }

    /** Somebody who saves ten times in a row is told once, with the last version. */
    private static void add(Event event, List<Event> events) {
        var before = events.isEmpty() ? null : events.get(events.size() - 1);
        if (before != null
                && event.key().equals("event.post.saved")
                && before.key().equals(event.key())
                && before.by() != null
                && before.by().equals(event.by())) {
            events.remove(events.size() - 1);
        }
        events.add(event);
    }
}
