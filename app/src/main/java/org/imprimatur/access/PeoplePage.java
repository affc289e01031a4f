package org.imprimatur.access;

import static java.util.stream.Collectors.toMap;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import org.imprimatur.FieldError;
import org.imprimatur.FieldErrors;
import org.imprimatur.InvalidFields;
import org.imprimatur.approval.Claims;
import org.imprimatur.approval.Refused;
import org.imprimatur.people.Brand;
import org.imprimatur.people.NotPermitted;
import org.imprimatur.people.People;
import org.imprimatur.people.People.Change;
import org.imprimatur.people.People.NewPerson;
import org.imprimatur.people.Permissions;
import org.imprimatur.people.Person;
import org.imprimatur.people.Role;
import org.imprimatur.people.Unfit;
import org.imprimatur.text.UnicodeText;
import org.imprimatur.time.TimeZones;
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
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** People and brands, for administrators. */
@Controller
@RequestMapping("/admin/people")
class PeoplePage {

    /** People, and brands, on one page. */
    private static final int PART = 20;

    private final People people;
    private final Accounts accounts;
    private final Claims claims;
    private final Handovers handovers;
    private final Permissions permissions;
    private final MessageSource messages;

    PeoplePage(
            People people,
            Accounts accounts,
            Claims claims,
            Handovers handovers,
            Permissions permissions,
            MessageSource messages) {
        this.people = people;
        this.accounts = accounts;
        this.claims = claims;
        this.handovers = handovers;
        this.permissions = permissions;
        this.messages = messages;
    }

    /** What is typed about a person, but for the password, which no page repeats. */
    record PersonForm(
            String id,
            String name,
            String zone,
            boolean administrator,
            boolean enabled,
            @Nullable List<String> groups) {

        static PersonForm of(Person person) {
            return new PersonForm(
                    person.id(),
                    person.name(),
                    person.zone().getId(),
                    person.administrator(),
                    person.enabled(),
                    List.copyOf(person.groups()));
        }

        /** Whether any role of this brand is ticked. */
        boolean isIn(String brand) {
            return groups != null && groups.stream().anyMatch(group -> group.startsWith(brand + ":"));
        }

        /** Whether this role of this brand is ticked. */
        public boolean has(String brand, Role role) {
            return groups != null && groups.contains(brand + ":" + role.word());
        }
    }

    /** What is typed about a brand. */
    record BrandForm(String id, String name, String zone) {}

    /**
     * Which part of the people and of the brands is shown.
     *
     * @param q what the name or the id of a person contains
     * @param after id of the last person of the part before
     * @param brands what the name or the id of a brand contains
     * @param brandsAfter id of the last brand of the part before
     */
    record Filter(
            @Nullable String q,
            @Nullable String after,
            @Nullable String brands,
            @Nullable String brandsAfter) {

        static final Filter NONE = new Filter(null, null, null, null);
    }

    /** A person in the list, with their roles by the name of the brand. */
    record Row(Person person, Map<String, Set<Role>> roles) {}

    @GetMapping
    String list(Filter filter, Person administrator, Model model) {
        permissions.requireAdministrator(administrator);
        return page(model, filter);
    }

