package org.imprimatur.access;

import jakarta.servlet.http.HttpServletRequest;
import org.imprimatur.people.People;
import org.imprimatur.people.Person;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** Where people come in. Accounts are offered only while they have the published demo password. */
@Controller
class SignInPage {

    private final People people;

    SignInPage(People people) {
        this.people = people;
    }

    /** @param wait minutes until a password may be tried again */
    @GetMapping(Answers.SIGN_IN)
    String signIn(
            @Nullable Person person,
            @RequestParam(required = false) @Nullable Integer wait,
            HttpServletRequest request,
            Model model) {
        var next = ReturnPath.in(request);
        if (person != null) {
            return "redirect:" + next.orElse("/");
        }
        model.addAttribute("next", next.orElse(null));
        model.addAttribute("demo", people.demoAccounts());
        model.addAttribute("wait", wait);
        return "access/sign-in";
    }
}
