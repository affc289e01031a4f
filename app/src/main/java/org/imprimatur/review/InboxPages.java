package org.imprimatur.review;

import jakarta.servlet.http.HttpServletResponse;
import java.time.Clock;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.imprimatur.approval.Answer;
import org.imprimatur.approval.Approvals;
import org.imprimatur.approval.Claims;
import org.imprimatur.approval.Decision;
import org.imprimatur.approval.Refused;
import org.imprimatur.approval.SubjectRef;
import org.imprimatur.approval.SubjectTypes;
import org.imprimatur.approval.Verdict;
import org.imprimatur.inbox.Inbox;
import org.imprimatur.inbox.InboxItem;
import org.imprimatur.people.Person;
import org.imprimatur.text.UnicodeText;
import org.imprimatur.web.DecisionPause;
import org.imprimatur.web.InvalidInput;
import org.imprimatur.web.ItemGuard;
import org.imprimatur.web.Problems;
import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;
import org.springframework.context.i18n.LocaleContextHolder;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/**
 * The inbox: what waits at the left, what one signs at the right. One template for everybody; htmx takes the part of it
 * that changed, and without scripts the same links and forms bring the whole page.
 */
@Controller
@RequestMapping("/inbox")
class InboxPages {

    /** Entries of one page of the list. */
    private static final int PAGE = 30;

    private static final DateTimeFormatter CLOCK = DateTimeFormatter.ofPattern("HH:mm", Locale.ROOT);

    private final Inbox inbox;
    private final Panes panes;
    private final SubjectTypes types;
    private final SubjectPagesByKind kinds;
    private final Approvals approvals;
    private final Claims claims;
    private final MessageSource messages;
    private final DecisionPause pause;
    private final Clock clock;

    InboxPages(
            Inbox inbox,
            Panes panes,
            SubjectTypes types,
            SubjectPagesByKind kinds,
            Approvals approvals,
            Claims claims,
            MessageSource messages,
            DecisionPause pause,
            Clock clock) {
        this.inbox = inbox;
        this.panes = panes;
        this.types = types;
        this.kinds = kinds;
        this.approvals = approvals;
        this.claims = claims;
        this.messages = messages;
        this.pause = pause;
        this.clock = clock;
    }

    /** Which part of the list is shown; travels in the address, so that a link or a form leads back to it. */
    record Where(
            @Nullable String tab,
            @Nullable String after,
            @Nullable String under) {

        private static final Set<String> TABS = Set.of("overdue", "claimed");

        Where {
            tab = tab != null && TABS.contains(tab) ? tab : null;
        }

        /** The address of something in this part of the list. */
        public String at(String path) {
            return tab == null ? path : path + "?tab=" + tab;
        }

        public boolean overdue() {
            return "overdue".equals(tab);
        }

        public boolean claimed() {
            return "claimed".equals(tab);
        }
    }

    /** What was typed at the decision, and what is wrong with it. */
    record Typed(
            @Nullable String comment,
            @Nullable String verdict,
            @Nullable String error,
            @Nullable Note note) {
        static final Typed NOTHING = new Typed(null, null, null, null);
    }

    /** An inline note: what one must act on. */
    record Note(
            String tone,
            String icon,
            String title,
            @Nullable String words) {}

    @GetMapping
    String list(Where where, Person person, Model model) {
        var items = fill(where, null, person, model);
        items.stream()
                .filter(item -> item.kind() == InboxItem.Kind.DECISION)
                .findFirst()
                .ifPresent(item -> show(item, Typed.NOTHING, person, model));
        model.addAttribute("chosen", false);
        return "review/inbox";
    }

    @GetMapping("/{task}")
    String task(@PathVariable String task, Where where, Person person, Model model, HttpServletResponse response) {
        var item = inbox.find(task).filter(found -> person.belongsTo(found.brand()));
        if (item.isPresent() && item.get().kind() == InboxItem.Kind.WORK) {
            return "redirect:" + kinds.address(item.get());
        }
        fill(where, task, person, model);
        if (item.isEmpty() || !show(item.get(), Typed.NOTHING, person, model)) {
            response.setStatus(HttpStatus.NOT_FOUND.value());
            model.addAttribute("gone", new Note("info", "info-circle", say("inbox.gone"), null));
        }
        return "review/inbox";
    }

