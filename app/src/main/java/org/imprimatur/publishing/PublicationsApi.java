package org.imprimatur.publishing;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.imprimatur.content.Posts;
import org.imprimatur.people.Person;
import org.imprimatur.web.Address;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The ledger over HTTP. */
@RestController
@RequestMapping("/api")
@Tag(name = "Publications", description = "What went out, when, and what did not")
class PublicationsApi {

    private final Ledger ledger;
    private final Posts posts;

    PublicationsApi(Ledger ledger, Posts posts) {
        this.ledger = ledger;
        this.posts = posts;
    }

    @GetMapping("/posts/{id}/publications")
    @Operation(summary = "The attempts to publish a post, oldest first")
    List<Publication> of(@PathVariable UUID id, @Parameter(hidden = true) Person person) {
        return ledger.of(posts.get(id, person), person).stream()
                .map(Publication::of)
                .toList();
    }

    @GetMapping("/brands/{brand}/publications")
    @Operation(summary = "The newest attempts of a brand")
    List<Publication> in(
            @PathVariable String brand,
            @RequestParam(defaultValue = "50") int limit,
            @Parameter(hidden = true) Person person) {
        return ledger.in(brand, limit, person).stream().map(Publication::of).toList();
    }

    /** An attempt as the API tells it. */
    record Publication(
            UUID id,
            String subject,
            String title,
            int version,
            String hash,
            String channel,

            @Schema(allowableValues = {"prepared", "sending", "sent", "failed", "unknown"})
            String state,

            @Nullable String detail,
            @Nullable String address,
            Instant preparedAt,
            @Nullable Instant settledAt) {

        static Publication of(Attempt attempt) {
            return new Publication(
                    attempt.id(),
                    attempt.subject(),
                    attempt.title(),
                    attempt.version(),
                    attempt.hash(),
                    attempt.channel(),
                    attempt.state().word(),
                    attempt.detail(),
                    found(attempt.address()),
                    attempt.preparedAt(),
                    attempt.settledAt());
        }

        /** What is ours lies behind the proxy's prefix; what other networks say is whole. */
        private static @Nullable String found(@Nullable String address) {
            return address != null && address.startsWith("/")
                    ? Address.here(address).toString()
                    : address;
        }
    }
}
