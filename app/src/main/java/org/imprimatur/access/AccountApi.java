package org.imprimatur.access;

import static org.imprimatur.access.Given.required;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.imprimatur.people.People;
import org.imprimatur.people.People.Change;
import org.imprimatur.people.Person;
import org.imprimatur.people.Unfit;
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
    private final SignInAttempts attempts;

    AccountApi(People people, SignInAttempts attempts) {
        this.people = people;
        this.attempts = attempts;
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

    /**
     * Ends all sessions; tokens stay. Whoever stole a session or a token may not guess the password from inside, and has
     * a count of their own there, so that nobody at the door can hinder the owner.
     */
    @PutMapping("/password")
    @Operation(summary = "Change my password", description = "Ends all my sessions; my tokens stay.")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void password(@RequestBody NewPassword given, Person me) {
        var old = required(given.old, "old");
        var fresh = required(given.password, "password");
        attempts.takeInside(me.id());
        try {
            people.changePassword(me.id(), old, fresh);
        } catch (Unfit e) {
            if (!e.field().equals("old")) {
                attempts.giveBackInside(me.id());
            }
            throw e;
        }
        attempts.giveBackInside(me.id());
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
