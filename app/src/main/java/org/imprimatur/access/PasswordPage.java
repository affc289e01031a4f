package org.imprimatur.access;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import org.imprimatur.FieldError;
import org.imprimatur.FieldErrors;
import org.imprimatur.InvalidFields;
import org.imprimatur.people.People;
import org.imprimatur.people.Person;
import org.springframework.context.MessageSource;
import org.springframework.context.i18n.LocaleContextHolder;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.web.context.HttpSessionSecurityContextRepository;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** The page on which people change their own password. */
@Controller
@RequestMapping("/account/password")
class PasswordPage {

    private static final List<String> FIELDS = List.of("old", "password", "again");
    private static final String PAGE = "access/password";

    private final OwnPassword passwords;
    private final People people;
    private final MessageSource messages;
    private final HttpSessionSecurityContextRepository sessions = new HttpSessionSecurityContextRepository();

    PasswordPage(OwnPassword passwords, People people, MessageSource messages) {
        this.passwords = passwords;
        this.people = people;
        this.messages = messages;
    }

    @GetMapping
    String page(Model model) {
        return page(List.of(), model);
    }

    /** Every other session ends; this one goes on under a new id. */
    @PostMapping
    String change(
            @RequestParam(defaultValue = "") String old,
            @RequestParam(defaultValue = "") String password,
            @RequestParam(defaultValue = "") String again,
            Person me,
            Model model,
            HttpServletRequest request,
            HttpServletResponse response,
            RedirectAttributes redirect) {
        var errors = new FieldErrors();
        if (!again.equals(password)) {
            errors.add("again", say("password.again.differs"));
        }
        try {
            passwords.change(me.id(), old, password, errors);
        } catch (InvalidFields e) {
            response.setStatus(HttpStatus.UNPROCESSABLE_ENTITY.value());
            return page(e.errors(), model);
        } catch (TooManyAttempts e) {
            response.setStatus(HttpStatus.TOO_MANY_REQUESTS.value());
            response.setHeader(HttpHeaders.RETRY_AFTER, Long.toString(e.seconds()));
            return page(List.of(new FieldError("old", say("password.wait", e.minutes()))), model);
        }
        keepSession(me.id(), request, response);
        redirect.addFlashAttribute("toast", say("password.changed"));
        return "redirect:/account/password";
    }

    private void keepSession(String person, HttpServletRequest request, HttpServletResponse response) {
        if (request.getSession(false) == null) {
            return; // a program, which shows who it is with each call
        }
        request.changeSessionId();
        people.account(person).ifPresent(account -> {
            var context = SecurityContextHolder.createEmptyContext();
            context.setAuthentication(PasswordSignIn.signedIn(account));
            SecurityContextHolder.setContext(context);
            sessions.saveContext(context, request, response);
        });
    }

    private String page(List<FieldError> errors, Model model) {
        model.addAttribute(
                "problems",
                errors.stream()
                        .sorted(Comparator.comparingInt(error -> FIELDS.indexOf(error.field())))
                        .toList());
        model.addAttribute("errors", errors.stream().collect(Collectors.toMap(FieldError::field, FieldError::message)));
        return PAGE;
    }

    private String say(String key, Object... arguments) {
        return messages.getMessage(key, arguments, LocaleContextHolder.getLocale());
    }
}
