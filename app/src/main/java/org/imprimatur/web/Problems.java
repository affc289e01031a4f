package org.imprimatur.web;

import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URI;
import java.util.Locale;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.regex.Pattern;
import org.imprimatur.FieldError;
import org.imprimatur.InvalidFields;
import org.imprimatur.approval.Refused;
import org.imprimatur.assets.AssetRefused;
import org.imprimatur.inbox.NoSuchCursor;
import org.imprimatur.people.NotPermitted;
import org.jspecify.annotations.Nullable;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.dao.ConcurrencyFailureException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.http.converter.json.ProblemDetailJacksonMixin;
import org.springframework.stereotype.Component;
import org.springframework.validation.BindException;
import org.springframework.web.ErrorResponse;
import org.springframework.web.ErrorResponseException;
import org.springframework.web.HttpMediaTypeNotAcceptableException;
import org.springframework.web.HttpMediaTypeNotSupportedException;
import org.springframework.web.HttpRequestMethodNotSupportedException;
import org.springframework.web.bind.ServletRequestBindingException;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.context.request.ServletRequestAttributes;
import org.springframework.web.method.annotation.HandlerMethodValidationException;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.resource.NoResourceFoundException;

/**
 * Errors, told twice in the same words: as a problem (RFC 9457) to programs, which call {@code /api}, and as a page or,
 * to htmx, a note to people. Only what was written for people is told; anything else is logged and told as a fact.
 */
@ControllerAdvice
@Component
@Order(Ordered.HIGHEST_PRECEDENCE) // before Boot's own, which tells people JSON
public class Problems {

    /** Tells scripts of ours that a request was refused for its token or its page alone: it may be sent again. */
    public static final String CSRF_REFUSED = "X-CSRF-Refused";

    private static final JsonMapper JSON = JsonMapper.builder()
            .addMixIn(ProblemDetail.class, ProblemDetailJacksonMixin.class)
            .build();

    /** Request attribute: what an error page offers to send again, a {@link KeptRequest}. */
    static final String SENT_AGAIN = Problems.class.getName() + ".again";

    private static final String INVALID = "invalid-input";
    private static final String UNREADABLE_VALUE = "This value cannot be read.";
    private static final String TOO_LARGE = "content-too-large";
    private static final Pattern FEED = Pattern.compile("/feeds/[^/]+\\.(atom|json)");

    @ExceptionHandler
    Object refused(Refused e, HttpServletRequest request) {
        return told(request, problem(status(e), e.code(), e.getMessage(), null));
    }

    @ExceptionHandler
    Object notPermitted(NotPermitted e, HttpServletRequest request) {
        return e.secret()
                ? told(request, problem(HttpStatus.NOT_FOUND, "not-found", e.getMessage(), null))
                : told(request, problem(HttpStatus.FORBIDDEN, "not-permitted", e.getMessage(), null));
    }

    @ExceptionHandler
    Object invalid(InvalidFields e, HttpServletRequest request) {
        return told(request, invalid(e));
    }

    @ExceptionHandler
    Object assetRefused(AssetRefused e, HttpServletRequest request) {
        var status = HttpStatus.valueOf(e.status());
        return status == HttpStatus.UNPROCESSABLE_ENTITY
                ? invalid(new InvalidInput(e.field(), String.valueOf(e.getMessage())), request)
                : told(request, problem(status, code(status), e.getMessage(), e.field()));
    }

    @ExceptionHandler
    Object noSuchCursor(NoSuchCursor e, HttpServletRequest request) {
        return told(request, problem(HttpStatus.UNPROCESSABLE_ENTITY, INVALID, e.getMessage(), "cursor"));
    }

    @ExceptionHandler
    Object tooOften(TooOften e, HttpServletRequest request) {
        var headers = new HttpHeaders();
        headers.set(HttpHeaders.RETRY_AFTER, Long.toString(e.retryAfter()));
        return told(request, problem(HttpStatus.TOO_MANY_REQUESTS, "too-often", e.getMessage(), null), headers);
    }

    @ExceptionHandler
    Object unreadable(UnreadableItem e, HttpServletRequest request) {
        var words = "The stored data of " + e.item() + " cannot be displayed. Tell your administrator, who finds the"
                + " reason in the server log under this name. Everything else is not affected.";
        var problem = problem(HttpStatus.INTERNAL_SERVER_ERROR, "unreadable-item", words, null);
        problem.setProperty("item", e.item());
        return told(request, problem);
    }

