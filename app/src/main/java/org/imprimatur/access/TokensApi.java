package org.imprimatur.access;

import static org.imprimatur.access.Given.required;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.imprimatur.people.Person;
import org.imprimatur.people.Tokens;
import org.imprimatur.people.Tokens.Token;
import org.imprimatur.web.Address;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** One's own access tokens. */
@RestController
@RequestMapping("/api/tokens")
class TokensApi {

    private final Tokens tokens;

    TokensApi(Tokens tokens) {
        this.tokens = tokens;
    }

    @GetMapping
    All all(Person me) {
        return new All(
                tokens.of(me).stream().map(token -> TokenJson.of(token, null)).toList());
    }

    @PostMapping
    ResponseEntity<TokenJson> create(@RequestBody New given, Person me) {
        var fresh = tokens.create(me, required(given.name, "name"), given.expires);
        return ResponseEntity.created(
                        Address.here("/api/tokens/" + fresh.token().id()))
                .body(TokenJson.of(fresh.token(), fresh.secret()));
    }

    @DeleteMapping("/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void revoke(@PathVariable UUID id, Person me) {
        tokens.revoke(me, id);
    }

    record All(List<TokenJson> items) {}

    record New(@Nullable String name, @Nullable Instant expires) {}

    /** @param token the secret, in the answer to its making and never again */
    record TokenJson(
            UUID id,
            String name,
            Instant created,
            @Nullable Instant used,
            @Nullable Instant expires,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            String token) {

        static TokenJson of(Token token, @Nullable String secret) {
            return new TokenJson(token.id(), token.name(), token.created(), token.used(), token.expires(), secret);
        }

        @Override
        public String toString() {
            return "TokenJson " + id; // never the secret
        }
    }
}
