package org.imprimatur.content;

import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.imprimatur.FieldErrors;
import org.imprimatur.InvalidFields;
import org.imprimatur.approval.Refused;
import org.imprimatur.approval.Way;
import org.imprimatur.assets.Asset;
import org.imprimatur.assets.AssetId;
import org.imprimatur.assets.AssetState;
import org.imprimatur.assets.Assets;
import org.imprimatur.content.PostEditor.Trouble;
import org.imprimatur.inbox.Inbox;
import org.imprimatur.people.Brand;
import org.imprimatur.people.NotPermitted;
import org.imprimatur.people.Permissions;
import org.imprimatur.people.Permissions.Action;
import org.imprimatur.people.Person;
import org.imprimatur.text.UnicodeText;
import org.imprimatur.web.CreationBudget;
import org.imprimatur.web.ItemGuard;
import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;
import org.springframework.context.i18n.LocaleContextHolder;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseBody;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/**
 * Posts for people: the list, and one page for a post in whatever state it is. Everything works with plain links and
 * forms; islands add the live count, the diagram and the dialog with pictures.
 */
@Controller
@RequestMapping("/posts")
class PostPages {

    private static final int PAGE = 30;
    /** Unsaved forms that a new one tells of. */
    private static final int OFFERED = 3;

    /** A save of the typed form may still be under way when the post itself is saved. */
    private static final Duration UNDER_WAY = Duration.ofSeconds(5);

    private static final String NOT_READY = "notReady";

    private final Posts posts;
    private final PostEditor editor;
    private final PostSheets sheets;
    private final TightSlots tightSlots;
    private final Inbox inbox;
    private final Assets assets;
    private final Permissions permissions;
    private final History history;
    private final PostAutosaves autosaves;
    private final CreationBudget budget;
    private final MessageSource messages;

    PostPages(
            Posts posts,
            PostEditor editor,
            PostSheets sheets,
            TightSlots tightSlots,
            Inbox inbox,
            Assets assets,
            Permissions permissions,
            History history,
            PostAutosaves autosaves,
            CreationBudget budget,
            MessageSource messages) {
        this.posts = posts;
        this.editor = editor;
        this.sheets = sheets;
        this.tightSlots = tightSlots;
        this.inbox = inbox;
        this.assets = assets;
        this.permissions = permissions;
        this.history = history;
        this.autosaves = autosaves;
        this.budget = budget;
        this.messages = messages;
    }

    @GetMapping
    String list(
            Brand brand,
            Person person,
            @RequestParam(required = false) @Nullable String state,
            @RequestParam(required = false) @Nullable String q,
            @RequestParam(required = false) @Nullable String after,
            Model model) {
        var wanted = state == null
                        || UnicodeText.isBlank(state)
                        || !PostState.words().contains(state)
                ? null
                : PostState.of(state);
        var page = posts.of(brand.id(), wanted, q, after, PAGE, person);
        model.addAttribute("brand", brand);
        model.addAttribute("page", page);
        model.addAttribute("unreadable", page.unreadable());
        model.addAttribute(
                "holders",
                inbox.openFor(page.items().stream().map(Post::subject).toList()));
        model.addAttribute("state", wanted == null ? "" : wanted.word());
        model.addAttribute("q", q == null ? "" : q);
        model.addAttribute("states", PostState.values());
        model.addAttribute("writes", permissions.may(person, Action.WRITE, brand.id()));
        return "content/posts";
    }

    /**
     * @param picture an asset that the post begins with; one that may not be attached is left out
     * @param draft key of a form that was begun and not saved; its fields come back
     */
    @GetMapping("/new")
    String blank(
            Brand brand,
            Person person,
            @RequestParam(required = false) @Nullable AssetId picture,
            @RequestParam(required = false) @Nullable UUID draft,
            Model model) {
        permissions.require(person, Action.WRITE, brand.id());
        var unsaved = autosaves.unsaved(brand.id(), person.id());
        var begun = unsaved.stream()
                .filter(other -> draft != null && other.post().equals(draft.toString()))
                .findFirst();
        var offered = unsaved.stream()
                .filter(other -> draft == null && !other.form().untouched())
                .limit(OFFERED)
                .toList();
        model.addAttribute("unsaved", offered);
        if (draft != null) {
            model.addAttribute("draft", draft);
        }
        if (begun.isPresent()) {
            model.addAttribute("restored", begun.get().savedAt());
            return editor.blank(brand, begun.get().form(), Trouble.NONE, model);
        }
        var pictures = Optional.ofNullable(picture)
                .flatMap(assets::find)
                .filter(asset ->
                        asset.brand().equals(brand.id()) && asset.state() == AssetState.APPROVED && asset.attachable())
                .map(asset -> new PostForm.Picture(asset.id().toString(), describing(asset)))
                .stream()
                .toList();
        return editor.blank(brand, PostForm.empty(brand.zone(), pictures), Trouble.NONE, model);
    }

