package org.imprimatur.content;

import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;
import org.imprimatur.InvalidFields;
import org.imprimatur.web.Problems;
import org.jspecify.annotations.Nullable;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;

/** Refusals of posts that tell a program more than a field: the current version, the choices, the whole list. */
@RestControllerAdvice(assignableTypes = PostsApi.class)
@Order(Ordered.HIGHEST_PRECEDENCE)
class PostProblems {

    @ExceptionHandler
    ResponseEntity<ProblemDetail> versionMissing(VersionMissing e) {
        var problem = problem(HttpStatus.PRECONDITION_REQUIRED, "version-missing", e.getMessage());
        problem.setProperty("version", e.current());
        return answer(problem);
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> stale(StalePost e) {
        var problem = problem(HttpStatus.PRECONDITION_FAILED, "stale-version", e.getMessage());
        problem.setProperty("version", e.current());
        return answer(problem);
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> notReady(NotReady e) {
        var problem = problem(HttpStatus.UNPROCESSABLE_ENTITY, e.code(), e.getMessage());
        problem.setProperty("field", e.obstacles().get(0).field());
        problem.setProperty("errors", e.obstacles());
        return answer(problem);
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> invalid(InvalidFields e) {
        var problem = Problems.invalid(e);
        if (e instanceof UnclearHour) {
            problem.setType(URI.create("/problems/unclear-hour"));
        }
        UnclearHour.among(e)
                .ifPresent(unclear -> problem.setProperty(
                        "choices",
                        unclear.choices().stream().map(PostProblems::choice).toList()));
        return answer(problem);
    }

    private static Map<String, Object> choice(UnclearHour.Choice choice) {
        var told = new LinkedHashMap<String, Object>();
        told.put("local", choice.local().toString());
        var offset = choice.offset();
        if (offset != null) {
            told.put("offset", offset.getId());
        }
        told.put("instant", choice.instant());
        return told;
    }

    private static ProblemDetail problem(HttpStatus status, String code, @Nullable String words) {
        return Problems.problem(status, code, words, null);
    }

    private static ResponseEntity<ProblemDetail> answer(ProblemDetail problem) {
        return ResponseEntity.status(problem.getStatus()).body(problem);
    }
}
