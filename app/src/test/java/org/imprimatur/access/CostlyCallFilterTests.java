package org.imprimatur.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.ZoneOffset;
import java.util.Map;
import org.imprimatur.people.Person;
import org.imprimatur.web.ConcurrentCallLimit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.mock.web.MockFilterChain;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;

/** While one costly call of Ada's is in progress, where one is all that she may have. */
class CostlyCallFilterTests {

    private final ConcurrentCallLimit limit = new ConcurrentCallLimit(1, 0, Duration.ZERO);
    private final CostlyCallFilter filter = new CostlyCallFilter(limit);

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET /posts",
                "GET /posts/pictures",
                "GET /posts/7",
                "GET /library",
                "GET /inbox",
                "GET /api/tasks",
                "GET /api/brands/tea/posts",
                "GET /api/brands/tea/assets",
                "GET /api/audit/verify",
                "POST /api/reconciliations",
                "GET /camunda/api/engine/engine/default/task",
                "POST /camunda/api/engine/engine/default/process-instance",
            })
    void anotherCostlyOneIsRefusedUntilItEnds(String call) throws Exception {
        assertThat(limit.begin("ada")).isTrue();

        var refused = answer("ada", call);

        assertThat(refused.getStatus()).isEqualTo(429);
        assertThat(refused.getHeader("Retry-After")).isEqualTo("5");
        assertThat(answer("bob", call).getStatus()).isEqualTo(200);
        limit.end("ada");
        assertThat(answer("ada", call).getStatus()).isEqualTo(200);
        assertThat(limit.size()).isZero();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET /api/assets/7/content",
                "GET /api/assets/7/renditions/thumbnail",
                "POST /api/brands/tea/assets",
                "POST /library/upload",
                "POST /posts/7",
                "POST /inbox/7",
                "GET /sign-in",
                "GET /build/page.js",
                "GET /camunda/app/tasklist/default/",
                "GET /actuator/health",
            })
    void whatIsNotCostlyGoesOn(String call) throws Exception {
        assertThat(limit.begin("ada")).isTrue();

        assertThat(answer("ada", call).getStatus()).isEqualTo(200);
    }

    @Test
    void aCallThatFailsIsOver() {
        assertThat(org.assertj.core.api.Assertions.catchThrowable(() ->
                        filter.doFilter(request("ada", "GET /posts"), new MockHttpServletResponse(), (in, out) -> {
                            throw new IllegalStateException("It failed");
                        })))
                .hasMessage("It failed");

        assertThat(limit.size()).isZero();
    }

    private MockHttpServletResponse answer(String who, String call) throws Exception {
        var answer = new MockHttpServletResponse();
        filter.doFilter(request(who, call), answer, new MockFilterChain());
        return answer;
    }

    private static MockHttpServletRequest request(String who, String call) {
        var words = call.split(" ", 2);
        var request = new MockHttpServletRequest(words[0], words[1]);
        request.setAttribute(Person.class.getName(), new Person(who, who, ZoneOffset.UTC, false, true, Map.of()));
        return request;
    }
}
