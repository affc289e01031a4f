package org.imprimatur.review;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.imprimatur.approval.SubjectRef;
import org.imprimatur.approval.SubjectTypes;
import org.imprimatur.approval.Verdict;
import org.imprimatur.inbox.Inbox;
import org.imprimatur.inbox.InboxItem;
import org.imprimatur.people.NotPermitted;
import org.imprimatur.people.Permissions;
import org.imprimatur.people.Permissions.Action;
import org.imprimatur.people.Person;
import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;
import org.springframework.context.i18n.LocaleContextHolder;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** Answers the forms in Tasklist: what they are about, and what comes after them. */
@RestController
class TaskFormController {

    private final Inbox inbox;
    private final DraftViews drafts;
    private final SubjectTypes types;
    private final SubjectPagesByKind kinds;
    private final Permissions permissions;
    private final MessageSource messages;

    TaskFormController(
            Inbox inbox,
            DraftViews drafts,
            SubjectTypes types,
            SubjectPagesByKind kinds,
            Permissions permissions,
            MessageSource messages) {
        this.inbox = inbox;
        this.drafts = drafts;
        this.types = types;
        this.kinds = kinds;
        this.permissions = permissions;
        this.messages = messages;
    }

    @GetMapping("/review/{task}/form")
    TaskForm form(@PathVariable String task, Person person) {
        var item = inbox.find(task)
                .filter(found -> permissions.may(person, Action.READ, found.brand()))
                .orElseThrow(() -> new NotPermitted(true, say("inbox.gone")));
        return kinds.drafts(item)
                ? drafts.find(item, person)
                        .map(draft -> draft(draft, person))
                        .orElseGet(() ->
                                form(item, item.title(), item.version(), List.of(say("item.unreadable")), null, person))
                : form(item, item.title(), item.version(), List.of(), null, person);
    }

    /** What comes next for a subject that was just decided on or submitted. */
    @GetMapping("/review/next/{kind}/{id}")
    TaskForm.Next next(@PathVariable String kind, @PathVariable String id, Person person) {
        var subject = SubjectRef.sent(kind + ":" + id)
                .filter(sent -> types.maySee(sent, person.id()))
                .orElseThrow(() -> new NotPermitted(true, say("inbox.gone")));
        return new TaskForm.Next(kinds.of(subject).next(id, person).orElse(""));
    }

    private TaskForm draft(DraftView view, Person person) {
        var draft = view.draft();
        return form(view.item(), draft.title(), draft.version(), draft.problems(), draft.question(), person);
    }

    private TaskForm form(
            InboxItem item,
            String title,
            int version,
            List<String> problems,
            SubjectPages.@Nullable Question question,
            Person person) {
        var subject = SubjectRef.of(item.subject());
        var hash = item.kind() == InboxItem.Kind.DECISION ? item.hash() : null;
        return new TaskForm(
                item.subject(),
                kinds.of(subject).versioned(),
                version,
                hash,
                problems,
                choices(subject),
                question,
                done(title, version),
                says(problems),
                person.zone().getId());
    }

    private Map<String, String> done(String title, int version) {
        var done = new LinkedHashMap<String, String>();
        for (var verdict : Verdict.values()) {
            done.put(verdict.word(), say("decide.done." + verdict.word(), title, version));
        }
        done.put("submit", say("form.submitted", title, version));
        return done;
    }

    private Map<String, String> says(List<String> problems) {
        return Map.of(
                "sending", say("form.sending"),
                "slow", say("form.slow"),
                "changed", say("form.changed"),
                "answer", say("form.answer"),
                "blocked", problems.size() == 1 ? say("post.obstacle") : say("post.obstacles", problems.size()));
    }

    private List<TaskForm.Choice> choices(SubjectRef subject) {
        return types.of(subject).verdicts().stream()
                .map(verdict -> new TaskForm.Choice(
                        verdict.word(),
                        say("form." + verdict.word()),
                        say("form." + verdict.word() + "." + subject.kind())))
                .toList();
    }

    private String say(String key, Object... arguments) {
        return messages.getMessage(key, arguments, LocaleContextHolder.getLocale());
    }
}
