package org.imprimatur.library;

import jakarta.servlet.http.HttpServletResponse;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.imprimatur.approval.Answer;
import org.imprimatur.approval.Approvals;
import org.imprimatur.approval.Refused;
import org.imprimatur.approval.Round;
import org.imprimatur.approval.SubjectRef;
import org.imprimatur.approval.Verdict;
import org.imprimatur.assets.Asset;
import org.imprimatur.assets.AssetId;
import org.imprimatur.assets.AssetState;
import org.imprimatur.assets.Assets;
import org.imprimatur.content.Posts;
import org.imprimatur.inbox.Inbox;
import org.imprimatur.inbox.InboxItem;
import org.imprimatur.people.Brand;
import org.imprimatur.people.NotPermitted;
import org.imprimatur.people.Permissions;
import org.imprimatur.people.Permissions.Action;
import org.imprimatur.people.Person;
import org.imprimatur.text.UnicodeText;
import org.imprimatur.web.DecisionPause;
import org.imprimatur.web.InvalidInput;
import org.imprimatur.web.ItemGuard;
import org.imprimatur.web.Problems;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.MessageSource;
import org.springframework.context.i18n.LocaleContextHolder;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.util.unit.DataSize;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;
import org.springframework.web.util.UriComponentsBuilder;

/** The asset portal: the grid with its filters, and one asset beside it, where it is decided on as well. */
@Controller
@RequestMapping("/library")
class LibraryPages {

    private static final int PAGE = 36;

    /** So many posts are named that use an asset. */
    private static final int USED = 12;

    private final Assets assets;
    private final Approvals approvals;
    private final Reopening reopening;
    private final Inbox inbox;
    private final Posts posts;
    private final Permissions permissions;
    private final MessageSource messages;
    private final DecisionPause pause;
    private final DataSize limit;

    LibraryPages(
            Assets assets,
            Approvals approvals,
            Reopening reopening,
            Inbox inbox,
            Posts posts,
            Permissions permissions,
            MessageSource messages,
            DecisionPause pause,
            @Value("${imprimatur.uploads.limit:2GB}") DataSize limit) {
        this.assets = assets;
        this.approvals = approvals;
        this.reopening = reopening;
        this.inbox = inbox;
        this.posts = posts;
        this.permissions = permissions;
        this.messages = messages;
        this.pause = pause;
        this.limit = limit;
    }

    /** What the address says about the grid; it stays the same from asset to asset. */
    record Wish(
            @Nullable String q,
            @Nullable String state,
            @Nullable String after) {

        public @Nullable AssetState wanted() {
            return Arrays.stream(AssetState.values())
                    .filter(known -> known.word().equals(state))
                    .findFirst()
                    .orElse(null);
        }

        public @Nullable String query() {
            return UnicodeText.stripToNull(q);
        }

        /** The query of an address that keeps this filter, with its question mark; empty when nothing is filtered. */
        public String kept() {
            var wanted = wanted();
            return UriComponentsBuilder.newInstance()
                    .queryParamIfPresent("state", Optional.ofNullable(wanted).map(AssetState::word))
                    .queryParamIfPresent("q", Optional.ofNullable(query()))
                    .encode()
                    .build()
                    .toUriString();
        }
    }

    @GetMapping
    String grid(Brand brand, Person person, Wish wish, Model model) {
        permissions.require(person, Action.READ, brand.id());
        addGrid(model, brand.id(), person, wish);
        return "library/library";
    }

    @GetMapping("/{id}")
    String asset(@PathVariable AssetId id, Brand brand, Person person, Wish wish, Model model) {
        var found = ItemGuard.read("asset:" + id, () -> visible(id, person));
        if (found.isEmpty()) {
            permissions.require(person, Action.READ, brand.id());
            addGrid(model, brand.id(), person, wish);
            model.addAttribute("broken", true);
            return "library/library";
        }
        var asset = found.get();
        if (!asset.brand().equals(brand.id())) {
            return "redirect:"
                    + UriComponentsBuilder.fromPath("/library/{id}")
                            .queryParam("brand", asset.brand())
                            .build(id.toString());
        }
        addGrid(model, brand.id(), person, wish);
        addPane(model, asset, person);
        return "library/library";
    }

