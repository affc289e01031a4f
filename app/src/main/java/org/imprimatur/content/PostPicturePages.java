package org.imprimatur.content;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.imprimatur.InvalidFields;
import org.imprimatur.assets.Asset;
import org.imprimatur.assets.AssetState;
import org.imprimatur.assets.Assets;
import org.imprimatur.people.Brand;
import org.imprimatur.people.Permissions;
import org.imprimatur.people.Permissions.Action;
import org.imprimatur.people.Person;
import org.imprimatur.web.CreationBudget;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** Chooses the pictures of a post from the library of its brand. */
@Controller
@RequestMapping("/posts")
class PostPicturePages {

    private static final int PICTURES = 24;

    private final Posts posts;
    private final Attachments attachments;
    private final Assets assets;
    private final Permissions permissions;
    private final CreationBudget budget;

    PostPicturePages(
            Posts posts, Attachments attachments, Assets assets, Permissions permissions, CreationBudget budget) {
        this.posts = posts;
        this.attachments = attachments;
        this.assets = assets;
        this.permissions = permissions;
        this.budget = budget;
    }

    /** Pictures to choose from: a part of a page for the dialog, and a page of its own without scripts. */
    @GetMapping("/pictures")
    String pictures(
            Brand brand,
            Person person,
            @RequestParam(defaultValue = "") String q,
            @RequestParam(required = false) @Nullable UUID post,
            @RequestParam(required = false) @Nullable String after,
            Model model) {
        permissions.require(person, Action.READ, brand.id());
        var approved = assets.search(brand.id(), q, AssetState.APPROVED, after, PICTURES);
        var waiting = after == null
                ? assets.search(brand.id(), q, AssetState.CATALOGED, null, 6).items().stream()
                        .filter(Asset::attachable)
                        .toList()
                : List.<Asset>of();
        model.addAttribute("brand", brand);
        model.addAttribute("q", q);
        model.addAttribute("approved", approved.items());
        model.addAttribute("corrected", approved.corrected());
        model.addAttribute("cursor", approved.next());
        model.addAttribute("waiting", waiting);
        model.addAttribute("reasons", attachments.waiting(waiting, person.zone()));
        model.addAttribute("post", post);
        model.addAttribute("mine", post == null ? Set.of() : attached(posts.get(post, person)));
        return "content/pictures";
    }

    /** Adds a picture without scripts; the draft was saved on the way here. */
    @PostMapping("/{id}/pictures")
    String add(@PathVariable UUID id, @RequestParam String asset, Person person, RedirectAttributes redirect) {
        var post = posts.get(id, person);
        try {
            var attachments = new ArrayList<>(post.assets());
            attachments.add(new Post.Attachment(PostBody.id("asset", asset), ""));
            var change = new Posts.Change(null, null, attachments, null, false);
            budget.save(person, () -> posts.save(id, post.version(), change, person));
        } catch (InvalidFields | StalePost e) {
            redirect.addFlashAttribute("toast", e.getMessage());
        }
        return "redirect:/posts/" + id + "#pictures";
    }

    private static Set<String> attached(Post post) {
        return post.assets().stream()
                .map(attachment -> attachment.id().toString())
                .collect(Collectors.toSet());
    }
}
