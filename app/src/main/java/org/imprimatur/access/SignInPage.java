package org.imprimatur.access;

import org.imprimatur.people.People;
import org.imprimatur.people.Person;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;

/** Where people come in. Accounts are offered only while they have the published demo password. */
@Controller
class SignInPage {

    private final People people;

    SignInPage(People people) {
        this.people = people;
    }

    @GetMapping(Answers.SIGN_IN)
    String signIn(@Nullable Person person, Model model) {
        if (person != null) {
            return "redirect:/";
        }
        model.addAttribute("demo", people.demoAccounts());
        return "access/sign-in";
    }
}
