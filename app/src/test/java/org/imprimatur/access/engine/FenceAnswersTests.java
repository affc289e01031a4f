package org.imprimatur.access.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.sql.SQLException;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Set;
import org.camunda.bpm.engine.AuthorizationException;
import org.camunda.bpm.engine.ProcessEngineException;
import org.camunda.bpm.engine.exception.NullValueException;
import org.imprimatur.people.Person;
import org.imprimatur.people.Role;
import org.imprimatur.web.DatabaseAway;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;

/** What becomes of the engine's failures on their way to people. */
class FenceAnswersTests {

    private static final Person REVIEWER =
            new Person("ada", "Ada", ZoneOffset.UTC, false, true, Map.of("tea", Set.of(Role.REVIEWER)));

    private final TaskVisibility tasks = mock();
    private final Fence fence = new Fence(mock(), tasks);

    @BeforeEach
    void aTaskOfHers() {
        when(tasks.visible("1", REVIEWER)).thenReturn(true);
    }

    @Test
    void aDefectTellsNothingOfTheInside() throws Exception {
        var answer = answer(500, new ProcessEngineException("ENGINE-03083 select * from act_ru_task"));

        assertThat(answer.getStatus()).isEqualTo(500);
        assertThat(answer.getContentAsString())
                .contains("broke on our side")
                .doesNotContain("ENGINE", "Exception", "select", "inside");
        assertThat(answer(500, null).getStatus()).isEqualTo(500);
    }

    @Test
    void aDatabaseThatIsAwayOrStoppedTheStatementIsToldByTheFilterForThat() {
        for (var state : new String[] {"57014", "08006", "53300"}) {
            var failure = new ProcessEngineException("it", new SQLException("it", state));

            assertThatExceptionOfType(ServletException.class)
                    .isThrownBy(() -> answer(500, failure))
                    .satisfies(told -> assertThat(DatabaseAway.in(told)).isPresent());
        }
    }

    @Test
    void anIdThatNamesNothingIsNotFound() throws Exception {
        var answer = answer(500, new NullValueException("no processDefinition found: definition is null"));

        assertThat(answer.getStatus()).isEqualTo(404);
        assertThat(answer.getContentAsString()).doesNotContain("is null");
    }

    @Test
    void aMissingPermissionIsToldWithoutTheEnginesWordsForIt() throws Exception {
        var answer = answer(403, new AuthorizationException("ada", "READ", "Task", "1"));

        assertThat(answer.getStatus()).isEqualTo(403);
        assertThat(answer.getContentAsString()).contains("permission").doesNotContain("READ", "ada");
    }

    @Test
    void whatCamundaRefusesItselfIsPassedOn() throws Exception {
        assertThat(answer(400, null).getContentAsString()).contains("inside");
        assertThat(answer(200, null).getContentAsString()).contains("inside");
    }

    @Test
    void aTaskThatIsNotVisibleNeverReachesTheEngine() throws Exception {
        var answer = new MockHttpServletResponse();

        fence.doFilter(request("2"), answer, (request, response) -> {
            throw new AssertionError("The engine was asked");
        });

        assertThat(answer.getStatus()).isEqualTo(404);
    }

    private MockHttpServletResponse answer(int status, @Nullable Throwable failure) throws Exception {
        var answer = new MockHttpServletResponse();
        FilterChain camunda = (request, response) -> {
            if (failure != null) {
                FailureRecorder.record((HttpServletRequest) request, failure);
            }
            ((HttpServletResponse) response).setStatus(status);
            response.getWriter().write("{\"type\": \"X\", \"message\": \"inside\"}");
        };
        fence.doFilter(request("1"), answer, camunda);
        return answer;
    }

    private static MockHttpServletRequest request(String task) {
        var request = new MockHttpServletRequest("GET", "/camunda/api/engine/engine/default/task/" + task + "/form");
        request.setAttribute(Person.class.getName(), REVIEWER);
        return request;
    }
}
