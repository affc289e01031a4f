package org.imprimatur.review;

import java.util.List;
import java.util.Optional;
import org.imprimatur.approval.Approvals;
import org.imprimatur.approval.Decision;
import org.imprimatur.approval.Round;
import org.imprimatur.approval.SubjectRef;
import org.imprimatur.approval.Verdict;
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
    private final SubjectPagesByKind kinds;
    private final People people;

    DraftViews(Approvals approvals, SubjectPagesByKind kinds, People people) {
        this.approvals = approvals;
        this.kinds = kinds;
        this.people = people;
    }

    /** Empty when the subject cannot be displayed. */
    Optional<DraftView> find(InboxItem item, Person reader) {
        return ItemGuard.read("task " + item.task(), () -> view(item, reader));
    }

    private DraftView view(InboxItem item, Person reader) {
        var subject = SubjectRef.of(item.subject());
        var draft = kinds.of(subject).draft(subject.id(), reader);
        var rounds = approvals.rounds(subject);
        var last = rounds.isEmpty() ? null : rounds.get(rounds.size() - 1);
        return new DraftView(
                item,
                people.brand(item.brand()).map(Brand::name).orElse(item.brand()),
                draft,
                last == null ? null : Pane.Since.of(false, last, draft.preview()),
                last == null ? null : asked(last, approvals.decisions(subject)));
    }

    private static @Nullable Decision asked(Round last, List<Decision> decisions) {
        return decisions.stream()
                .filter(decision -> decision.round() == last.number() && decision.verdict() == Verdict.REQUEST_CHANGES)
                .reduce((earlier, later) -> later)
                .orElse(null);
    }
}