    /** Two at the same moment: the database let one of them through. */
    @ExceptionHandler
    Object sameMoment(ConcurrencyFailureException e, HttpServletRequest request) {
        return told(
                request,
                problem(
                        HttpStatus.CONFLICT,
                        "same-moment",
                        "Somebody else changed it at the same moment. Look at it, then try again.",
                        null));
    }

    @ExceptionHandler
    Object bound(BindException e, HttpServletRequest request) {
        var errors = e.getFieldErrors().stream()
                .map(error -> new FieldError(
                        error.getField(), Objects.requireNonNullElse(error.getDefaultMessage(), UNREADABLE_VALUE)))
                .toList();
        return told(
                request,
                errors.isEmpty()
                        ? problem(HttpStatus.UNPROCESSABLE_ENTITY, INVALID, UNREADABLE_VALUE, null)
                        : invalid(new InvalidFields(errors)));
    }

    /** A path that no id fits names nothing; a parameter that cannot be read is the caller's mistake. */
    @ExceptionHandler
    Object mismatch(MethodArgumentTypeMismatchException e, HttpServletRequest request) {
        var inQuery = request.getParameterMap().containsKey(e.getName());
        return inQuery
                ? told(
                        request,
                        problem(HttpStatus.BAD_REQUEST, "bad-request", e.getName() + " cannot be read.", e.getName()))
                : told(request, problem(HttpStatus.NOT_FOUND, "not-found", NOTHING_HERE, null));
    }

    @ExceptionHandler
    Object unreadable(HttpMessageNotReadableException e, HttpServletRequest request) {
        if (e.getMostSpecificCause() instanceof InvalidFields fields) {
            return invalid(fields, request);
        }
        if (e.getMostSpecificCause() instanceof TooOften busy) {
            return tooOften(busy, request); // too many large bodies at once, noticed while this one was read
        }
        if (e.getMostSpecificCause() instanceof StreamConstraintsException
                || BodyTooLarge.in(e).isPresent()) {
            return told(request, tooLarge(JsonBodies.TOO_LARGE));
        }
        return told(
                request,
                problem(
                        HttpStatus.BAD_REQUEST,
                        "bad-request",
                        "The body is not the JSON that is expected here.",
                        null));
    }

    @ExceptionHandler
    Object missing(NoSuchElementException e, HttpServletRequest request) {
        return told(request, problem(HttpStatus.NOT_FOUND, "not-found", NOTHING_HERE, null));
    }

    @ExceptionHandler({
        NoResourceFoundException.class,
        HttpRequestMethodNotSupportedException.class,
        HttpMediaTypeNotSupportedException.class,
        HttpMediaTypeNotAcceptableException.class,
        ServletRequestBindingException.class,
        HandlerMethodValidationException.class,
        ErrorResponseException.class
    })
    Object springs(Exception e, HttpServletRequest request) {
        var response = (ErrorResponse) e;
        var status = response.getStatusCode();
        var detail = response.getBody().getDetail();
        var words = status.value() == 404 || detail == null ? fact(status) : detail;
        var problem = problem(status, code(status), words, null);
        return told(request, problem, response.getHeaders());
    }

    private static final String NOTHING_HERE = "There is nothing here, or not for you.";

    /** What to say about a status when nobody has said anything better. */
    static String fact(HttpStatusCode status) {
        return switch (status.value()) {
            case 400 -> "This request cannot be read.";
            case 401 -> "Sign in first.";
            case 403 -> "This is not for you.";
            case 404 -> NOTHING_HERE;
            case 405 -> "This cannot be done here.";
            case 413 -> "This is too large.";
            case 429 -> "You have too many requests in progress. Wait a few seconds, then try again.";
            default ->
                status.is5xxServerError()
                        ? "Something broke on our side. What was saved before is kept; trying again may help."
                        : "This request cannot be answered.";
        };
    }

    static String code(HttpStatusCode status) {
        if (status.value() == HttpStatus.PAYLOAD_TOO_LARGE.value()) {
            return TOO_LARGE; // as RFC 9110 calls it, Spring not yet
        }
        var known = HttpStatus.resolve(status.value());
        return known == null
                ? "error"
                : known.getReasonPhrase().toLowerCase(Locale.ROOT).replace(' ', '-');
    }