    /** What the file says that it shows: a first alternative text, as in the dialog. */
    private static String describing(Asset asset) {
        var description = asset.metadata().get("description");
        return description == null ? "" : description.value();
    }

    @PostMapping
    String create(
            Brand brand,
            Person person,
            @RequestParam MultiValueMap<String, String> fields,
            Model model,
            HttpServletResponse response,
            RedirectAttributes redirect) {
        permissions.require(person, Action.WRITE, brand.id());
        PostForm.key(fields).ifPresent(key -> model.addAttribute("draft", key));
        var form = PostForm.of(fields);
        if (PostForm.touched(fields)) {
            return editor.blank(brand, form.arranged(fields), Trouble.NONE, model);
        }
        var errors = new FieldErrors();
        try {
            var draft = form.draft(errors);
            errors.throwIfAny();
            var key = PostForm.key(fields).map(UUID::fromString).orElse(null);
            var post = budget.post(person, () -> created(brand, draft, key, person));
            PostForm.key(fields).ifPresent(typed -> autosaves.delete(typed, person.id()));
            return onwards(post, fields, person, redirect);
        } catch (InvalidFields e) {
            response.setStatus(HttpStatus.UNPROCESSABLE_ENTITY.value());
            errors.add(e);
            posts.check(brand.id(), null, form.draft(errors), submits(fields), person, errors);
            return editor.blank(brand, form, Trouble.of(errors, null), model);
        }
    }

    /** The same form may arrive twice at the same moment; the second finds the post of the first. */
    private Post created(Brand brand, Posts.Draft draft, @Nullable UUID form, Person person) {
        try {
            return posts.create(brand.id(), draft, form, person);
        } catch (DuplicateKeyException e) {
            return posts.create(brand.id(), draft, form, person);
        }
    }

    @GetMapping("/{id}")
    String page(
            @PathVariable UUID id,
            @RequestParam(required = false) @Nullable Integer from,
            @RequestParam(required = false) @Nullable Integer to,
            Person person,
            Model model) {
        var found = ItemGuard.read("post:" + id, () -> posts.get(id, person));
        if (found.isEmpty()) {
            posts.brand(id, person);
            model.addAttribute("history", history.of("post:" + id));
            model.addAttribute("withdrawable", withdrawable(id, person) ? id : null);
            return "content/unreadable";
        }
        var post = found.get();
        var saved = PostForm.of(post, editor.brand(post).zone());
        if (model.containsAttribute(NOT_READY)) { // it was saved, but could not be submitted: each field says why
            var trouble = new Trouble(posts.obstacles(post), List.of(), null);
            return editor.show(post, saved, trouble, from, to, person, model);
        }
        if (post.state().editable() && permissions.may(person, Action.WRITE, post.brand())) {
            var begun = begun(post, saved, person);
            if (begun.isPresent()) {
                return restore(post, begun.get(), from, to, person, model);
            }
        }
        return editor.show(post, saved, Trouble.NONE, from, to, person, model);
    }

    /** What this person typed and did not save; empty, too, when it is what was saved in the end. */
    private Optional<PostAutosave> begun(Post post, PostForm saved, Person person) {
        var begun = autosaves.find(post.id().toString(), person.id());
        if (begun.isEmpty()) {
            return begun;
        }
        var late = begun.get().base() < post.version()
                && begun.get().savedAt().isBefore(post.savedAt().plus(UNDER_WAY))
                && sheets.saver(post).equals(person.id());
        if (late || begun.get().form().same(saved)) {
            autosaves.delete(post.id().toString(), person.id());
            return Optional.empty();
        }
        return begun;
    }

    /** The form as it was left; where somebody saved since, as after a save that came too late. */
    private String restore(
            Post post, PostAutosave begun, @Nullable Integer from, @Nullable Integer to, Person person, Model model) {
        model.addAttribute("restored", begun.savedAt());
        if (begun.base() == post.version()) {
            return editor.show(post, begun.form(), Trouble.NONE, from, to, person, model);
        }
        var trouble = new Trouble(List.of(), List.of(), editor.clash(post, begun.form()));
        return editor.show(post, begun.form().over(post.version()), trouble, from, to, person, model);
    }