    /**
     * Signs.
     *
     * @param hash of the version that the person had in front of them
     * @param subject names what it was about, should the task be gone by now
     * @param shown when the page was made, in milliseconds since the epoch
     * @param next the task after this one in the list
     */
    @PostMapping("/{task}")
    String decide(
            @PathVariable String task,
            @RequestParam(required = false) @Nullable String verdict,
            @RequestParam(defaultValue = "") String hash,
            @RequestParam(defaultValue = "") String comment,
            @RequestParam(required = false) @Nullable String subject,
            @RequestParam(required = false) @Nullable Long shown,
            @RequestParam(required = false) @Nullable String next,
            Where where,
            Person person,
            Model model,
            HttpServletResponse response,
            RedirectAttributes redirect) {
        var item = inbox.find(task).filter(found -> person.belongsTo(found.brand()));
        var typed = comment.replace("\r\n", "\n");
        var complaint = complaint(verdict, typed);
        if (complaint != null) {
            response.setStatus(HttpStatus.UNPROCESSABLE_ENTITY.value());
            return again(task, item, subject, new Typed(comment, verdict, complaint, null), where, person, model);
        }
        var other = item.isPresent()
                && subject != null
                && !subject.equals(item.get().subject());
        if (other || pause.tooSoon(shown)) {
            response.setStatus(HttpStatus.CONFLICT.value());
            var note = new Note("warn", "clock", say(other ? "decide.other" : "decide.early"), null);
            return again(task, item, subject, new Typed(comment, verdict, null, note), where, person, model);
        }
        var said = Verdict.of(verdict == null ? "" : verdict);
        try {
            approvals.decide(task, new Answer(said, hash, UnicodeText.stripToNull(typed)), person.id());
        } catch (Refused e) {
            response.setStatus(Problems.status(e).value());
            var now = inbox.find(task).filter(found -> person.belongsTo(found.brand()));
            var stale = now.isPresent() && !hash.equals(now.get().hash());
            var note = stale ? stale(now.get(), hash) : refusal(e);
            return again(task, now, subject, new Typed(comment, verdict, null, note), where, person, model);
        }
        item.ifPresent(done -> redirect.addFlashAttribute("toast", toast(done, said)));
        var following = next == null ? Optional.<InboxItem>empty() : inbox.find(next);
        if (following.isPresent() && inbox.mayFinish(following.get(), person.id(), person.groups())) {
            return "redirect:" + where.at("/inbox/" + following.get().task());
        }
        return "redirect:" + where.at("/inbox");
    }

    /** What cannot be displayed cannot be approved, but it need not stay open for ever. */
    private boolean rejectable(InboxItem item, Person person) {
        return item.kind() == InboxItem.Kind.DECISION
                && item.hash() != null
                && inbox.mayFinish(item, person.id(), person.groups());
    }

    /** Claims a task, away from whoever has claimed it. */
    @PostMapping("/{task}/claim")
    String claim(@PathVariable String task, Where where, Person person, Model model, HttpServletResponse response) {
        return change(task, () -> claims.claim(task, person.id(), true), where, person, model, response);
    }

    /** Gives the person's own claim up. */
    @PostMapping("/{task}/release")
    String release(@PathVariable String task, Where where, Person person, Model model, HttpServletResponse response) {
        return change(task, () -> claims.release(task, person.id()), where, person, model, response);
    }

    private String change(
            String task, Runnable change, Where where, Person person, Model model, HttpServletResponse response) {
        try {
            change.run();
        } catch (Refused e) {
            response.setStatus(Problems.status(e).value());
            var now = inbox.find(task).filter(found -> person.belongsTo(found.brand()));
            return again(task, now, null, new Typed(null, null, null, refusal(e)), where, person, model);
        }
        // the task's id comes from the address, and was found
        return "redirect:" + where.at("/inbox/" + task);
    }

    private @Nullable String complaint(@Nullable String verdict, String comment) {
        if (verdict == null) {
            return say("decide.none");
        }
        return switch (verdict) {
            case "request_changes" -> UnicodeText.isBlank(comment) ? say("decide.comment.changes") : null;
            case "reject" -> UnicodeText.isBlank(comment) ? say("decide.comment.reject") : null;
            case "approve" -> null;
            default -> throw new InvalidInput("verdict", say("decide.none"));
        };
    }

    /** The page once more with all that was typed, on the version that is current now. */
    private String again(
            String task,
            Optional<InboxItem> item,
            @Nullable String subject,
            Typed typed,
            Where where,
            Person person,
            Model model) {
        fill(where, task, person, model);
        if (item.isEmpty() || !show(item.get(), typed, person, model)) {
            model.addAttribute("gone", decided(subject, person));
            model.addAttribute("kept", typed.comment());
            model.addAttribute("instead", openFor(subject, person));
        }
        return "review/inbox";
    }

