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
import org.springframework.context.MessageSource;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Refuses request bodies that are too large, on every path, method and content type, before anything else reads them.
 * Forms are read here: whoever asks for one parameter reads all.
 */
final class BodyLimitFilter extends OncePerRequestFilter {

    private final BodyLimit limit;
    private final MessageSource messages;

    BodyLimitFilter(BodyLimit limit, MessageSource messages) {
        this.limit = limit;
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
        if (BodyLimit.isForm(request) && !readForm(request, response)) {
            return;
        }
        try {
            chain.doFilter(new LimitedBodyRequest(request, limit), response);
        } catch (ServletException | IOException | RuntimeException e) {
            var tooLarge = BodyTooLarge.in(e);
            if (tooLarge.isEmpty() || response.isCommitted()) {
                throw e;
            }
            Problems.answer(request, response, tooLarge(request, tooLarge.get().limit()));
        }
    }

    /** Whether it could be read; if not, that has been said. */
    private boolean readForm(HttpServletRequest request, HttpServletResponse response) throws IOException {
        request.getParameterMap();
        if (request.getAttribute(Globals.PARAMETER_PARSE_FAILED_ATTR) == null) {
            return true;
        }
        var reason = request.getAttribute(Globals.PARAMETER_PARSE_FAILED_REASON_ATTR);
        Problems.answer(
                request,
                response,
                reason == FailReason.POST_TOO_LARGE
                        ? tooLarge(request, BodyLimit.FORM.toBytes())
                        : Problems.problem(
                                HttpStatus.BAD_REQUEST,
                                "bad-request",
                                messages.getMessage("request.form.unreadable", null, request.getLocale()),
                                null));
        return false;
    }

    private ProblemDetail tooLarge(HttpServletRequest request, long limit) {
        return Problems.tooLarge(
                messages.getMessage("request.body.too-large", new Object[] {limit}, request.getLocale()));
    }
}
