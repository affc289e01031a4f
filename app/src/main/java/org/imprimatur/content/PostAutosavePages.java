package org.imprimatur.content;

import java.time.Instant;
import java.util.UUID;
import org.imprimatur.approval.Refused;
import org.imprimatur.people.Brand;
import org.imprimatur.people.Permissions;
import org.imprimatur.people.Permissions.Action;
import org.imprimatur.people.Person;
import org.imprimatur.web.CreationBudget;
import org.imprimatur.web.InvalidInput;
import org.springframework.context.MessageSource;
import org.springframework.context.i18n.LocaleContextHolder;
import org.springframework.stereotype.Controller;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseBody;

/** Keeps the forms of posts while they are filled in, and discards them. */
@Controller
@RequestMapping("/posts")
class PostAutosavePages {

    private final Posts posts;
    private final Permissions permissions;
    private final PostAutosaves autosaves;
    private final CreationBudget budget;
    private final MessageSource messages;

    PostAutosavePages(
            Posts posts,
            Permissions permissions,
            PostAutosaves autosaves,
            CreationBudget budget,
            MessageSource messages) {
        this.posts = posts;
        this.permissions = permissions;
        this.autosaves = autosaves;
        this.budget = budget;
        this.messages = messages;
    }

    /** Keeps what is being typed into the form of a post. */
    @PostMapping("/{id}/autosave")
    @ResponseBody
    Autosaved autosave(@PathVariable UUID id, @RequestParam MultiValueMap<String, String> fields, Person person) {
        var post = posts.get(id, person);
        permissions.require(person, Action.WRITE, post.brand());
        if (!post.state().editable()) {
            throw new Refused(Refused.Kind.CONFLICT, "not-editable", say("post.autosave.closed"));
        }
        return new Autosaved(
                budget.save(person, () -> autosaves.save(post.brand(), id.toString(), false, person.id(), fields)));
    }

    /** The same for a post that is not saved yet; the form brings the key of its row. */
    @PostMapping("/autosave")
    @ResponseBody
    Autosaved autosave(Brand brand, @RequestParam MultiValueMap<String, String> fields, Person person) {
        permissions.require(person, Action.WRITE, brand.id());
        var key =
                PostForm.key(fields).orElseThrow(() -> new InvalidInput("key", "key is the key of the form, a UUID."));
        return new Autosaved(budget.save(person, () -> autosaves.save(brand.id(), key, true, person.id(), fields)));
    }

    @PostMapping("/{id}/autosave/discard")
    String discard(@PathVariable UUID id, Person person) {
        posts.get(id, person);
        autosaves.delete(id.toString(), person.id());
        return "redirect:/posts/" + id;
    }

    @PostMapping("/autosave/discard")
    String discard(Brand brand, @RequestParam MultiValueMap<String, String> fields, Person person) {
        permissions.require(person, Action.WRITE, brand.id());
        PostForm.key(fields).ifPresent(key -> autosaves.delete(key, person.id()));
        return "redirect:/posts/new?brand=" + brand.id();
    }

    /** When what is typed was kept. */
    record Autosaved(Instant savedAt) {}

    private String say(String key, Object... arguments) {
        return messages.getMessage(key, arguments, LocaleContextHolder.getLocale());
    }
}