    /** Fills the list: its query, the tabs' counts, the day's headings. Nothing here asks per row. */
    private List<InboxItem> fill(Where where, @Nullable String task, Person person, Model model) {
        var filter = new Inbox.Filter(null, null, where.overdue());
        var page = where.claimed()
                ? inbox.claimedByOthers(person.id(), person.groups(), where.after(), PAGE)
                : inbox.of(person.id(), person.groups(), filter, where.after(), PAGE);
        var items = ItemGuard.readable(page.items());
        var agenda = new Agenda(kinds, clock.instant(), person.zone());
        model.addAttribute("sections", agenda.sections(items));
        model.addAttribute("unreadable", ItemGuard.unreadable(page.items()));
        model.addAttribute("all", inbox.count(person.id(), person.groups(), null));
        model.addAttribute("late", inbox.overdue(person.id(), person.groups()));
        model.addAttribute("claimed", inbox.countClaimedByOthers(person.id(), person.groups()));
        model.addAttribute("work", kinds.work(items, person));
        model.addAttribute("where", where);
        model.addAttribute("cursor", page.next());
        model.addAttribute("task", task);
        model.addAttribute("chosen", task != null);
        model.addAttribute("following", following(items, task));
        return items;
    }

    /** Shows a task, or that it cannot be displayed; false when it has nothing to show yet. */
    private boolean show(InboxItem item, Typed typed, Person person, Model model) {
        var found = panes.find(item, person);
        if (found.broken()) {
            model.addAttribute("task", item.task());
            model.addAttribute("rejectable", rejectable(item, person) ? item : null);
            model.addAttribute("broken", new Agenda(kinds, clock.instant(), person.zone()).line(item));
            model.addAttribute("kept", typed.comment());
            return true;
        }
        var pane = found.pane();
        if (pane == null) {
            return false;
        }
        model.addAttribute("pane", pane);
        model.addAttribute("typed", typed);
        model.addAttribute("task", pane.item().task());
        model.addAttribute(
                "dueLine",
                new Agenda(kinds, clock.instant(), person.zone())
                        .line(pane.item())
                        .heading());
        return true;
    }

    private static @Nullable String following(List<InboxItem> items, @Nullable String task) {
        var decisions = items.stream()
                .filter(item -> item.kind() == InboxItem.Kind.DECISION)
                .map(InboxItem::task)
                .toList();
        var here = task == null ? 0 : decisions.indexOf(task);
        if (here < 0 || decisions.size() < 2) {
            return null;
        }
        return here + 1 < decisions.size() ? decisions.get(here + 1) : decisions.get(0);
    }

    private Note refusal(Refused refused) {
        return new Note(
                "warn",
                "alert-triangle",
                Objects.requireNonNullElseGet(refused.getMessage(), () -> say("inbox.gone")),
                null);
    }

    private Note stale(InboxItem now, String hash) {
        var rounds = approvals.rounds(SubjectRef.of(now.subject()));
        var seen = rounds.stream()
                .filter(round -> round.hash().equals(hash))
                .map(round -> say("decide.stale.words", round.version()))
                .findFirst()
                .orElseGet(() -> say("decide.stale.unknown"));
        var author = rounds.isEmpty() ? "" : rounds.get(rounds.size() - 1).submittedBy();
        return new Note("warn", "refresh", say("decide.stale", author, now.version()), seen);
    }

    /** What this person may decide of a subject now, after it went on without them; null for nothing. */
    private @Nullable InboxItem openFor(@Nullable String subject, Person person) {
        return subject == null
                ? null
                : inbox.openFor(subject).stream()
                        .filter(item -> item.kind() == InboxItem.Kind.DECISION)
                        .filter(item -> inbox.mayFinish(item, person.id(), person.groups()))
                        .findFirst()
                        .orElse(null);
    }

    /** Who was faster. Without the subject, or for somebody who may not see it, only that nothing is left to do. */
    private Note decided(@Nullable String subject, Person person) {
        var last = SubjectRef.sent(subject)
                .filter(ref -> types.maySee(ref, person.id()))
                .flatMap(ref -> approvals.decisions(ref).stream().reduce((earlier, later) -> later));
        return last.map(decision -> new Note(
                        "info",
                        "info-circle",
                        say("decide.decided", decision.person(), clockTime(decision, person)),
                        say("decide.decided." + decision.verdict().word(), decision.version())))
                .orElseGet(() -> new Note("info", "info-circle", say("inbox.gone"), null));
    }

    private static String clockTime(Decision decision, Person person) {
        return CLOCK.format(decision.at().atZone(person.zone()));
    }

    private String toast(InboxItem item, Verdict verdict) {
        return say("decide.done." + verdict.word(), item.title(), item.version());
    }

    private String say(String key, Object... arguments) {
        return messages.getMessage(key, arguments, LocaleContextHolder.getLocale());
    }
}