    @GetMapping("/{id}")
    String one(@PathVariable String id, Filter filter, Person administrator, Model model) {
        permissions.requireAdministrator(administrator);
        var chosen = people.find(id).orElseThrow(() -> NotPermitted.secret("person"));
        model.addAttribute("chosen", chosen);
        model.addAttribute("form", PersonForm.of(chosen));
        model.addAttribute("held", handovers.claimed(chosen));
        return page(model, filter);
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

    @PostMapping
    Object create(
            @RequestParam(defaultValue = "") String id,
            @RequestParam(defaultValue = "") String name,
            @RequestParam(defaultValue = "") String zone,
            @RequestParam(defaultValue = "") String password,
            @RequestParam(defaultValue = "false") boolean administrator,
            @RequestParam(name = "groups", required = false) @Nullable List<String> groups,
            Person by,
            Model model,
            RedirectAttributes next) {
        permissions.requireAdministrator(by);
        model.addAttribute("form", new PersonForm(id, name, zone, administrator, true, groups));
        return done(model, next, "new-person", "id", () -> {
            var errors = new FieldErrors();
            var roles = errors.checked(() -> roles(groups), Map.<String, Set<Role>>of());
            var person = new NewPerson(UnicodeText.strip(id), name, zone, password, administrator, roles);
            errors.check(() -> people.check(person));
            if (roles.isEmpty() && !administrator) {
                if (errors.isEmpty() && people.find(person.id()).isPresent()) { // or it would be told only next time
                    errors.add("id", say("people.id.taken", person.id()));
                }
                errors.add("roles", say("people.role.none"));
            }
            errors.throwIfAny();
            return "@" + people.create(person, by.id()).id();
        });
    }

    @PostMapping("/{id}")
    Object change(
            @PathVariable String id,
            @RequestParam(defaultValue = "") String name,
            @RequestParam(defaultValue = "") String zone,
            @RequestParam(defaultValue = "") String password,
            @RequestParam(defaultValue = "false") boolean administrator,
            @RequestParam(defaultValue = "false") boolean enabled,
            @RequestParam(name = "groups", required = false) @Nullable List<String> groups,
            Person by,
            Model model,
            RedirectAttributes next) {
        permissions.requireAdministrator(by);
        var chosen = people.find(id).orElseThrow(() -> NotPermitted.secret("person"));
        if (chosen.enabled() && !enabled) { // nobody is deactivated without the question
            next.addAttribute("id", id);
            return "redirect:/admin/people/{id}/deactivate";
        }
        model.addAttribute("chosen", chosen);
        model.addAttribute("held", handovers.claimed(chosen));
        model.addAttribute("form", new PersonForm(id, name, zone, administrator, enabled, groups));
        var change = new Change(name, zone, administrator, enabled, password.isEmpty() ? null : password);
        return done(model, next, "person", "administrator", () -> {
            var errors = new FieldErrors();
            var roles = errors.checked(() -> roles(groups), Map.<String, Set<Role>>of());
            errors.check(() -> people.check(id, change, roles));
            errors.throwIfAny();
            var changed = accounts.changeAndTell(id, change, roles, by.id());
            next.addFlashAttribute("released", DeactivationPages.titles(changed.released()));
            return "@" + id;
        });
    }

    @PostMapping("/brands")
    Object createBrand(
            @RequestParam(defaultValue = "") String id,
            @RequestParam(defaultValue = "") String name,
            @RequestParam(defaultValue = "") String zone,
            Person by,
            Model model,
            RedirectAttributes next) {
        permissions.requireAdministrator(by);
        model.addAttribute("brandForm", new BrandForm(id, name, zone));
        return done(model, next, "new-brand", "id", () -> people.createBrand(
                        Brand.of(UnicodeText.strip(id), name, zone), by.id())
                .name());
    }

    @PostMapping("/brands/{id}")
    Object changeBrand(
            @PathVariable String id,
            @RequestParam(defaultValue = "") String name,
            @RequestParam(defaultValue = "") String zone,
            Person by,
            Model model,
            RedirectAttributes next) {
        permissions.requireAdministrator(by);
        model.addAttribute("brandForm", new BrandForm(id, name, zone));
        return done(model, next, "brand-" + id, "name", () -> people.updateBrand(Brand.of(id, name, zone), by.id())
                .name());
    }

    /**
     * A refusal is shown where it was caused, with what was typed still there.
     *
     * @param conflicting the field that a conflict with what exists is about
     */
    private Object done(Model model, RedirectAttributes next, String form, String conflicting, Saving saving) {
        try {
            next.addFlashAttribute("saved", saving.save());
            return "redirect:/admin/people";
        } catch (InvalidFields e) {
            return refused(model, form, e.errors(), HttpStatus.UNPROCESSABLE_ENTITY);
        } catch (Refused e) {
            var error = new FieldError(conflicting, String.valueOf(e.getMessage()));
            return refused(model, form, List.of(error), HttpStatus.CONFLICT);
        }
    }

    private ModelAndView refused(Model model, String form, List<FieldError> errors, HttpStatus status) {
        model.addAttribute("refused", form);
        model.addAttribute("problems", errors);
        model.addAttribute("errors", errors.stream().collect(toMap(FieldError::field, FieldError::message)));
        var page = new ModelAndView(page(model, Filter.NONE));
        page.setStatus(status);
        return page;
    }

    private String page(Model model, Filter filter) {
        if (!model.containsAttribute("form")) {
            model.addAttribute("form", new PersonForm("", "", "", false, true, List.of()));
        }
        if (!model.containsAttribute("brandForm")) {
            model.addAttribute("brandForm", new BrandForm("", "", ""));
        }
        if (!model.containsAttribute("errors")) {
            model.addAttribute("errors", Map.of());
        }
        var all = people.brands();
        var shown = people.part(filter.q, filter.after, PART);
        model.addAttribute("people", rows(shown.items(), all));
        model.addAttribute("nextPerson", shown.next());
        model.addAttribute("everybody", people.count());
        var part = brands(all, filter);
        var brands = new ArrayList<>(part.subList(0, Math.min(part.size(), PART)));
        model.addAttribute(
                "nextBrand", part.size() > PART ? brands.get(PART - 1).id() : null);
        var refused = String.valueOf(model.getAttribute("refused"));
        all.stream()
                .filter(brand -> refused.equals("brand-" + brand.id()) && !brands.contains(brand))
                .forEach(brand -> brands.add(0, brand));
        model.addAttribute("brands", brands);
        model.addAttribute("allBrands", all.size());
        var form = (PersonForm) Objects.requireNonNull(model.getAttribute("form"));
        model.addAttribute(
                "rolesIn",
                all.stream()
                        .filter(brand -> form.isIn(brand.id()) || brands.contains(brand))
                        .toList());
        model.addAttribute("filter", filter);
        model.addAttribute("roles", Role.values());
        model.addAttribute("zones", TimeZones.choices());
        return "access/people";
    }

    private static List<Row> rows(List<Person> people, List<Brand> brands) {
        return people.stream()
                .map(person -> {
                    var roles = new LinkedHashMap<String, Set<Role>>();
                    for (var brand : brands) {
                        if (person.belongsTo(brand.id())) {
                            roles.put(brand.name(), person.roles().get(brand.id()));
                        }
                    }
                    return new Row(person, roles);
                })
                .toList();
    }

    /** Those that the filter wants, one more than a part holds if there are. */
    private static List<Brand> brands(List<Brand> all, Filter filter) {
        var words = filter.brands == null ? "" : UnicodeText.fold(UnicodeText.strip(filter.brands));
        var after = filter.brandsAfter;
        var known = after != null && all.stream().anyMatch(brand -> brand.id().equals(after));
        return all.stream()
                .dropWhile(brand -> known && !brand.id().equals(after))
                .skip(known ? 1 : 0)
                .filter(brand -> brand.id().contains(words)
                        || UnicodeText.fold(brand.name()).contains(words))
                .limit(PART + 1L)
                .toList();
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

    private String say(String key, Object... arguments) {
        return messages.getMessage(key, arguments, LocaleContextHolder.getLocale());
    }

    /** Saves, and names what was saved. */
    private interface Saving {
        String save();
    }
}
