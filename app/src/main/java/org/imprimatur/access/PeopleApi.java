package org.imprimatur.access;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.imprimatur.FieldErrors;
import org.imprimatur.people.NotPermitted;
import org.imprimatur.people.People;
import org.imprimatur.people.People.Change;
import org.imprimatur.people.People.NewPerson;
import org.imprimatur.people.Permissions;
import org.imprimatur.people.Person;
import org.imprimatur.people.Role;
import org.imprimatur.web.Address;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** People, for administrators. */
@RestController
@RequestMapping("/api/people")
@Tag(name = "People", description = "For administrators")
class PeopleApi {

    private final People people;
    private final Accounts accounts;
    private final Permissions permissions;

    PeopleApi(People people, Accounts accounts, Permissions permissions) {
        this.people = people;
        this.accounts = accounts;
        this.permissions = permissions;
    }

    @GetMapping
    @Operation(summary = "Everybody")
    Everybody all(Person administrator) {
        permissions.requireAdministrator(administrator);
        return new Everybody(people.all().stream().map(PersonJson::of).toList());
    }

    @GetMapping("/{id}")
    @Operation(summary = "Somebody, and what they are in which brand")
    PersonJson one(@PathVariable String id, Person administrator) {
        permissions.requireAdministrator(administrator);
        return people.find(id).map(PersonJson::of).orElseThrow(() -> NotPermitted.secret("person"));
    }

    @PostMapping
    @Operation(summary = "Make an account", description = "Takes a session or a password, no token.")
    @ApiResponse(responseCode = "201", description = "Made", useReturnTypeSchema = true)
    ResponseEntity<PersonJson> create(@RequestBody New given, Person administrator) {
        permissions.requireAdministrator(administrator);
        var id = Objects.requireNonNullElse(given.id, "");
        var errors = new FieldErrors();
        var roles = errors.checked(() -> PersonJson.roles(given.roles), Map.<String, Set<Role>>of());
        var person = new NewPerson(
                id,
                Objects.requireNonNullElse(given.name, id),
                given.zone == null ? zone(roles) : given.zone,
                Objects.requireNonNullElse(given.password, ""),
                Boolean.TRUE.equals(given.administrator),
                roles);
        errors.check(() -> people.check(person));
        errors.throwIfAny();
        var made = people.create(person, administrator.id());
        return ResponseEntity.created(Address.here("/api/people/" + made.id())).body(PersonJson.of(made));
    }

    /** The one zone of their brands; empty when they have none or several. */
    private String zone(Map<String, Set<Role>> roles) {
        var zones = roles.keySet().stream()
                .flatMap(brand -> people.brand(brand).stream())
                .map(brand -> brand.zone().getId())
                .distinct()
                .toList();
        return zones.size() == 1 ? zones.get(0) : "";
    }

    /** What is given replaces wholly, the rest stays. */
    @PatchMapping("/{id}")
    @Operation(
            summary = "Change an account",
            description =
                    "What is given replaces wholly, the rest stays. Takes a session or a password, no token. Whoever is"
                            + " switched off, or gets another password here, loses all their tokens. Whoever may not decide a"
                            + " task any more loses their claim on it; released names these tasks.")
    ChangedPerson change(@PathVariable String id, @RequestBody Changed given, Person administrator) {
        permissions.requireAdministrator(administrator);
        var change = new Change(given.name, given.zone, given.administrator, given.enabled, given.password);
        var errors = new FieldErrors();
        var roles = errors.checked(
                () -> Optional.ofNullable(given.roles).map(PersonJson::roles),
                Optional.<Map<String, Set<Role>>>empty());
        errors.check(() -> people.check(id, change, roles.orElse(null)));
        errors.throwIfAny();
        return ChangedPerson.of(accounts.changeAndTell(id, change, roles.orElse(null), administrator.id()));
    }

    /** An account after a change, and the tasks that it does not hold any more. */
    record ChangedPerson(
            String id,
            String name,
            String zone,
            boolean administrator,
            boolean enabled,
            Map<String, List<String>> roles,

            @Schema(
                    description =
                            "Tasks that they had claimed and may not decide any more; anybody who is asked can decide them")
            List<Released> released) {

        static ChangedPerson of(Accounts.Changed changed) {
            var person = PersonJson.of(changed.person());
            return new ChangedPerson(
                    person.id(),
                    person.name(),
                    person.zone(),
                    person.administrator(),
                    person.enabled(),
                    person.roles(),
                    changed.released().stream()
                            .map(item -> new Released(item.task(), item.brand(), item.title()))
                            .toList());
        }
    }

    /** A task that is claimed by nobody any more. */
    @Schema(name = "ReleasedTask")
    record Released(String task, String brand, String title) {}

    record Everybody(List<PersonJson> items) {}

    @Schema(name = "NewPerson")
    record New(
            @Nullable String id,

            @Schema(description = "the id when it is not given") @Nullable
            String name,

            @Schema(
                    description =
                            "IANA region id; needed unless all brands of the roles have one and the same, which it then is",
                    example = "Europe/Berlin")
            @Nullable
            String zone,

            @Nullable String password,
            @Nullable Boolean administrator,
            @Nullable Map<String, List<String>> roles) {

        @Override
        public String toString() {
            return "New " + id; // never the password
        }
    }

    @Schema(name = "PersonChange")
    record Changed(
            @Nullable String name,
            @Nullable String zone,
            @Nullable String password,
            @Nullable Boolean administrator,
            @Nullable Boolean enabled,
            @Nullable Map<String, List<String>> roles) {

        @Override
        public String toString() {
            return "Changed " + name; // never the password
        }
    }
}
