package org.imprimatur.access;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.Objects;
import org.imprimatur.FieldErrors;
import org.imprimatur.people.People;
import org.imprimatur.people.People.Change;
import org.imprimatur.people.Person;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** One's own account. */
@RestController
@RequestMapping("/api/account")
@Tag(name = "Account", description = "One's own")
class AccountApi {

    private final People people;
    private final OwnPassword passwords;

    AccountApi(People people, OwnPassword passwords) {
        this.people = people;
        this.passwords = passwords;
    }

    @GetMapping
    @Operation(summary = "Who I am, and what in which brand")
    PersonJson me(Person me) {
        return PersonJson.of(me);
    }

    @PatchMapping
    @Operation(summary = "Change my name or zone")
    PersonJson change(@RequestBody Changed given, Person me) {
        return PersonJson.of(people.update(me.id(), new Change(given.name, given.zone, null, null, null), me.id()));
    }

    @PutMapping("/password")
    @Operation(summary = "Change my password", description = "Ends all my sessions; my tokens stay.")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void password(@RequestBody NewPassword given, Person me) {
        passwords.change(
                me.id(),
                Objects.requireNonNullElse(given.old, ""),
                Objects.requireNonNullElse(given.password, ""),
                new FieldErrors());
    }

    @Schema(name = "AccountChange")
    record Changed(@Nullable String name, @Nullable String zone) {}

    record NewPassword(
            @Schema(description = "the one of now") @Nullable
            String old,

            @Schema(description = "at least 12 characters, at most 72 bytes") @Nullable
            String password) {

        @Override
        public String toString() {
            return "NewPassword"; // never the passwords
        }
    }
}