    @PostMapping("/{id}")
    String save(
            @PathVariable UUID id,
            @RequestParam MultiValueMap<String, String> fields,
            Person person,
            Model model,
            HttpServletResponse response,
            RedirectAttributes redirect) {
        var form = PostForm.of(fields);
        var post = posts.get(id, person);
        if (PostForm.touched(fields)) {
            return editor.show(post, form.arranged(fields), Trouble.NONE, null, null, person, model);
        }
        var errors = new FieldErrors();
        try {
            var unchanged = form.same(PostForm.of(post, editor.brand(post).zone()));
            var change = form.change(errors);
            errors.throwIfAny();
            var saved = unchanged ? post : budget.save(person, () -> posts.save(id, form.version(), change, person));
            autosaves.delete(id.toString(), person.id());
            return onwards(saved, fields, person, redirect);
        } catch (InvalidFields e) {
            response.setStatus(HttpStatus.UNPROCESSABLE_ENTITY.value());
            errors.add(e);
            posts.check(post.brand(), post, form.draft(errors), submits(fields), person, errors);
            return editor.show(post, form, Trouble.of(errors, null), null, null, person, model);
        } catch (StalePost e) {
            response.setStatus(HttpStatus.CONFLICT.value());
            var now = posts.get(id, person);
            posts.check(now.brand(), now, form.draft(errors), submits(fields), person, errors);
            var trouble = Trouble.of(errors, editor.clash(now, form));
            return editor.show(now, form.over(now.version()), trouble, null, null, person, model);
        }
    }

    private boolean withdrawable(UUID id, Person person) {
        try {
            posts.requireWithdrawable(id, person);
            return true;
        } catch (Refused | NotPermitted notNow) {
            return false;
        }
    }

    /** The way through the model, for the diagram. */
    @GetMapping(path = "/{id}/way", produces = "application/json")
    @ResponseBody
    Way way(@PathVariable UUID id, Person person) {
        return sheets.way(posts.get(id, person))
                .orElseThrow(() -> new Refused(Refused.Kind.MISSING, "no-way", say("post.way.none")));
    }

    private static boolean submits(MultiValueMap<String, String> fields) {
        return "submit".equals(fields.getFirst("action"));
    }

    /** Where a saved post leads: on to the pictures, to submission, or back to its page. */
    private String onwards(
            Post saved, MultiValueMap<String, String> fields, Person person, RedirectAttributes redirect) {
        var action = fields.getFirst("action");
        if ("pick".equals(action)) {
            return "redirect:/posts/pictures?post=" + saved.id() + "&brand=" + saved.brand();
        }
        if ("submit".equals(action)) {
            if (asksAboutSlot(saved, fields)) {
                redirect.addFlashAttribute("tightAsked", true);
                return "redirect:/posts/" + saved.id();
            }
            return submit(saved, person, redirect);
        }
        redirect.addFlashAttribute("toast", say("post.saved", saved.version()));
        return "redirect:/posts/" + saved.id();
    }

    /** Whether nothing but a tight slot is left to say, and the person has not accepted exactly this slot. */
    private boolean asksAboutSlot(Post saved, MultiValueMap<String, String> fields) {
        var accepted = fields.getFirst("acceptTightSlot");
        return tightSlots
                        .of(saved)
                        .filter(tight -> !tight.slot().toString().equals(accepted))
                        .isPresent()
                && posts.obstacles(saved).isEmpty();
    }

    private String submit(Post saved, Person person, RedirectAttributes redirect) {
        try {
            var submitted = posts.submit(saved.id(), saved.version(), person);
            redirect.addFlashAttribute("toast", say("post.submitted", submitted.version(), submitted.step()));
        } catch (NotReady e) {
            redirect.addFlashAttribute(NOT_READY, true);
        } catch (Refused e) {
            var now = posts.get(saved.id(), person);
            if (sheets.submitted(now, saved.version(), person)) { // the same form came before
                redirect.addFlashAttribute("toast", say("post.submitted", saved.version(), now.step()));
            } else {
                redirect.addFlashAttribute("refused", e.getMessage());
            }
        }
        return "redirect:/posts/" + saved.id();
    }

    private String say(String key, Object... arguments) {
        return messages.getMessage(key, arguments, LocaleContextHolder.getLocale());
    }
}
