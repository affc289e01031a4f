package org.imprimatur.library;

import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import java.util.stream.Collectors;
import org.imprimatur.FieldError;
import org.imprimatur.InvalidFields;
import org.imprimatur.assets.FileKind;
import org.imprimatur.people.NotPermitted;
import org.imprimatur.people.People;
import org.imprimatur.people.Permissions;
import org.imprimatur.people.Person;
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

/** Which kinds of files a brand allows, for administrators. */
@Controller
@RequestMapping("/admin/brands/{brand}/file-kinds")
class FileKindsPage {

    private final BrandFileKinds kinds;
    private final People people;
    private final Permissions permissions;
    private final MessageSource messages;

    FileKindsPage(BrandFileKinds kinds, People people, Permissions permissions, MessageSource messages) {
        this.kinds = kinds;
        this.people = people;
        this.permissions = permissions;
        this.messages = messages;
    }

    @GetMapping
    String show(@PathVariable("brand") String id, Person administrator, Model model) {
        permissions.requireAdministrator(administrator);
        var rules = kinds.read(id, administrator);
        return page(
                id,
                rules.stored().stream().map(FileKind::word).toList(),
                rules.attached().stream().map(FileKind::word).toList(),
                model);
    }

    @PostMapping
    String change(
            @PathVariable("brand") String id,
            @RequestParam(required = false) @Nullable List<String> stored,
            @RequestParam(required = false) @Nullable List<String> attached,
            Person administrator,
            Model model,
            RedirectAttributes next,
            HttpServletResponse response) {
        var kept = stored == null ? List.<String>of() : stored;
        var sent = attached == null ? List.<String>of() : attached;
        try {
            kinds.change(id, kept, sent, administrator);
            next.addFlashAttribute("toast", messages.getMessage("kinds.saved", null, LocaleContextHolder.getLocale()));
            next.addAttribute("brand", id);
            return "redirect:/admin/brands/{brand}/file-kinds";
        } catch (InvalidFields invalid) {
            response.setStatus(HttpStatus.UNPROCESSABLE_ENTITY.value());
            model.addAttribute(
                    "refused",
                    invalid.errors().stream().map(FieldError::message).collect(Collectors.joining(" ")));
            return page(id, kept, sent, model);
        }
    }

    private String page(String id, List<String> stored, List<String> attached, Model model) {
        model.addAttribute("of", people.brand(id).orElseThrow(() -> NotPermitted.secret("brand")));
        model.addAttribute("kinds", FileKind.values());
        model.addAttribute("stored", stored);
        model.addAttribute("attached", attached);
        return "library/file-kinds";
    }
}
