package org.imprimatur.access;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
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
@Tag(name = "Tokens", description = "One's own personal access tokens")
class TokensApi {

    private final Tokens tokens;

    TokensApi(Tokens tokens) {
        this.tokens = tokens;
    }

    @GetMapping
    @Operation(summary = "My tokens, without their secrets")
    All all(Person me) {
        return new All(
                tokens.of(me).stream().map(token -> TokenJson.of(token, null)).toList());
    }

    @PostMapping
    @Operation(
            summary = "Make a token",
            description =
                    "The answer holds the secret, this once. A token makes no other: this takes a session or a password.")
    @ApiResponse(responseCode = "201", description = "Made", useReturnTypeSchema = true)
    ResponseEntity<TokenJson> create(@RequestBody New given, Person me) {
        var fresh = tokens.create(me, Objects.requireNonNullElse(given.name, ""), given.expires);
        return ResponseEntity.created(
                        Address.here("/api/tokens/" + fresh.token().id()))
                .body(TokenJson.of(fresh.token(), fresh.secret()));
    }

    @DeleteMapping("/{id}")
    @Operation(summary = "Revoke a token, at once and for ever")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void revoke(@PathVariable UUID id, Person me) {
        tokens.revoke(me, id);
    }

    @Schema(name = "Tokens")
    record All(List<TokenJson> items) {}

    @Schema(name = "NewToken")
    record New(
            @Schema(description = "what it is for, 1 to 80 characters", example = "Import from the archive") @Nullable
            String name,

            @Schema(description = "in the future; null for none", example = "2027-01-01T00:00:00Z") @Nullable
            Instant expires) {}

    /** @param token the secret, in the answer to its making and never again */
    @Schema(name = "Token")
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
