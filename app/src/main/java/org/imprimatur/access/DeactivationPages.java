package org.imprimatur.access;

import jakarta.servlet.http.HttpServletResponse;
import java.util.ArrayList;
import java.util.List;
import org.imprimatur.approval.Refused;
import org.imprimatur.inbox.InboxItem;
import org.imprimatur.people.NotPermitted;
import org.imprimatur.people.People;
import org.imprimatur.people.Permissions;
import org.imprimatur.people.Person;
import org.imprimatur.web.Problems;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** Asks before a person is deactivated, and says who gets what they hold. */
@Controller
@RequestMapping("/admin/people/{id}/deactivate")
class DeactivationPages {

    private final People people;
    private final Accounts accounts;
    private final Handovers handovers;
    private final Permissions permissions;

    DeactivationPages(People people, Accounts accounts, Handovers handovers, Permissions permissions) {
        this.people = people;
        this.accounts = accounts;
        this.handovers = handovers;
        this.permissions = permissions;
    }

    @GetMapping
    String ask(@PathVariable String id, Person administrator, Model model) {
        permissions.requireAdministrator(administrator);
        var person = find(id);
        return person.enabled() ? question(person, null, model) : back();
    }

    @PostMapping
    String deactivate(
            @PathVariable String id, Person by, Model model, HttpServletResponse response, RedirectAttributes next) {
        permissions.requireAdministrator(by);
        var person = find(id);
        try {
            var change = new People.Change(null, null, null, false, null);
            next.addFlashAttribute(
                    "released",
                    titles(accounts.changeAndTell(id, change, null, by.id()).released()));
            next.addFlashAttribute("deactivated", "@" + id);
            return back();
        } catch (Refused e) {
            response.setStatus(Problems.status(e).value());
            return question(person, e.getMessage(), model);
        }
    }

    /** Names tasks for the session, which keeps them until the next page. */
    static List<String> titles(List<InboxItem> released) {
        return new ArrayList<>(released.stream()
                .map(item -> item.title() + " · " + item.stepName())
                .toList());
    }

    private String question(Person person, @Nullable String refused, Model model) {
        model.addAttribute("person", person);
        model.addAttribute("handover", handovers.of(person));
        model.addAttribute("refused", refused);
        return "access/deactivate";
    }

    private Person find(String id) {
        return people.find(id).orElseThrow(() -> NotPermitted.secret("person"));
    }

    private static String back() {
        return "redirect:/admin/people";
    }
}
