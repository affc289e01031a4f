package org.imprimatur.review;

import jakarta.servlet.http.HttpServletResponse;
import org.imprimatur.inbox.Inbox;
import org.imprimatur.inbox.InboxItem;
import org.imprimatur.people.NotPermitted;
import org.imprimatur.people.Person;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;

/** What a decision is about, to look at and nothing else: the page that the form in Tasklist shows. */
@Controller
class PreviewPage {

    /** Stricter than the other pages, and the one page that our own pages may put into a frame. */
    private static final String POLICY = "default-src 'none'; img-src 'self' data:; media-src 'self'; style-src 'self';"
            + " font-src 'self'; script-src 'self'; connect-src 'none'; base-uri 'none'; form-action 'none';"
            + " frame-ancestors 'self'";

    private final Inbox inbox;
    private final Panes panes;
    private final DraftViews drafts;
    private final SubjectPagesByKind kinds;

    PreviewPage(Inbox inbox, Panes panes, DraftViews drafts, SubjectPagesByKind kinds) {
        this.inbox = inbox;
        this.panes = panes;
        this.drafts = drafts;
        this.kinds = kinds;
    }

    @GetMapping("/review/{task}/preview")
    String preview(@PathVariable String task, Person person, Model model, HttpServletResponse response) {
        response.setHeader("Content-Security-Policy", POLICY);
        response.setHeader("X-Frame-Options", "SAMEORIGIN");
        var item = inbox.find(task)
                .filter(found -> maySee(found, person))
                .orElseThrow(() -> new NotPermitted(true, "There is no such task."));
        if (kinds.drafts(item)) {
            var draft = drafts.find(item, person);
            model.addAttribute("draft", draft.orElse(null));
            model.addAttribute("broken", draft.isEmpty());
        } else {
            var found = panes.find(item, person);
            model.addAttribute("pane", found.pane());
            model.addAttribute("broken", found.broken());
        }
        model.addAttribute("item", item);
        model.addAttribute("address", kinds.address(item));
        return "review/preview";
    }

    private boolean maySee(InboxItem item, Person person) {
        return person.belongsTo(item.brand()) || inbox.mayFinish(item, person.id(), person.groups());
    }
}
