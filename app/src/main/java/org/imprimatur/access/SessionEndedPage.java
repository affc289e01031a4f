package org.imprimatur.access;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import org.imprimatur.people.Person;
import org.imprimatur.web.KeptRequest;
import org.imprimatur.web.PageWriter;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;

/**
 * The answer to a form that was sent when the session had ended: a page that holds what was typed. Whoever is not signed
 * in signs in right there, and the sign-in form carries the fields on; then a button sends them.
 */
@Component
class SessionEndedPage {

    private static final String VIEW = "access/session-ended";

    private final PageWriter pages;

    SessionEndedPage(PageWriter pages) {
        this.pages = pages;
    }

    /** @param kept null when it could not be kept; {@code refused}: what the sign-in form says, or null */
    void askForSignIn(
            HttpServletRequest request,
            HttpServletResponse response,
            @Nullable KeptRequest kept,
            @Nullable String name,
            @Nullable TooManyAttempts wait,
            boolean refused)
            throws IOException {
        var model = new HashMap<String, Object>(Map.of("refused", refused));
        if (wait != null) {
            model.put("wait", wait.minutes());
        }
        if (name != null) {
            model.put("name", name);
        }
        write(request, response, HttpStatus.UNAUTHORIZED, kept, model);
    }

    /** @param status 200 right after sign-in, 403 for a page of an earlier session */
    void offerToSend(
            HttpServletRequest request,
            HttpServletResponse response,
            HttpStatus status,
            @Nullable KeptRequest kept,
            Person person)
            throws IOException {
        write(request, response, status, kept, new HashMap<>(Map.of("person", person)));
    }

    private void write(
            HttpServletRequest request,
            HttpServletResponse response,
            HttpStatus status,
            @Nullable KeptRequest kept,
            Map<String, Object> model)
            throws IOException {
        response.setStatus(status.value());
        response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
        if (kept != null) {
            model.put("kept", kept);
        }
        pages.write(VIEW, model, request, response);
    }
}