    /** One card, asked again while its asset is being looked into. */
    @GetMapping("/{id}/card")
    String card(
            @PathVariable AssetId id,
            @RequestParam(defaultValue = "0") int asked,
            Person person,
            Wish wish,
            Model model) {
        model.addAttribute("asset", visible(id, person));
        model.addAttribute("wish", wish);
        model.addAttribute("asked", asked);
        return "library/cards :: one";
    }

    @PostMapping("/{id}/decision")
    String decide(
            @PathVariable AssetId id,
            DecisionForm form,
            Person person,
            Wish wish,
            Model model,
            RedirectAttributes after,
            HttpServletResponse response) {
        var asset = visible(id, person);
        try {
            checkShown(id, form);
            approvals.decide(form.asked(), form.answer(), person.id());
            after.addFlashAttribute("toast", say("library.said." + form.decision(), asset.title()));
            return "redirect:/library/" + id + wish.kept();
        } catch (Refused refused) {
            response.setStatus(Problems.status(refused).value());
            model.addAttribute("refused", refused.getMessage());
            model.addAttribute("comment", form.comment());
            addGrid(model, asset.brand(), person, wish);
            addPane(model, visible(id, person), person);
            return "library/library";
        }
    }

    /** Asks again for the approval of a rejected file. */
    @PostMapping("/{id}/reopen")
    String reopen(
            @PathVariable AssetId id,
            @RequestParam(defaultValue = "") String reason,
            Person person,
            Wish wish,
            Model model,
            RedirectAttributes after,
            HttpServletResponse response) {
        var asset = visible(id, person);
        try {
            reopening.reopen(asset, reason, person);
            after.addFlashAttribute("toast", say("reopen.done", asset.title()));
            return "redirect:/library/" + id + wish.kept();
        } catch (InvalidInput invalid) {
            response.setStatus(HttpStatus.UNPROCESSABLE_ENTITY.value());
            model.addAttribute("reopenRefused", invalid.getMessage());
            model.addAttribute("reopenReason", reason);
            addGrid(model, asset.brand(), person, wish);
            addPane(model, asset, person);
            return "library/library";
        }
    }

    /** Refuses a form of another asset, and one that follows its page too closely to be about it. */
    private void checkShown(AssetId id, DecisionForm form) {
        var task = inbox.find(form.asked());
        if (task.isPresent() && !task.get().subject().equals("asset:" + id)) {
            throw new Refused(Refused.Kind.CONFLICT, "other-subject", say("decide.other"));
        }
        if (pause.tooSoon(form.shown())) {
            throw new Refused(Refused.Kind.CONFLICT, "too-soon", say("decide.early"));
        }
    }

    /**
     * A decision as the pane sends it.
     *
     * @param hash of what was in front of the person
     * @param shown when the page was made, in milliseconds since the epoch
     */
    record DecisionForm(
            @Nullable String task,
            @Nullable String decision,
            @Nullable String hash,
            @Nullable String comment,
            @Nullable Long shown) {

        String asked() {
            return Objects.requireNonNullElse(task, "");
        }

        Answer answer() {
            var said = UnicodeText.stripToNull(comment);
            return new Answer(verdict(), Objects.requireNonNullElse(hash, ""), said);
        }

        private Verdict verdict() {
            try {
                return Verdict.of(Objects.requireNonNullElse(decision, ""));
            } catch (IllegalArgumentException e) {
                throw new InvalidInput("decision", "decision is one of approve, reject.");
            }
        }
    }

