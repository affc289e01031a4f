package org.imprimatur.access;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.imprimatur.InvalidFields;
import org.imprimatur.people.Person;
import org.imprimatur.people.Tokens;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/** One's own access tokens: made, shown once, revoked. */
@Controller
@RequestMapping("/account/tokens")
class TokensPage {

    static final List<Integer> DAYS = List.of(30, 90, 365);

    private final Tokens tokens;
    private final Clock clock;

    TokensPage(Tokens tokens, Clock clock) {
        this.tokens = tokens;
        this.clock = clock;
    }

    @GetMapping
    String list(Person person, Model model) {
        fill(model, person);
        return "access/tokens";
    }

    /** Answers with the page itself, not with a redirect: the secret is in this one answer and nowhere else. */
    @PostMapping
    ModelAndView create(
            @RequestParam(defaultValue = "") String name,
            @RequestParam(required = false) @Nullable Integer days,
            Person person,
            Model model) {
        var page = new ModelAndView("access/tokens");
        try {
            var expires = days == null ? null : clock.instant().plus(Duration.ofDays(Math.max(days, 1)));
            model.addAttribute("fresh", tokens.create(person, name, expires));
        } catch (InvalidFields e) {
            model.addAttribute("error", e.getMessage());
            model.addAttribute("name", name);
            model.addAttribute("chosenDays", days == null ? 0 : days);
            page.setStatus(HttpStatus.UNPROCESSABLE_ENTITY);
        }
        fill(model, person);
        return page;
    }

    @PostMapping("/{id}/revoke")
    String revoke(@PathVariable UUID id, Person person) {
        tokens.revoke(person, id);
        return "redirect:/account/tokens";
    }

    private void fill(Model model, Person person) {
        model.addAttribute("tokens", tokens.of(person));
        model.addAttribute("days", DAYS);
        model.addAttribute("now", clock.instant());
        model.addAttribute("zone", person.zone());
    }
}
