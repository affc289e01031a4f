package org.imprimatur.idempotency;

import static java.nio.charset.StandardCharsets.UTF_8;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.imprimatur.Sha256;
import org.imprimatur.web.Problems;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.MessageSource;
import org.springframework.dao.DataAccessException;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.util.ContentCachingResponseWrapper;

/**
 * Carries out a form of a page once, however often its button is pressed: a browser without scripts sends the same form
 * again and shows the answer to the last one alone. Each page has its token against forged requests masked anew, so a body
 * that is the same to the last character is the same form of the same page. What succeeded is answered again; a refusal
 * changed nothing and is found out anew.
 */
class RepeatedFormFilter extends OncePerRequestFilter {

    private static final Logger log = LoggerFactory.getLogger(RepeatedFormFilter.class);

    /** How long the answer to a form comes again. Later, somebody means what they press. */
    static final Duration KEPT = Duration.ofMinutes(2);

    /** How long the second one waits for the first. */
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private static final long LOOK_EVERY = 100; // ms
    private static final String TOKEN = "_csrf";

    private final KeyRepository keys;
    private final RunningCalls running;
    private final MessageSource messages;

    RepeatedFormFilter(KeyRepository keys, RunningCalls running, MessageSource messages) {
        this.keys = keys;
        this.running = running;
        this.messages = messages;
    }

    /** Scripts repeat nothing by mistake, and send the same form of one page several times on purpose. */
    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        var mode = request.getHeader("Sec-Fetch-Mode");
        return !HttpMethod.POST.matches(request.getMethod())
                || Problems.forPrograms(request)
                || request.getHeader("HX-Request") != null
                || (mode != null && !mode.equals("navigate"))
                || request.getServletPath().endsWith("/autosave")
                || !isForm(request)
                || request.getUserPrincipal() == null
                || request.getParameter(TOKEN) == null;
    }

    private static boolean isForm(HttpServletRequest request) {
        var type = request.getContentType();
        return type != null && type.startsWith(MediaType.APPLICATION_FORM_URLENCODED_VALUE);
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        var body = fingerprint(request);
        var key = new Key(
                Objects.requireNonNull(request.getUserPrincipal()).getName(),
                "form " + request.getServletPath(),
                HexFormat.of().formatHex(body));
        var call = new ClaimedCall(key);
        var until = System.nanoTime() + PATIENCE.toNanos();
        while (!keys.claim(call, KEPT)) {
            var known = keys.find(call.id());
            var answer = known.map(KeyRepository.Row::answer)
                    .flatMap(stored -> KeptAnswer.opened(stored, key.secret(body)))
                    .orElse(null);
            if (answer != null) {
                KeptFlash.restore(answer, request, response);
                answer.send(response);
                return;
            }
            var lost =
                    known.isPresent() && !known.get().running() && known.get().tookEffect();
            if (lost || System.nanoTime() > until || !pause()) {
                refuse(request, response);
                return;
            }
        }
        run(key, body, call, request, response, chain);
    }

    private static byte[] fingerprint(HttpServletRequest request) {
        var digest = Sha256.begun();
        new TreeMap<>(request.getParameterMap()).forEach((name, values) -> {
            for (var value : values) {
                digest.update(name.getBytes(UTF_8));
                digest.update((byte) 0);
                digest.update(value.getBytes(UTF_8));
                digest.update((byte) 0);
            }
        });
        return digest.digest();
    }

    private static boolean pause() {
        try {
            TimeUnit.MILLISECONDS.sleep(LOOK_EVERY);
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private void run(
            Key key,
            byte[] body,
            ClaimedCall call,
            HttpServletRequest request,
            HttpServletResponse response,
            FilterChain chain)
            throws ServletException, IOException {
        var answer = new ContentCachingResponseWrapper(response);
        var answered = false;
        running.begin(call);
        try {
            chain.doFilter(request, answer);
            answered = true;
        } finally {
            running.end(call);
            settle(key, body, call, request, answered ? answer : null);
        }
        answer.copyBodyToResponse();
    }

    /** Kept is what took effect and was not told as a failure. */
    private void settle(
            Key key,
            byte[] body,
            ClaimedCall call,
            HttpServletRequest request,
            @Nullable ContentCachingResponseWrapper answer) {
        try {
            if (keys.forget(call)) {
                return;
            }
            if (answer == null || answer.getStatus() >= HttpStatus.BAD_REQUEST.value()) {
                keys.release(call);
            } else {
                keys.keep(
                        call, KeptAnswer.of(answer).with(KeptFlash.of(request)).sealed(key.secret(body)));
            }
        } catch (DataAccessException e) {
            log.warn("The answer to a form could not be kept", e);
        }
    }

    private void refuse(HttpServletRequest request, HttpServletResponse response) throws IOException {
        Problems.answer(
                request,
                response,
                Problems.problem(
                        HttpStatus.CONFLICT,
                        "form-in-progress",
                        messages.getMessage("request.form.in-progress", null, request.getLocale()),
                        null));
    }
}