    private void addGrid(Model model, String brand, Person person, Wish wish) {
        var counts = assets.counts(brand);
        var page = assets.search(brand, wish.query(), wish.wanted(), wish.after(), PAGE);
        model.addAttribute("wish", wish);
        model.addAttribute("facets", facets(counts));
        model.addAttribute("assets", page.items());
        model.addAttribute("unreadable", page.unreadable());
        model.addAttribute("next", page.next());
        model.addAttribute("corrected", page.corrected());
        model.addAttribute("limit", limit.toBytes());
        model.addAttribute("uploads", permissions.may(person, Action.UPLOAD, brand));
    }

    /** All, what waits and what may be used are always there; the rest only while something is in it. */
    private List<Facet> facets(Map<AssetState, Integer> counts) {
        var all = counts.values().stream().mapToInt(Integer::intValue).sum();
        return Stream.concat(
                        Stream.of(facet(null, "i-photo", all)),
                        Stream.of(
                                        facet(AssetState.APPROVED, "i-rubber-stamp", counts),
                                        facet(AssetState.CATALOGED, "i-list-check", counts),
                                        facet(AssetState.RECEIVED, "i-inbox", counts),
                                        facet(AssetState.CATALOGING, "i-scan", counts),
                                        facet(AssetState.REJECTED, "i-circle-x", counts),
                                        facet(AssetState.FAILED, "i-alert-triangle", counts))
                                .filter(facet -> facet.count() > 0
                                        || AssetState.APPROVED.word().equals(facet.state())
                                        || AssetState.CATALOGED.word().equals(facet.state())))
                .toList();
    }

    private Facet facet(AssetState state, String icon, Map<AssetState, Integer> counts) {
        return facet(state.word(), icon, counts.getOrDefault(state, 0));
    }

    private Facet facet(@Nullable String state, String icon, int count) {
        return new Facet(
                state, icon, count, count > Assets.COUNTED ? say("library.facet.many") : Integer.toString(count));
    }

    /**
     * A filter.
     *
     * @param state null for everything
     * @param count how much is in it, counted up to the limit of {@link Assets#counts}
     * @param number the same as it is shown
     */
    record Facet(@Nullable String state, String icon, int count, String number) {}

    private void addPane(Model model, Asset asset, Person person) {
        var subject = new SubjectRef(AssetSubjectType.KIND, asset.id().toString());
        model.addAttribute("asset", asset);
        model.addAttribute(
                "decision",
                approvals.decisions(subject).stream()
                        .reduce((first, last) -> last)
                        .orElse(null));
        model.addAttribute("reopened", reopened(subject, asset).orElse(null));
        model.addAttribute("rejection", reopening.rejection(asset).orElse(null));
        model.addAttribute("uploads", permissions.may(person, Action.UPLOAD, asset.brand()));
        model.addAttribute("task", task(subject, asset, person).orElse(null));
        model.addAttribute("used", posts.using(asset.id(), USED, person));
        model.addAttribute("writes", permissions.may(person, Action.WRITE, asset.brand()));
        model.addAttribute("own", asset.uploaders().contains(person.id()));
    }

    /** The round in which somebody asked again, while it waits for a decision. */
    private Optional<Round> reopened(SubjectRef subject, Asset asset) {
        return asset.state() == AssetState.CATALOGED
                ? approvals.rounds(subject).stream()
                        .reduce((earlier, later) -> later)
                        .filter(round -> round.reason() != null)
                : Optional.empty();
    }

    /** What this person may decide on here, if anything. */
    private Optional<InboxItem> task(SubjectRef subject, Asset asset, Person person) {
        return asset.state() == AssetState.CATALOGED
                ? inbox.openFor(subject.toString()).stream()
                        .filter(item -> inbox.mayFinish(item, person.id(), person.groups()))
                        .findFirst()
                : Optional.empty();
    }

    private Asset visible(AssetId id, Person person) {
        return VisibleAssets.find(assets, permissions, id, person)
                .orElseThrow(() -> new NotPermitted(true, say("library.unknown")));
    }

    private String say(String key, Object... values) {
        return messages.getMessage(key, values, LocaleContextHolder.getLocale());
    }
}
