package org.imprimatur.content;

import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.imprimatur.FieldError;
import org.imprimatur.FieldErrors;
import org.imprimatur.InvalidFields;
import org.imprimatur.approval.Refused;
import org.imprimatur.approval.Way;
import org.imprimatur.assets.Asset;
import org.imprimatur.assets.AssetId;
import org.imprimatur.assets.AssetState;
import org.imprimatur.assets.Assets;
import org.imprimatur.inbox.Inbox;
import org.imprimatur.people.Brand;
import org.imprimatur.people.People;
import org.imprimatur.people.Permissions;
import org.imprimatur.people.Permissions.Action;
import org.imprimatur.people.Person;
import org.imprimatur.web.InvalidInput;
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
    private static final int PICTURES = 24;
    /** Unsaved forms that a new one tells of. */
    private static final int OFFERED = 3;

    /** A save of the typed form may still be under way when the post itself is saved. */
    private static final Duration UNDER_WAY = Duration.ofSeconds(5);

    private static final String NOT_READY = "notReady";
    private static final String EDITOR = "content/post";

    private final Posts posts;
    private final PostSheets sheets;
    private final TightSlots tightSlots;
    private final Attachments attachments;
    private final Inbox inbox;
    private final Assets assets;
    private final People people;
    private final Permissions permissions;
    private final History history;
    private final PostAutosaves autosaves;
    private final MessageSource messages;

    PostPages(
            Posts posts,
            PostSheets sheets,
            TightSlots tightSlots,
            Attachments attachments,
            Inbox inbox,
            Assets assets,
            People people,
            Permissions permissions,
            History history,
            PostAutosaves autosaves,
            MessageSource messages) {
        this.posts = posts;
        this.sheets = sheets;
        this.tightSlots = tightSlots;
        this.attachments = attachments;
        this.inbox = inbox;
        this.assets = assets;
        this.people = people;
        this.permissions = permissions;
        this.history = history;
        this.autosaves = autosaves;
        this.messages = messages;
    }

    /**
     * What a wrong input leaves behind.
     *
     * @param problems everything that is wrong, in the order of the form
     * @param choices the two hours that can be meant
     */
    record Trouble(
            List<FieldError> problems,
            List<UnclearHour.Choice> choices,
            @Nullable Clash clash) {

        static final Trouble NONE = new Trouble(List.of(), List.of(), null);

        private static final List<String> ORDER = List.of("title", "variants", "assets", "slot");

        static Trouble of(FieldErrors errors, @Nullable Clash clash) {
            var sorted = errors.list().stream()
                    .sorted(Comparator.comparingInt(Trouble::place))
                    .toList();
            return new Trouble(sorted, choices(errors), clash);
        }

        /** The words under each field. */
        public Map<String, String> errors() {
            return problems.stream().collect(Collectors.toMap(FieldError::field, FieldError::message));
        }

        private static List<UnclearHour.Choice> choices(FieldErrors errors) {
            try {
                errors.throwIfAny();
                return List.of();
            } catch (InvalidFields e) {
                return UnclearHour.among(e).map(UnclearHour::choices).orElse(List.of());
            }
        }

        private static int place(FieldError error) {
            return ORDER.indexOf(error.field().split("[.\\[]", 2)[0]);
        }
    }

    /**
     * Somebody else saved in between.
     *
     * @param base the version on which it was typed
     * @param changes from what they saved to what was typed
     */
    record Clash(String by, int version, int base, Proof.Changes changes) {}

    @GetMapping
    String list(
            Brand brand,
            Person person,
            @RequestParam(required = false) @Nullable String state,
            @RequestParam(required = false) @Nullable String q,
            @RequestParam(required = false) @Nullable String after,
            Model model) {
        var wanted =
                state == null || state.isBlank() || !PostState.words().contains(state) ? null : PostState.of(state);
        var page = posts.of(brand.id(), wanted, q == null || q.isBlank() ? null : q.strip(), after, PAGE, person);
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
            return blank(brand, begun.get().form(), Trouble.NONE, model);
        }
        var pictures = Optional.ofNullable(picture)
                .flatMap(assets::find)
                .filter(asset ->
                        asset.brand().equals(brand.id()) && asset.state() == AssetState.APPROVED && asset.attachable())
                .map(asset -> new PostForm.Picture(asset.id().toString(), describing(asset)))
                .stream()
                .toList();
        return blank(brand, PostForm.empty(brand.zone(), pictures), Trouble.NONE, model);
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
        key(fields).ifPresent(key -> model.addAttribute("draft", key));
        var form = PostForm.of(fields);
        if (PostForm.touched(fields)) {
            return blank(brand, form.arranged(fields), Trouble.NONE, model);
        }
        var errors = new FieldErrors();
        try {
            var draft = form.draft(errors);
            errors.throwIfAny();
            var post = created(brand, draft, key(fields).map(UUID::fromString).orElse(null), person);
            key(fields).ifPresent(key -> autosaves.delete(key, person.id()));
            return onwards(post, fields, person, redirect);
        } catch (InvalidFields e) {
            response.setStatus(HttpStatus.UNPROCESSABLE_ENTITY.value());
            errors.add(e);
            posts.check(brand.id(), null, form.draft(errors), submits(fields), person, errors);
            return blank(brand, form, Trouble.of(errors, null), model);
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
            return "content/unreadable";
        }
        var post = found.get();
        var saved = PostForm.of(post, brand(post).zone());
        if (model.containsAttribute(NOT_READY)) { // it was saved, but could not be submitted: each field says why
            var trouble = new Trouble(posts.obstacles(post), List.of(), null);
            return show(post, saved, trouble, from, to, person, model);
        }
        if (post.state().editable() && permissions.may(person, Action.WRITE, post.brand())) {
            var begun = begun(post, saved, person);
            if (begun.isPresent()) {
                return restore(post, begun.get(), from, to, person, model);
            }
        }
        return show(post, saved, Trouble.NONE, from, to, person, model);
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
            return show(post, begun.form(), Trouble.NONE, from, to, person, model);
        }
        var trouble = new Trouble(List.of(), List.of(), clash(post, begun.form()));
        return show(post, begun.form().over(post.version()), trouble, from, to, person, model);
    }

    private Clash clash(Post post, PostForm form) {
        return new Clash(
                sheets.saver(post),
                post.version(),
                form.version(),
                form.proof(post.slot()).since(Proof.of(post), false));
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
        return new Autosaved(autosaves.save(post.brand(), id.toString(), false, person.id(), fields));
    }

    /** The same for a post that is not saved yet; the form brings the key of its row. */
    @PostMapping("/autosave")
    @ResponseBody
    Autosaved autosave(Brand brand, @RequestParam MultiValueMap<String, String> fields, Person person) {
        permissions.require(person, Action.WRITE, brand.id());
        var key = key(fields).orElseThrow(() -> new InvalidInput("key", "key is the key of the form, a UUID."));
        return new Autosaved(autosaves.save(brand.id(), key, true, person.id(), fields));
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
        key(fields).ifPresent(key -> autosaves.delete(key, person.id()));
        return "redirect:/posts/new?brand=" + brand.id();
    }

    /** When what is typed was kept. */
    record Autosaved(Instant savedAt) {}

    private static Optional<String> key(MultiValueMap<String, String> fields) {
        return Optional.ofNullable(fields.getFirst("key"))
                .filter(key -> key.matches("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}"));
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
            return show(post, form.arranged(fields), Trouble.NONE, null, null, person, model);
        }
        var errors = new FieldErrors();
        try {
            var unchanged = form.same(PostForm.of(post, brand(post).zone()));
            var change = form.change(errors);
            errors.throwIfAny();
            var saved = unchanged ? post : posts.save(id, form.version(), change, person);
            autosaves.delete(id.toString(), person.id());
            return onwards(saved, fields, person, redirect);
        } catch (InvalidFields e) {
            response.setStatus(HttpStatus.UNPROCESSABLE_ENTITY.value());
            errors.add(e);
            posts.check(post.brand(), post, form.draft(errors), submits(fields), person, errors);
            return show(post, form, Trouble.of(errors, null), null, null, person, model);
        } catch (StalePost e) {
            response.setStatus(HttpStatus.CONFLICT.value());
            var now = posts.get(id, person);
            posts.check(now.brand(), now, form.draft(errors), submits(fields), person, errors);
            var trouble = Trouble.of(errors, clash(now, form));
            return show(now, form.over(now.version()), trouble, null, null, person, model);
        }
    }

    /** The page named it and asked before; its version is the one that was shown. */
    @PostMapping("/{id}/delete")
    String delete(
            @PathVariable UUID id,
            @RequestParam(defaultValue = "0") int version,
            Person person,
            RedirectAttributes redirect) {
        var post = posts.get(id, person);
        try {
            posts.delete(id, version, person);
        } catch (StalePost e) {
            redirect.addFlashAttribute("toast", e.getMessage());
            return "redirect:/posts/" + id;
        }
        redirect.addFlashAttribute("toast", say("post.deleted", post.title()));
        return "redirect:/posts?brand=" + post.brand();
    }

    /** Asks before a version is withdrawn, and says what falls with it. */
    @GetMapping("/{id}/withdraw")
    String askToWithdraw(@PathVariable UUID id, Person person, Model model) {
        return withdrawal(posts.requireWithdrawable(id, person), "", null, model);
    }

    /** @param hash of the version that the page showed */
    @PostMapping("/{id}/withdraw")
    String withdraw(
            @PathVariable UUID id,
            @RequestParam(defaultValue = "") String reason,
            @RequestParam(required = false) @Nullable String hash,
            Person person,
            Model model,
            HttpServletResponse response,
            RedirectAttributes redirect) {
        try {
            var post = posts.withdraw(id, reason, hash, person);
            redirect.addFlashAttribute("toast", say("post.withdrawn", post.title()));
            return "redirect:/posts/" + id;
        } catch (InvalidInput e) {
            response.setStatus(HttpStatus.UNPROCESSABLE_ENTITY.value());
            return withdrawal(posts.requireWithdrawable(id, person), reason, e.getMessage(), model);
        }
    }

    private String withdrawal(Post post, String reason, @Nullable String error, Model model) {
        model.addAttribute("post", post);
        model.addAttribute("round", sheets.submitted(post));
        model.addAttribute("approvals", sheets.approvals(post));
        model.addAttribute("reason", reason);
        model.addAttribute("error", error);
        return "content/withdraw";
    }

    /** The way through the model, for the diagram. */
    @GetMapping(path = "/{id}/way", produces = "application/json")
    @ResponseBody
    Way way(@PathVariable UUID id, Person person) {
        return sheets.way(posts.get(id, person))
                .orElseThrow(() -> new Refused(Refused.Kind.MISSING, "no-way", say("post.way.none")));
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
        var query = q.isBlank() ? null : q.strip();
        var approved = assets.search(brand.id(), query, AssetState.APPROVED, after, PICTURES);
        var waiting = after == null
                ? assets.search(brand.id(), query, AssetState.CATALOGED, null, 6).items().stream()
                        .filter(Asset::attachable)
                        .toList()
                : List.<Asset>of();
        model.addAttribute("brand", brand);
        model.addAttribute("q", q);
        model.addAttribute("approved", approved.items());
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
            posts.save(id, post.version(), new Posts.Change(null, null, attachments, null, false), person);
        } catch (InvalidFields | StalePost e) {
            redirect.addFlashAttribute("toast", e.getMessage());
        }
        return "redirect:/posts/" + id + "#pictures";
    }

    private static boolean submits(MultiValueMap<String, String> fields) {
        return "submit".equals(fields.getFirst("action"));
    }

    private static Set<String> attached(Post post) {
        return post.assets().stream()
                .map(attachment -> attachment.id().toString())
                .collect(Collectors.toSet());
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

    private String blank(Brand brand, PostForm form, Trouble trouble, Model model) {
        if (!model.containsAttribute("draft")) {
            model.addAttribute("draft", UUID.randomUUID());
        }
        model.addAttribute("brand", brand);
        model.addAttribute("form", form);
        model.addAttribute("trouble", trouble);
        model.addAttribute("pictures", sheets.pictures(form, brand.id()));
        model.addAttribute("channels", Channel.ALL);
        model.addAttribute("zones", sheets.zones());
        return EDITOR;
    }

    private String show(
            Post post,
            PostForm form,
            Trouble trouble,
            @Nullable Integer from,
            @Nullable Integer to,
            Person person,
            Model model) {
        model.addAttribute("sheet", sheets.of(post, person, from, to));
        model.addAttribute("tight", tightSlots.of(post).orElse(null));
        return blank(brand(post), form, trouble, model);
    }

    private Brand brand(Post post) {
        return people.brand(post.brand())
                .or(() -> Optional.of(new Brand(post.brand(), post.brand(), java.time.ZoneOffset.UTC)))
                .orElseThrow();
    }

    private String say(String key, Object... arguments) {
        return messages.getMessage(key, arguments, LocaleContextHolder.getLocale());
    }
}
