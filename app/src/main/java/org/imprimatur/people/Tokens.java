package org.imprimatur.people;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.time.temporal.ChronoUnit.HOURS;

import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import org.imprimatur.FieldErrors;
import org.imprimatur.InvalidFields;
import org.imprimatur.Sha256;
import org.imprimatur.log.Log;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Personal access tokens: 256 random bits that are shown once and kept as a SHA-256, so the database reveals none. */
@Service
@Transactional
public class Tokens {

    private static final String PREFIX = "imp_"; // lets people and secret scanners recognise one
    private static final Pattern SHAPE = Pattern.compile(PREFIX + "[A-Za-z0-9_-]{43}");
    private static final int BYTES = 32;
    private static final int MOST = 50;

    private final TokenRepository repository;
    private final Log log;
    private final Clock clock;
    private final SecureRandom random = new SecureRandom();

    Tokens(TokenRepository repository, Log log, Clock clock) {
        this.repository = repository;
        this.log = log;
        this.clock = clock;
    }

    /**
     * Makes a token.
     *
     * @param expires null for one that holds until it is revoked
     * @throws InvalidFields when the name is blank or too long, when the end is past, or with too many tokens
     */
    public Fresh create(Person person, String name, @Nullable Instant expires) {
        var now = clock.instant();
        var errors = new FieldErrors();
        if (repository.of(person.id()).size() >= MOST) {
            errors.add("name", "One has at most " + MOST + " tokens. Revoke one first.");
        }
        var checked = errors.checked(() -> Checks.typedName(name), name);
        if (expires != null && !expires.isAfter(now)) {
            errors.add("expires", "A token ends in the future, found: " + expires);
        }
        errors.throwIfAny();
        var bytes = new byte[BYTES];
        random.nextBytes(bytes);
        var secret = PREFIX + Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
        var token = new Token(UUID.randomUUID(), person.id(), checked, now, null, expires);
        repository.insert(token, Sha256.of(secret.getBytes(UTF_8)));
        note("token.created", token);
        return new Fresh(token, secret);
    }

    /** Somebody's tokens that were not revoked, newest first. */
    @Transactional(readOnly = true)
    public List<Token> of(Person person) {
        return repository.of(person.id());
    }

    /** @throws NotPermitted when they have no such token */
    public void revoke(Person person, UUID id) {
        var token = repository.of(person.id()).stream()
                .filter(found -> found.id().equals(id))
                .findFirst()
                .orElseThrow(() -> NotPermitted.secret("token"));
        repository.revoke(id, clock.instant());
        note("token.revoked", token);
    }

    /** @param by who takes them away; null when the installation itself does */
    void revokeAll(String person, @Nullable String by) {
        var revoked = repository.revokeAll(person, clock.instant());
        if (revoked > 0) {
            log.write(new Log.Entry("token.revoked", null, by, "person:" + person, null, "all " + revoked));
        }
    }

    /** Whose token it is; empty for one that is unknown, revoked or over. Whether they are switched off is not asked. */
    public Optional<String> owner(String secret) {
        if (!SHAPE.matcher(secret).matches()) {
            return Optional.empty();
        }
        var now = clock.instant();
        return repository.use(Sha256.of(secret.getBytes(UTF_8)), now, now.truncatedTo(HOURS));
    }

    private void note(String what, Token token) {
        log.write(new Log.Entry(
                what, null, token.person(), "person:" + token.person(), null, token.name() + ", " + token.id()));
    }

    /**
     * What is known of a token.
     *
     * @param used to the hour; null when it never was
     * @param expires null for never
     */
    public record Token(
            UUID id,
            String person,
            String name,
            Instant created,
            @Nullable Instant used,
            @Nullable Instant expires) {

        public boolean over(Instant now) {
            return expires != null && !expires.isAfter(now);
        }
    }

    /** A token just made, with its secret, which nobody can show again. */
    public record Fresh(Token token, String secret) {

        @Override
        public String toString() {
            return "Fresh " + token; // never the secret
        }
    }
}
