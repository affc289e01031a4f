package org.imprimatur.idempotency;

import static org.springframework.http.HttpStatus.BAD_REQUEST;
import static org.springframework.http.HttpStatus.CONFLICT;
import static org.springframework.http.HttpStatus.UNPROCESSABLE_ENTITY;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.security.Principal;
import java.util.Collections;
import java.util.Optional;
import org.imprimatur.web.Problems;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.util.unit.DataSize;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.util.ContentCachingResponseWrapper;

/**
 * Lets a POST of the API that carries an {@code Idempotency-Key} through once, and tells whoever repeats it the first
 * answer again. The key is taken in a transaction of its own before the call, and the answer is kept after it; what took
 * effect in between says so itself, see {@link RunningCalls}.
 *
 * <p>Kept is what succeeded. A refusal that changed nothing is forgotten, so the same key may be sent again when the
 * reason is gone; a failure on our side is never kept.
 */
class IdempotencyFilter extends OncePerRequestFilter {

    static final String KEY = "Idempotency-Key";

    private static final Logger log = LoggerFactory.getLogger(IdempotencyFilter.class);

    private final KeyRepository keys;
    private final RunningCalls running;
    private final Whereabouts whereabouts;
    private final DataSize most;

    /** @param most that a body may have */
    IdempotencyFilter(KeyRepository keys, RunningCalls running, Whereabouts whereabouts, DataSize most) {
        this.keys = keys;
        this.running = running;
        this.whereabouts = whereabouts;
        this.most = most;
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return !HttpMethod.POST.matches(request.getMethod())
                || request.getHeader(KEY) == null
                || !request.getServletPath().startsWith("/api/");
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        var person = request.getUserPrincipal();
        if (person == null) {
            chain.doFilter(request, response);
            return;
        }
        if (request.getContentLengthLong() > most.toBytes()) {
            tooLarge(response);
            return;
        }
        try {
            once(key(request, person), new FingerprintedRequest(request, most.toBytes()), response, chain);
        } catch (IllegalKey e) {
            refuse(response, BAD_REQUEST, "idempotency-key", e.getMessage());
        }
    }

    private static Key key(HttpServletRequest request, Principal person) {
        var values = Collections.list(request.getHeaders(KEY));
        if (values.size() > 1) {
            throw new IllegalKey("A call has one Idempotency-Key; this one has " + values.size() + ".");
        }
        try {
            return new Key(person.getName(), request.getServletPath(), values.get(0));
        } catch (IllegalArgumentException e) {
            throw new IllegalKey(e.getMessage());
        }
    }

    private void once(Key key, FingerprintedRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        var call = new ClaimedCall(key);
        if (keys.claim(call)) {
            run(key, call, request, response, chain);
            return;
        }
        var known = keys.find(call.id());
        var answer = known.map(KeyRepository.Row::answer).orElse(null);
        if (answer != null) {
            repeat(key, answer, request, response);
        } else if (known.isEmpty() || known.get().running() || !known.get().tookEffect()) {
            response.setHeader(HttpHeaders.RETRY_AFTER, "1");
            refuse(
                    response,
                    CONFLICT,
                    "key-in-use",
                    "A call with this Idempotency-Key is running right now. Ask again in a moment.");
        } else {
            refuse(
                    response,
                    CONFLICT,
                    "answer-lost",
                    "The first call with this Idempotency-Key took effect, but its answer was lost when something broke."
                            + " Look at " + whereabouts.of(key.path())
                            + " before you send anything under another key.");
        }
    }

    private void run(
            Key key, ClaimedCall call, FingerprintedRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        var answer = new ContentCachingResponseWrapper(response);
        var answered = false;
        running.begin(call);
        try {
            chain.doFilter(request, answer);
            answered = true;
        } finally {
            running.end(call);
            settle(key, call, request, answered ? answer : null);
        }
        answer.copyBodyToResponse();
    }

    /** What cannot be kept now is told as lost later, which is true. */
    private void settle(
            Key key, ClaimedCall call, FingerprintedRequest request, @Nullable ContentCachingResponseWrapper answer) {
        try {
            var status = answer == null ? HttpStatus.INTERNAL_SERVER_ERROR.value() : answer.getStatus();
            if (status >= 300 && keys.forget(call)) {
                return;
            }
            if (answer == null || status >= 500) {
                keys.release(call);
            } else {
                keys.keep(call, KeptAnswer.of(answer).sealed(key.secret(request.fingerprint())));
            }
        } catch (IOException | DataAccessException e) {
            log.warn("The answer to a call with an Idempotency-Key could not be kept", e);
        }
    }

    private void repeat(Key key, String sealed, FingerprintedRequest request, HttpServletResponse response)
            throws IOException {
        Optional<KeptAnswer> answer;
        try {
            answer = KeptAnswer.opened(sealed, key.secret(request.fingerprint()));
        } catch (FingerprintedRequest.TooLarge e) {
            tooLarge(response);
            return;
        }
        if (answer.isPresent()) {
            answer.get().send(response);
        } else {
            refuse(
                    response,
                    UNPROCESSABLE_ENTITY,
                    "key-of-another-body",
                    "This Idempotency-Key came with another body before. Send another key with this one.");
        }
    }

    private void tooLarge(HttpServletResponse response) throws IOException {
        Problems.write(
                response,
                Problems.tooLarge(
                        "The largest body that is taken has " + most.toKilobytes() + " KB; this one has more."));
    }

    private void refuse(HttpServletResponse response, HttpStatus status, String code, @Nullable String words)
            throws IOException {
        Problems.write(response, Problems.problem(status, code, words, null));
    }

    private static final class IllegalKey extends RuntimeException {
        IllegalKey(@Nullable String message) {
            super(message);
        }
    }
}
