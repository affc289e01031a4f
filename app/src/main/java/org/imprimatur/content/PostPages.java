package org.imprimatur.content;

import jakarta.servlet.http.HttpServletResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
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
        this.messages = messages;
    }

    /** What a wrong input leaves behind: the words under the fields, and the two hours that can be meant. */
    record Trouble(
            Map<String, String> errors,
            List<UnclearHour.Choice> choices,
            @Nullable Clash clash,
            boolean refused) {
        static final Trouble NONE = new Trouble(Map.of(), List.of(), null, false);

        static Trouble of(InvalidInput input) {
            var choices = input instanceof UnclearHour unclear ? unclear.choices() : List.<UnclearHour.Choice>of();
            return new Trouble(Map.of(input.field(), String.valueOf(input.getMessage())), choices, null, false);
        }
    }

    /** Somebody else saved in between; {@code changes} lead from what they saved to what was typed. */
    record Clash(String by, int version, Proof.Changes changes) {}

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

    /** @param picture an asset that the post begins with; one that may not be attached is left out */
    @GetMapping("/new")
    String blank(Brand brand, Person person, @RequestParam(required = false) @Nullable AssetId picture, Model model) {
        permissions.require(person, Action.WRITE, brand.id());
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
        var form = PostForm.of(fields);
        if (PostForm.touched(fields)) {
            return blank(brand, form.arranged(fields), Trouble.NONE, model);
        }
        try {
            var post = posts.create(brand.id(), form.draft(), person);
            return onwards(post, fields, person, redirect);
        } catch (InvalidInput e) {
            response.setStatus(HttpStatus.UNPROCESSABLE_ENTITY.value());
            return blank(brand, form, Trouble.of(e), model);
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
        return show(post, PostForm.of(post, brand(post).zone()), Trouble.NONE, from, to, person, model);
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
        try {
            var unchanged = form.same(PostForm.of(post, brand(post).zone()));
            var saved = unchanged ? post : posts.save(id, form.version(), form.change(), person);
            return onwards(saved, fields, person, redirect);
        } catch (InvalidInput e) {
            response.setStatus(HttpStatus.UNPROCESSABLE_ENTITY.value());
            return show(post, form, Trouble.of(e), null, null, person, model);
        } catch (StalePost e) {
            response.setStatus(HttpStatus.CONFLICT.value());
            var now = posts.get(id, person);
            var clash = new Clash(
                    sheets.saver(now), now.version(), form.proof(now.slot()).since(Proof.of(now), false));
            var trouble = new Trouble(Map.of(), List.of(), clash, false);
            return show(now, form.over(now.version()), trouble, null, null, person, model);
        }
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
        } catch (InvalidInput | StalePost e) {
            redirect.addFlashAttribute("toast", e.getMessage());
        }
        return "redirect:/posts/" + id + "#pictures";
    }

    private static Set<String> attached(Post post) {
        return post.assets().stream()
                .map(attachment -> attachment.id().toString())
                .collect(java.util.stream.Collectors.toSet());
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
            redirect.addFlashAttribute("notReady", true);
        } catch (Refused e) {
            redirect.addFlashAttribute("refused", e.getMessage());
        }
        return "redirect:/posts/" + saved.id();
    }

    private String blank(Brand brand, PostForm form, Trouble trouble, Model model) {
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
