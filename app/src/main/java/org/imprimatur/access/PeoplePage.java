package org.imprimatur.access;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.imprimatur.approval.Claims;
import org.imprimatur.approval.Refused;
import org.imprimatur.inbox.InboxItem;
import org.imprimatur.people.Brand;
import org.imprimatur.people.NotPermitted;
import org.imprimatur.people.People;
import org.imprimatur.people.People.Change;
import org.imprimatur.people.People.NewPerson;
import org.imprimatur.people.Permissions;
import org.imprimatur.people.Person;
import org.imprimatur.people.Role;
import org.imprimatur.people.Unfit;
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
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** People and brands, for administrators. */
@Controller
@RequestMapping("/admin/people")
class PeoplePage {

    private final People people;
    private final Accounts accounts;
    private final Claims claims;
    private final Permissions permissions;

    PeoplePage(People people, Accounts accounts, Claims claims, Permissions permissions) {
        this.people = people;
        this.accounts = accounts;
        this.claims = claims;
        this.permissions = permissions;
    }

    @GetMapping
    String list(Person administrator, Model model) {
        permissions.requireAdministrator(administrator);
        return page(model);
    }

    @GetMapping("/{id}")
    String one(@PathVariable String id, Person administrator, Model model) {
        permissions.requireAdministrator(administrator);
        model.addAttribute("chosen", people.find(id).orElseThrow(() -> NotPermitted.secret("person")));
        model.addAttribute("held", held(id));
        return page(model);
    }

    /** Ends the claim that somebody has on a task, so that anybody who is asked can decide it. */
    @PostMapping("/{id}/release")
    String release(@PathVariable String id, @RequestParam String task, Person by, RedirectAttributes next) {
        permissions.requireAdministrator(by);
        var held =
                people.find(id).orElseThrow(() -> NotPermitted.secret("person")).id();
        if (claims.heldBy(held).stream().anyMatch(item -> item.task().equals(task))) {
            claims.releaseFor(task, by.id());
        }
        next.addAttribute("id", id);
        return "redirect:/admin/people/{id}";
    }

    private List<Held> held(String id) {
        return claims.heldBy(id).stream()
                .map(item -> new Held(item, claims.since(item.task()).orElse(item.created())))
                .toList();
    }

    /** A task that somebody has claimed, and since when. */
    record Held(InboxItem item, Instant since) {}

    @PostMapping
    Object create(
            @RequestParam String id,
            @RequestParam String name,
            @RequestParam String zone,
            @RequestParam String password,
            @RequestParam(defaultValue = "false") boolean administrator,
            @RequestParam(name = "groups", required = false) @Nullable List<String> groups,
            Person by,
            Model model,
            RedirectAttributes next) {
        permissions.requireAdministrator(by);
        return done(model, next, "new-person", () -> {
            var made = people.create(
                    new NewPerson(id.strip(), name, zone, password, administrator, roles(groups)), by.id());
            return "@" + made.id();
        });
    }

    @PostMapping("/{id}")
    Object change(
            @PathVariable String id,
            @RequestParam String name,
            @RequestParam String zone,
            @RequestParam(defaultValue = "") String password,
            @RequestParam(defaultValue = "false") boolean administrator,
            @RequestParam(defaultValue = "false") boolean enabled,
            @RequestParam(name = "groups", required = false) @Nullable List<String> groups,
            Person by,
            Model model,
            RedirectAttributes next) {
        permissions.requireAdministrator(by);
        model.addAttribute("chosen", people.find(id).orElseThrow(() -> NotPermitted.secret("person")));
        model.addAttribute("held", held(id));
        var change = new Change(name, zone, administrator, enabled, password.isEmpty() ? null : password);
        return done(model, next, "person", () -> {
            var changed = accounts.changeAndTell(id, change, roles(groups), by.id());
            var titles = changed.released().stream()
                    .map(item -> item.title() + " · " + item.stepName())
                    .toList();
            next.addFlashAttribute("released", new ArrayList<>(titles)); // it is kept in the session
            return "@" + id;
        });
    }

    @PostMapping("/brands")
    Object createBrand(
            @RequestParam String id,
            @RequestParam String name,
            @RequestParam String zone,
            Person by,
            Model model,
            RedirectAttributes next) {
        permissions.requireAdministrator(by);
        return done(model, next, "new-brand", () -> people.createBrand(Brand.of(id.strip(), name, zone), by.id())
                .name());
    }

    @PostMapping("/brands/{id}")
    Object changeBrand(
            @PathVariable String id,
            @RequestParam String name,
            @RequestParam String zone,
            Person by,
            Model model,
            RedirectAttributes next) {
        permissions.requireAdministrator(by);
        return done(model, next, "brand-" + id, () -> people.updateBrand(Brand.of(id, name, zone), by.id())
                .name());
    }

    /** A refusal is shown where it was caused, with what was typed still there. */
    private Object done(Model model, RedirectAttributes next, String form, Saving saving) {
        try {
            next.addFlashAttribute("saved", saving.save());
            return "redirect:/admin/people";
        } catch (Unfit e) {
            model.addAttribute("field", e.field());
            return refused(model, form, e, HttpStatus.UNPROCESSABLE_ENTITY);
        } catch (Refused e) {
            return refused(model, form, e, HttpStatus.CONFLICT);
        }
    }

    private ModelAndView refused(Model model, String form, RuntimeException why, HttpStatus status) {
        model.addAttribute("refused", form);
        model.addAttribute("error", why.getMessage());
        var page = new ModelAndView(page(model));
        page.setStatus(status);
        return page;
    }

    private String page(Model model) {
        model.addAttribute("people", people.all());
        model.addAttribute("brands", people.brands());
        model.addAttribute("roles", Role.values());
        model.addAttribute("zones", zones());
        return "access/people";
    }

    /** The regions of the world, without the hundreds of old names and bare offsets. */
    private static List<String> zones() {
        var zones = new ArrayList<>(List.of("UTC"));
        Arrays.stream(java.util.TimeZone.getAvailableIDs())
                .filter(id ->
                        id.matches("(Africa|America|Antarctica|Asia|Atlantic|Australia|Europe|Indian|Pacific)/.+"))
                .sorted()
                .forEach(zones::add);
        return zones;
    }

    private static Map<String, Set<Role>> roles(@Nullable List<String> groups) {
        var roles = new TreeMap<String, Set<Role>>();
        if (groups != null) {
            for (var group : groups) {
                var colon = group.indexOf(':');
                if (colon < 0) {
                    throw new Unfit("roles", "A role reads brand:role, found: " + group);
                }
                roles.computeIfAbsent(group.substring(0, colon), brand -> EnumSet.noneOf(Role.class))
                        .addAll(PersonJson.roles(Map.of("", List.of(group.substring(colon + 1))))
                                .getOrDefault("", Set.of()));
            }
        }
        return roles;
    }

    /** Saves, and names what was saved. */
    private interface Saving {
        String save();
    }
}
