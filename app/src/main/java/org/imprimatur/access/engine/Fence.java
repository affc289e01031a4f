package org.imprimatur.access.engine;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Collections;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.camunda.bpm.engine.AuthorizationException;
import org.camunda.bpm.engine.exception.NullValueException;
import org.camunda.bpm.webapp.impl.security.filter.util.CsrfConstants;
import org.imprimatur.access.Webapp;
import org.imprimatur.people.Person;
import org.imprimatur.web.Address;
import org.imprimatur.web.DatabaseAway;
import org.imprimatur.web.Problems;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.util.ContentCachingResponseWrapper;

/**
 * What passes to Camunda's REST, and in which form. Behind it Camunda asks the engine, and the engine its
 * authorizations; this fence closes what those leave open, and says each no in words.
 */
class Fence extends OncePerRequestFilter {

    /** Whose page a call came from: a tab of a webapp may outlive the session it was opened in. */
    static final String PAGE_OF = "X-Session-Person";

    private static final Set<String> SAFE_METHODS = Set.of("GET", "HEAD", "OPTIONS");
    private static final Set<String> FORM = Set.of("decision", "hash", "comment");
    private static final Set<String> CALL = Set.of("variables", "withVariablesInReturn");
    private static final Pattern TASK = Pattern.compile("^.*/engine/default/task/([^/]+)(/[a-z-]+)?");
    private static final Set<String> NO_IDS = Set.of("count", "report");

    /** How Camunda tells of a value from which it could make no query, before anything was asked of the engine. */
    private static final Pattern BAD_VALUE = Pattern.compile(
            "\"type\"\\s*:\\s*\"(IllegalArgumentException|NullValueException|ProcessEngineException)\"");

    private static final Logger log = LoggerFactory.getLogger(Fence.class);

    private final Unclaim unclaim;
    private final TaskVisibility tasks;

    Fence(Unclaim unclaim, TaskVisibility tasks) {
        this.unclaim = unclaim;
        this.tasks = tasks;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        try {
            var caller = Optional.ofNullable(request.getAttribute(Person.class.getName()))
                    .map(Person.class::cast)
                    .orElseThrow(() -> new Refusal(401, "Sign in first."));
            checkPage(request, response, caller);
            checkToken(request, response);
            var allowed = Allowed.of(request.getMethod(), Address.of(request), Webapp.openTo(caller))
                    .orElseThrow(() -> new Refusal(403, "This is not done here. Use the portal, or its API."));
            for (var name : Collections.list(request.getParameterNames())) {
                Body.refuseExpression(name);
            }
            QueryLimits.check(request.getQueryString(), request.getParameterMap());
            QueryInput.check(request.getParameterMap());
            pass(allowed.call(), caller, request, response, chain);
        } catch (Refusal no) {
            no.answer(response);
        }
    }

    private void pass(
            Allowed.Call call,
            Person caller,
            HttpServletRequest request,
            HttpServletResponse response,
            FilterChain chain)
            throws ServletException, IOException, Refusal {
        if (call == Allowed.Call.READ) {
            checkTask(request, caller);
            inWords(request, response, chain);
            return;
        }
        var body = Body.read(request);
        QueryLimits.check(body);
        switch (call) {
            case CLAIM -> checkClaim(body, caller.id());
            case FINISH -> checkForm(body);
            case QUERY -> QueryInput.check(body);
            case UNCLAIM, READ -> {}
        }
        checkTask(request, caller);
        if (call == Allowed.Call.UNCLAIM) {
            unclaim.unclaim(request, task(request), caller.id());
            response.setStatus(HttpServletResponse.SC_NO_CONTENT);
            return;
        }
        inWords(new ReadAgain(request, Body.bytes(body)), response, chain);
    }

    /** Camunda's token is in a cookie that all tabs share, so it does not tell the tab of one person from another's. */
    private static void checkPage(HttpServletRequest request, HttpServletResponse response, Person caller)
            throws Refusal {
        var person = request.getHeader(PAGE_OF);
        if (person != null && !person.equals(caller.id())) {
            response.setHeader(Problems.CSRF_REFUSED, "true");
            throw new Refusal(403, "This page belongs to @" + person + ", and somebody else is signed in. Reload it.");
        }
    }

