package org.imprimatur.home;

import java.time.Clock;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.imprimatur.approval.SubjectRef;
import org.imprimatur.content.Post;
import org.imprimatur.content.PostState;
import org.imprimatur.content.Posts;
import org.imprimatur.inbox.Inbox;
import org.imprimatur.inbox.InboxItem;
import org.imprimatur.people.Brand;
import org.imprimatur.people.Permissions;
import org.imprimatur.people.Permissions.Action;
import org.imprimatur.people.Person;
import org.imprimatur.web.ItemGuard;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;

/** What needs me, what moves, what goes out: one query for each list. */
@Controller
class HomePage {

    private static final int NEEDS = 7;
    private static final int ASKED_FOR = 50;
    private static final int RECENT = 24;
    private static final int SHOWN = 8;
    private static final int GOING_OUT = 50;
    private static final Set<PostState> MOVING = Set.of(
            PostState.IN_REVIEW,
            PostState.BRAND_APPROVAL,
            PostState.CHANGES_REQUESTED,
            PostState.SLOT_MISSED,
            PostState.APPROVED,
            PostState.PUBLISHING,
            PostState.PUBLISHED,
            PostState.FAILED);

    private static final Set<PostState> SENT_BACK = Set.of(PostState.CHANGES_REQUESTED, PostState.SLOT_MISSED);

    /** So long a post that failed, and stays as it is, is shown among what went wrong. */
    private static final Duration FRESH = Duration.ofDays(14);

    private static final int WRONG = 10;

    private final Inbox inbox;
    private final Posts posts;
    private final Permissions permissions;
    private final Clock clock;

    HomePage(Inbox inbox, Posts posts, Permissions permissions, Clock clock) {
        this.inbox = inbox;
        this.posts = posts;
        this.permissions = permissions;
        this.clock = clock;
    }

    @GetMapping("/")
    String home(Person person, Optional<Brand> current, Model model) {
        if (current.isEmpty()) {
            return "home/without-brand";
        }
        var brand = current.get();
        var needs = inbox.of(person.id(), person.groups(), new Inbox.Filter(brand.id(), null, false), null, ASKED_FOR);
        var newest = posts.of(brand.id(), null, null, null, RECENT, person);
        var recent = newest.items();
        var approved = posts.of(brand.id(), PostState.APPROVED, null, null, GOING_OUT, person)
                .items();
        var tasks = ItemGuard.readable(needs.items());
        var drafts = posts.among(written(tasks), person);
        var holders = inbox.openFor(recent.stream().map(Post::subject).toList());
        model.addAttribute("needs", needs(tasks, drafts));
        model.addAttribute("waiting", needs.items().size());
        model.addAttribute("more", needs.next() != null);
        model.addAttribute(
                "moving",
                recent.stream()
                        .filter(post -> MOVING.contains(post.state()) && !asksFor(person, holders.get(post.subject())))
                        .limit(SHOWN)
                        .toList());
        model.addAttribute("unreadableTasks", ItemGuard.unreadable(needs.items()));
        model.addAttribute("unreadable", newest.unreadable());
        model.addAttribute("holders", holders);
        model.addAttribute("out", goingOut(approved));
        model.addAttribute("wrong", wrong(brand, person));
        model.addAttribute("writes", permissions.may(person, Action.WRITE, brand.id()));
        return "home/home";
    }

    /** What missed its slot or failed, latest first, for people who look after publishing. */
    private List<Post> wrong(Brand brand, Person person) {
        if (!permissions.may(person, Action.LEDGER, brand.id())) {
            return List.of();
        }
        var since = clock.instant().minus(FRESH);
        return Stream.of(PostState.SLOT_MISSED, PostState.FAILED)
                .flatMap(state -> posts.of(brand.id(), state, null, null, WRONG, person).items().stream())
                .filter(post ->
                        post.state() == PostState.SLOT_MISSED || post.since().isAfter(since))
                .sorted(Comparator.comparing(Post::since).reversed())
                .limit(WRONG)
                .toList();
    }

    /** What needs me stands there and nowhere else. */
    private boolean asksFor(Person person, @Nullable InboxItem task) {
        return task != null && inbox.mayFinish(task, person.id(), person.groups());
    }

    /** What waits to be worked on. */
    private static Set<SubjectRef> written(List<InboxItem> items) {
        return items.stream()
                .filter(item -> item.kind() == InboxItem.Kind.WORK)
                .map(item -> SubjectRef.of(item.subject()))
                .collect(Collectors.toSet());
    }

    /** What is due comes first, then what somebody sent back, then what nobody waits for. */
    private static List<Need> needs(List<InboxItem> items, Map<String, Post> drafts) {
        return items.stream()
                .map(item -> new Need(item, drafts.get(item.subject())))
                .sorted(Comparator.comparing(Need::urgency))
                .limit(NEEDS)
                .toList();
    }

    /**
     * Something that waits for a person.
     *
     * @param post to write on; null for a decision
     */
    public record Need(InboxItem item, @Nullable Post post) {

        /** The id of the picture that stands for it. */
        public @Nullable String picture() {
            return post == null || post.assets().isEmpty()
                    ? item.picture()
                    : post.assets().get(0).id().toString();
        }

        private int urgency() {
            if (item.due() != null) {
                return 0;
            }
            return post != null && SENT_BACK.contains(post.state()) ? 1 : 2;
        }
    }

    /** Approved posts by their slot; those that go out as soon as they can come first. */
    private static List<Post> goingOut(List<Post> approved) {
        return approved.stream()
                .sorted(Comparator.comparing(
                        post -> post.slot() == null ? null : post.slot().instant(),
                        Comparator.nullsFirst(Comparator.naturalOrder())))
                .toList();
    }
}
