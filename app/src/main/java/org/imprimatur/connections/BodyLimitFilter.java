package org.imprimatur.connections;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.apache.catalina.Globals;
import org.apache.tomcat.util.http.Parameters.FailReason;
import org.imprimatur.web.BodyTooLarge;
import org.imprimatur.web.Problems;
import org.imprimatur.web.TooOften;
import org.springframework.context.MessageSource;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Refuses request bodies that are too large, on every path, method and content type, before anything else reads them.
 * Forms are read here: whoever asks for one parameter reads all.
 */
final class BodyLimitFilter extends OncePerRequestFilter {

    private static final int RETRY_AFTER = 3; // s

    private final BodyLimit limit;
    private final LargeBodies large;
    private final MessageSource messages;

    BodyLimitFilter(BodyLimit limit, LargeBodies large, MessageSource messages) {
        this.limit = limit;
        this.large = large;
        this.messages = messages;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        var most = limit.atMost(request);
        if (request.getContentLengthLong() > most) {
            Problems.answer(request, response, tooLarge(request, most));
            return;
        }
        try (var turn = large.turn(request)) {
            if (BodyLimit.isForm(request) && !readForm(request, response, turn)) {
                return;
            }
            chain.doFilter(new LimitedBodyRequest(request, limit, turn, this::busy), response);
        } catch (ServletException | IOException | RuntimeException e) {
            var tooLarge = BodyTooLarge.in(e);
            if (tooLarge.isEmpty() || response.isCommitted()) {
                throw e;
            }
            Problems.answer(request, response, tooLarge(request, tooLarge.get().limit()));
        }
    }

    /** Whether it could be read; if not, that has been said. */
    private boolean readForm(HttpServletRequest request, HttpServletResponse response, LargeBodies.Turn turn)
            throws IOException {
        var announced = request.getContentLengthLong();
        if ((announced < 0 || announced > LargeBodies.LARGE.toBytes()) && !turn.begin()) {
            response.setHeader(HttpHeaders.RETRY_AFTER, Integer.toString(RETRY_AFTER));
            Problems.answer(
                    request,
                    response,
                    Problems.problem(
                            HttpStatus.TOO_MANY_REQUESTS,
                            "too-many-requests",
                            messages.getMessage("request.busy", null, request.getLocale()),
                            null));
            return false;
        }
        request.getParameterMap();
        if (request.getAttribute(Globals.PARAMETER_PARSE_FAILED_ATTR) == null) {
            return true;
        }
        var reason = request.getAttribute(Globals.PARAMETER_PARSE_FAILED_REASON_ATTR);
        Problems.answer(
                request,
                response,
                reason == FailReason.POST_TOO_LARGE
                        ? tooLarge(request, BodyLimit.MOST.toBytes())
                        : Problems.problem(
                                HttpStatus.BAD_REQUEST,
                                "bad-request",
                                messages.getMessage("request.form.unreadable", null, request.getLocale()),
                                null));
        return false;
    }

    private TooOften busy(HttpServletRequest request) {
        return new TooOften(messages.getMessage("request.busy", null, request.getLocale()), RETRY_AFTER);
    }

    private ProblemDetail tooLarge(HttpServletRequest request, long limit) {
        return Problems.tooLarge(
                messages.getMessage("request.body.too-large", new Object[] {limit}, request.getLocale()));
    }
}