    /** Camunda's filter would end the session when a tab still sends the token of an earlier one. */
    private static void checkToken(HttpServletRequest request, HttpServletResponse response) throws Refusal {
        if (SAFE_METHODS.contains(request.getMethod())) {
            return;
        }
        var session = request.getSession(false);
        var token = session == null ? null : session.getAttribute(CsrfConstants.CSRF_TOKEN_SESSION_ATTR_NAME);
        if (token == null || !token.equals(request.getHeader(CsrfConstants.CSRF_TOKEN_HEADER_NAME))) {
            response.setHeader(CsrfConstants.CSRF_TOKEN_HEADER_NAME, CsrfConstants.CSRF_TOKEN_HEADER_REQUIRED);
            throw new Refusal(403, "This page belongs to an earlier session. Reload it.");
        }
    }

    private static void checkClaim(JsonNode body, String caller) throws Refusal {
        if (body.size() != 1 || !caller.equals(body.path("userId").textValue())) {
            throw new Refusal(403, "One takes a task for oneself alone.");
        }
    }

    /** A form carries a decision, the hash of what was decided on, and a comment; each as plain text. */
    private static void checkForm(JsonNode body) throws Refusal {
        for (var field : body.properties()) {
            if (!CALL.contains(field.getKey())) {
                throw new Refusal(403, "A form carries no " + field.getKey() + ".");
            }
        }
        for (var variable : body.path("variables").properties()) {
            if (!FORM.contains(variable.getKey())) {
                throw new Refusal(
                        403,
                        "A form sets decision, hash and comment, and nothing else: " + variable.getKey()
                                + " is refused.");
            }
            var value = variable.getValue();
            var type = value.path("type");
            var plain = value.path("value").isTextual()
                    || value.path("value").isNull()
                    || value.path("value").isMissingNode();
            var text = type.isMissingNode()
                    || type.isNull()
                    || Set.of("String", "Null").contains(type.asText());
            if (!value.isObject() || !plain || !text || !value.path("valueInfo").isEmpty()) {
                throw new Refusal(400, variable.getKey() + " is plain text.");
            }
        }
    }

    /** A task of another brand is answered like one that does not exist; the engine's answers tell them apart. */
    private void checkTask(HttpServletRequest request, Person caller) throws Refusal {
        var path = TASK.matcher(Address.of(request));
        if (path.matches() && !NO_IDS.contains(path.group(1)) && !tasks.visible(path.group(1), caller)) {
            throw new Refusal(404, "There is no such task, or it is not for you.");
        }
    }

    /**
     * The engine reports a veto of the domain as its own failure; people get the domain's words instead. Of a failure that
     * is none they get the fact, since the engine's report quotes statements, classes and values; the log has it. What
     * the database failed with is told by {@link org.imprimatur.web.DatabaseAway}'s filter, as everywhere.
     */
    private static void inWords(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException, Refusal {
        var kept = new ContentCachingResponseWrapper(response);
        chain.doFilter(request, kept);
        if (kept.getStatus() >= 400) {
            refuse(request, kept);
        }
        kept.copyBodyToResponse();
    }

    private static void refuse(HttpServletRequest request, ContentCachingResponseWrapper kept)
            throws ServletException, Refusal {
        var failure = FailureRecorder.failure(request);
        var veto = Veto.in(kept.getContentAsByteArray()).or(() -> Veto.lostRace(failure));
        if (veto.isPresent()) {
            throw new Refusal(409, veto.get());
        }
        if (kept.getStatus() == 403 && failure instanceof AuthorizationException) {
            throw new Refusal(403, "You do not have permission for this.");
        }
        if (kept.getStatus() < 500) {
            return;
        }
        if (DatabaseAway.in(failure).isPresent()) {
            throw new ServletException(failure);
        }
        if (failure instanceof NullValueException) { // the engine's word for an id that names nothing
            throw new Refusal(404, "There is no such thing, or it is not for you.");
        }
        if (failure == null && BAD_VALUE.matcher(words(kept)).find()) {
            log.info("{} {} cannot be read: {}", request.getMethod(), Address.of(request), words(kept));
            throw new Refusal(400, "A parameter or field of this request has a value that cannot be read.");
        }
        log.error("{} {} failed in Camunda's REST: {}", request.getMethod(), Address.of(request), words(kept), failure);
        throw new Refusal(500, "Something broke on our side. What was saved before is kept; trying again may help.");
    }

    private static String words(ContentCachingResponseWrapper answer) {
        return new String(answer.getContentAsByteArray(), UTF_8);
    }

    private static String task(HttpServletRequest request) {
        var matcher = TASK.matcher(Address.of(request));
        if (!matcher.matches()) {
            throw new IllegalStateException("The allow list let a path through that names no task");
        }
        return matcher.group(1);
    }
}
