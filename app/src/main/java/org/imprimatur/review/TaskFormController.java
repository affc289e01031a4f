package org.imprimatur.review;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.imprimatur.FieldError;
import org.imprimatur.approval.SubjectRef;
import org.imprimatur.approval.Verdict;
import org.imprimatur.content.PostState;
import org.imprimatur.content.Posts;
import org.imprimatur.content.TightSlot;
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

    private static final Set<PostState> CLOSED = Set.of(PostState.REJECTED, PostState.FAILED);

    private final Inbox inbox;
    private final DraftViews drafts;
    private final Posts posts;
    private final Permissions permissions;
    private final MessageSource messages;

    TaskFormController(Inbox inbox, DraftViews drafts, Posts posts, Permissions permissions, MessageSource messages) {
        this.inbox = inbox;
        this.drafts = drafts;
        this.posts = posts;
        this.permissions = permissions;
        this.messages = messages;
    }

    @GetMapping("/review/{task}/form")
    TaskForm form(@PathVariable String task, Person person) {
        var item = inbox.find(task)
                .filter(found -> permissions.may(person, Action.READ, found.brand()))
                .orElseThrow(() -> new NotPermitted(true, say("inbox.gone")));
        return DraftViews.of(item)
                ? drafts.find(item, person)
                        .map(draft -> draft(draft, person))
                        .orElseGet(() ->
                                form(item, item.title(), item.version(), List.of(say("item.unreadable")), null, person))
                : form(item, item.title(), item.version(), List.of(), null, person);
    }

    /** What comes next for a post that was just decided on or submitted. */
    @GetMapping("/review/next/{post}")
    TaskForm.Next next(@PathVariable UUID post, Person person) {
        var found = posts.get(post, person);
        if (CLOSED.contains(found.state())) {
            return new TaskForm.Next("");
        }
        return new TaskForm.Next(found.state().editable() ? say("form.next.authors") : say("form.next", found.step()));
    }

    private TaskForm draft(DraftView draft, Person person) {
        var problems = draft.problems().stream().map(FieldError::message).toList();
        return form(draft.item(), draft.title(), draft.version(), problems, question(draft.tight()), person);
    }

    private TaskForm form(
            InboxItem item,
            String title,
            int version,
            List<String> problems,
            TaskForm.@Nullable Question question,
            Person person) {
        var kind = SubjectRef.of(item.subject()).kind();
        var hash = item.kind() == InboxItem.Kind.DECISION ? item.hash() : null;
        return new TaskForm(
                item.subject(),
                kind,
                version,
                hash,
                problems,
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

    private TaskForm.@Nullable Question question(@Nullable TightSlot tight) {
        return tight == null
                ? null
                : new TaskForm.Question(tight.slot(), tight.words(), say("post.tight.what"), say("post.tight.accept"));
    }

    private String say(String key, Object... arguments) {
        return messages.getMessage(key, arguments, LocaleContextHolder.getLocale());
    }
}