    /** The number of a no, which is the same for people and programs. */
    public static HttpStatus status(Refused refused) {
        return switch (refused.kind()) {
            case UNACCEPTABLE -> HttpStatus.UNPROCESSABLE_ENTITY;
            case CONFLICT -> HttpStatus.CONFLICT;
            case FORBIDDEN -> HttpStatus.FORBIDDEN;
            case MISSING -> HttpStatus.NOT_FOUND;
        };
    }

    /**
     * A problem in the house's form.
     *
     * @param code a stable word for programs; the problem's type is {@code /problems/<code>}
     * @param field the field it is about, as in the API; null for none
     */
    public static ProblemDetail problem(
            HttpStatusCode status, String code, @Nullable String detail, @Nullable String field) {
        var problem = ProblemDetail.forStatusAndDetail(status, Objects.requireNonNullElse(detail, fact(status)));
        problem.setType(URI.create("/problems/" + code));
        RequestIds.current().ifPresent(id -> problem.setProperty("request", id));
        if (field != null) {
            problem.setProperty("field", field);
        }
        return problem;
    }

    /** Fields that break their rules: the first as {@code detail} and {@code field}, all of them as {@code errors}. */
    public static ProblemDetail invalid(InvalidFields e) {
        var problem = problem(HttpStatus.UNPROCESSABLE_ENTITY, INVALID, e.getMessage(), e.field());
        problem.setProperty("errors", e.errors());
        return problem;
    }

    /** What was sent is larger than the limit that these words name. */
    public static ProblemDetail tooLarge(String words) {
        return problem(HttpStatus.PAYLOAD_TOO_LARGE, TOO_LARGE, words, null);
    }

    /** Answers with this problem where no controller does. */
    public static void write(HttpServletResponse response, ProblemDetail problem) throws IOException {
        response.setStatus(problem.getStatus());
        response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
        JSON.writeValue(response.getOutputStream(), problem);
    }

    /**
     * Answers with this problem from a filter: programs get it as it is, people get a small page with its words, which
     * costs next to nothing to write and so serves those whom nobody knows yet. Does nothing
     * once an answer has begun, as it has when the client is gone.
     */
    public static void answer(HttpServletRequest request, HttpServletResponse response, ProblemDetail problem)
            throws IOException {
        if (response.isCommitted()) {
            return;
        }
        if (forPrograms(request)) {
            write(response, problem);
        } else {
            PlainPage.write(response, problem);
        }
    }

    /** Whether a program asks, which wants a problem instead of a page. */
    public static boolean forPrograms(HttpServletRequest request) {
        return forPrograms(Address.of(request));
    }

    static boolean forPrograms(String path) {
        return path.startsWith("/api/")
                || path.startsWith("/camunda/api/")
                || FEED.matcher(path).matches();
    }

    static Object told(HttpServletRequest request, ProblemDetail problem) {
        var headers = new HttpHeaders();
        if (problem.getStatus() == HttpStatus.SERVICE_UNAVAILABLE.value()) {
            headers.set(HttpHeaders.RETRY_AFTER, Away.RETRY_AFTER);
        }
        return told(request, problem, headers);
    }

    private static Object told(HttpServletRequest request, ProblemDetail problem, HttpHeaders headers) {
        if (forPrograms(request)) {
            return ResponseEntity.status(problem.getStatus())
                    .headers(headers)
                    .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                    .body(problem);
        }
        var page = page(problem, request.getHeader("HX-Request") != null);
        if (request.getAttribute(SENT_AGAIN) instanceof KeptRequest again) {
            page.addObject("again", again);
        }
        return withHeaders(page, headers);
    }

    /** The page, which says the same in its headers as the problem does. */
    private static ModelAndView withHeaders(ModelAndView page, HttpHeaders headers) {
        if (!headers.isEmpty()
                && RequestContextHolder.getRequestAttributes() instanceof ServletRequestAttributes here) {
            var response = here.getResponse();
            if (response != null) {
                headers.forEach((name, values) -> values.forEach(value -> response.addHeader(name, value)));
            }
        }
        return page;
    }

    static ModelAndView page(ProblemDetail problem, boolean fragment) {
        var page = new ModelAndView(fragment ? "error :: note" : "error");
        page.setStatus(HttpStatusCode.valueOf(problem.getStatus()));
        page.addObject("status", problem.getStatus());
        page.addObject("message", problem.getDetail());
        RequestIds.current().ifPresent(id -> page.addObject("request", id));
        return page;
    }
}
