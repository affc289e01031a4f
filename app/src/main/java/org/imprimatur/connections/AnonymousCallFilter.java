package org.imprimatur.connections;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;
import org.imprimatur.people.Person;
import org.imprimatur.proxy.ClientNetwork;
import org.imprimatur.web.ConcurrentCallLimit;
import org.imprimatur.web.ConcurrentCallLimit.Order;
import org.imprimatur.web.Problems;
import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Limits how many requests are processed at once that nobody is known to have sent, so that processor time is left for
 * people who are signed in. A request counts until it turns out who sent it, until it waits for its client, or until it
 * is answered. A session or token that was valid before on this node is not counted; what it opens is checked as always.
 */
final class AnonymousCallFilter extends OncePerRequestFilter {

    /** Twice the processors: as many threads of signed-in people still get a fair part of each. */
    private static final int IN_ALL = 2 * Math.max(2, Runtime.getRuntime().availableProcessors());

    /** Half of them, so that one address never occupies all. */
    private static final int PER_ADDRESS = IN_ALL / 2;

    /**
     * More than the requests that anonymous clients may have unfinished, of one address and in all: beyond those the
     * connection that is the oldest is closed, and its request leaves the line. This limit is for what is left.
     */
    private static final int IN_LINE = 160;

    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final String RETRY_AFTER = "3"; // s

    private static final String CALL = Call.class.getName();

    private final ConcurrentCallLimit limit;
    private final KnownCredentials known;
    private final MessageSource messages;

    AnonymousCallFilter(KnownCredentials known, MessageSource messages) {
        this(
                new ConcurrentCallLimit(PER_ADDRESS, IN_LINE, PATIENCE, IN_ALL, IN_LINE, Order.NEWEST_FIRST),
                known,
                messages);
    }

    AnonymousCallFilter(ConcurrentCallLimit limit, KnownCredentials known, MessageSource messages) {
        this.limit = limit;
        this.known = known;
        this.messages = messages;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        var credential = known.of(request);
        if (credential.filter(known::contains).isPresent()) {
            chain.doFilter(request, response);
            if (!(request.getAttribute(Person.class.getName()) instanceof Person)) {
                credential.ifPresent(known::remove); // signed out, revoked or switched off meanwhile
            }
            return;
        }
        var address = ClientNetwork.of(request.getRemoteAddr());
        var connection = ClientConnection.current();
        if (!limit.begin(address, giveUp -> connection.ifPresent(own -> own.whenAborted(giveUp)))) {
            refuse(request, response);
            return;
        }
        var call = new Call(address, credential.orElse(null));
        request.setAttribute(CALL, call);
        connection.ifPresent(own -> own.whenBlocked(call::end));
        try {
            chain.doFilter(request, response);
        } finally {
            call.end();
        }
    }

    /** Ends the counting of a request: a person has sent it. */
    static void identified(HttpServletRequest request) {
        if (request.getAttribute(CALL) instanceof Call call) {
            call.identified();
        }
    }

    private void refuse(HttpServletRequest request, HttpServletResponse response) throws IOException {
        response.setHeader(HttpHeaders.RETRY_AFTER, RETRY_AFTER);
        response.setHeader(HttpHeaders.CONNECTION, "close"); // or what was sent behind it would come at once
        Problems.answer(
                request,
                response,
                Problems.problem(
                        HttpStatus.TOO_MANY_REQUESTS,
                        "too-many-requests",
                        Objects.requireNonNull(messages.getMessage("request.busy", null, request.getLocale())),
                        null));
    }

    /** One request that is counted, at most until its end. */
    private final class Call {

        private final String address;
        private final @Nullable String credential;
        private final AtomicBoolean ended = new AtomicBoolean();

        Call(String address, @Nullable String credential) {
            this.address = address;
            this.credential = credential;
        }

        void identified() {
            if (credential != null) {
                known.add(credential);
            }
            end();
        }

        void end() {
            if (ended.compareAndSet(false, true)) {
                limit.end(address);
            }
        }
    }
}
