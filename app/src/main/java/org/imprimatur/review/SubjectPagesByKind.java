package org.imprimatur.review;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.imprimatur.approval.SubjectRef;
import org.imprimatur.inbox.InboxItem;
import org.imprimatur.people.Person;
import org.springframework.stereotype.Component;

/** The beans that show subjects, by their kind. */
@Component
class SubjectPagesByKind {

    private final Map<String, SubjectPages> kinds;

    SubjectPagesByKind(List<SubjectPages> kinds) {
        this.kinds = kinds.stream().collect(Collectors.toUnmodifiableMap(SubjectPages::kind, Function.identity()));
    }

    /** @throws IllegalStateException when nobody shows subjects of this kind */
    SubjectPages of(SubjectRef subject) {
        var pages = kinds.get(subject.kind());
        if (pages == null) {
            throw new IllegalStateException("Nobody shows subjects of kind " + subject.kind());
        }
        return pages;
    }

    SubjectPages of(InboxItem item) {
        return of(SubjectRef.of(item.subject()));
    }

    /** Where the subject of a task has its page. */
    String address(InboxItem item) {
        var subject = SubjectRef.of(item.subject());
        return of(subject).address(subject.id());
    }

    /** Whether completing the task submits a draft. */
    boolean drafts(InboxItem item) {
        return item.kind() == InboxItem.Kind.WORK && of(item).drafted();
    }

    /** How the list shows what somebody works on, by the subject; one query for each kind. */
    Map<String, SubjectPages.Work> work(List<InboxItem> items, Person reader) {
        return items.stream()
                .filter(item -> item.kind() == InboxItem.Kind.WORK)
                .map(item -> SubjectRef.of(item.subject()))
                .collect(Collectors.groupingBy(this::of, Collectors.toSet()))
                .entrySet()
                .stream()
                .flatMap(kind -> kind.getKey().work(Set.copyOf(kind.getValue()), reader).entrySet().stream())
                .collect(Collectors.toUnmodifiableMap(work -> work.getKey().toString(), Map.Entry::getValue));
    }
}
