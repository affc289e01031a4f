package org.imprimatur.home;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.imprimatur.content.Post;
import org.imprimatur.content.PostState;
import org.imprimatur.content.Posts;
import org.imprimatur.inbox.Inbox;
import org.imprimatur.people.Brand;
import org.imprimatur.people.Permissions;
import org.imprimatur.people.Permissions.Action;
import org.imprimatur.people.Person;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;

/** What needs me, what moves, what goes out: one query for each list. */
@Controller
class HomePage {

    private static final int NEEDS = 6;
    private static final int RECENT = 24;
    private static final int SHOWN = 8;
    private static final int GOING_OUT = 50;
    private static final Set<PostState> MOVING = Set.of(
            PostState.IN_REVIEW,
            PostState.BRAND_APPROVAL,
            PostState.CHANGES_REQUESTED,
            PostState.APPROVED,
            PostState.PUBLISHING,
            PostState.PUBLISHED,
            PostState.FAILED);

    private final Inbox inbox;
    private final Posts posts;
    private final Permissions permissions;

    HomePage(Inbox inbox, Posts posts, Permissions permissions) {
        this.inbox = inbox;
        this.posts = posts;
        this.permissions = permissions;
    }

    @GetMapping("/")
    String home(Person person, Optional<Brand> current, Model model) {
        if (current.isEmpty()) {
            return "home/without-brand";
        }
        var brand = current.get();
        var needs = inbox.of(person.id(), person.groups(), new Inbox.Filter(brand.id(), null, false), null, NEEDS);
        var recent = posts.of(brand.id(), null, null, null, RECENT, person).items();
        var approved = posts.of(brand.id(), PostState.APPROVED, null, null, GOING_OUT, person)
                .items();
        model.addAttribute("needs", needs.items());
        model.addAttribute("more", needs.next() != null);
        model.addAttribute(
                "moving",
                recent.stream()
                        .filter(post -> MOVING.contains(post.state()))
                        .limit(SHOWN)
                        .toList());
        model.addAttribute("out", goingOut(approved));
        model.addAttribute("writes", permissions.may(person, Action.WRITE, brand.id()));
        return "home/home";
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
