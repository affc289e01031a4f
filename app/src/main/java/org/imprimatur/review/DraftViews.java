package org.imprimatur.review;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.imprimatur.approval.Approvals;
import org.imprimatur.approval.Decision;
import org.imprimatur.approval.Round;
import org.imprimatur.approval.SubjectRef;
import org.imprimatur.approval.Verdict;
import org.imprimatur.content.Posts;
import org.imprimatur.content.Proof;
import org.imprimatur.content.TightSlots;
import org.imprimatur.inbox.InboxItem;
import org.imprimatur.people.Brand;
import org.imprimatur.people.People;
import org.imprimatur.people.Person;
import org.imprimatur.web.ItemGuard;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Gathers what an author submits by completing the task of a draft. */
@Component
class DraftViews {

    private final Approvals approvals;
    private final Posts posts;
    private final TightSlots tightSlots;
    private final People people;

    DraftViews(Approvals approvals, Posts posts, TightSlots tightSlots, People people) {
        this.approvals = approvals;
        this.posts = posts;
        this.tightSlots = tightSlots;
        this.people = people;
    }

    /** Whether completing the task submits a post. */
    static boolean of(InboxItem item) {
        return item.kind() == InboxItem.Kind.WORK
                && SubjectRef.of(item.subject()).kind().equals("post");
    }

    /** Empty when the post cannot be displayed. */
    Optional<DraftView> find(InboxItem item, Person reader) {
        return ItemGuard.read("task " + item.task(), () -> view(item, reader));
    }

    private DraftView view(InboxItem item, Person reader) {
        var subject = SubjectRef.of(item.subject());
        var post = posts.get(UUID.fromString(subject.id()), reader);
        var proof = Proof.of(post);
        var rounds = approvals.rounds(subject);
        var last = rounds.isEmpty() ? null : rounds.get(rounds.size() - 1);
        return new DraftView(
                item,
                people.brand(item.brand()).map(Brand::name).orElse(item.brand()),
                post.title(),
                post.version(),
                proof,
                last == null ? null : since(last, proof),
                last == null ? null : asked(last, approvals.decisions(subject)),
                posts.obstacles(post),
                tightSlots.of(post).orElse(null));
    }

    private static Pane.Since since(Round last, Proof proof) {
        var changes =
                ItemGuard.read("changes of " + last.subject(), () -> proof.since(Proof.of(last.document()), true));
        return new Pane.Since(false, last, changes.orElse(null), changes.isEmpty());
    }

    private static @Nullable Decision asked(Round last, List<Decision> decisions) {
        return decisions.stream()
                .filter(decision -> decision.round() == last.number() && decision.verdict() == Verdict.REQUEST_CHANGES)
                .reduce((earlier, later) -> later)
                .orElse(null);
    }
}
