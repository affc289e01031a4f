package org.imprimatur.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.databind.json.JsonMapper;
import jakarta.servlet.FilterChain;
import java.sql.SQLException;
import org.imprimatur.ImprimaturTest;
import org.junit.jupiter.api.Test;
import org.slf4j.MDC;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.core.annotation.OrderUtils;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.session.web.http.SessionRepositoryFilter;

/** What people and programs are told while everything behind the front door fails for want of the database. */
@ImprimaturTest
class AwayTests {

    private static final FilterChain AWAY = failing("57P03");

    @Autowired
    private Away away;

    @Test
    void aProgramGetsAProblemThatSaysWhenToComeBack() throws Exception {
        var answer = answerTo(new MockHttpServletRequest("GET", "/api/tasks"), AWAY);

        assertThat(answer.getStatus()).isEqualTo(503);
        assertThat(answer.getHeader("Retry-After")).isEqualTo("5");
        assertThat(answer.getContentType()).isEqualTo("application/problem+json");
        var problem = JsonMapper.builder().build().readTree(answer.getContentAsByteArray());
        assertThat(problem.get("status").asInt()).isEqualTo(503);
        assertThat(problem.get("type").asText()).isEqualTo("/problems/service-unavailable");
        assertThat(problem.get("detail").asText()).contains("database does not answer");
    }

    @Test
    void everybodyIsToldWhichRequestItWas() throws Exception {
        MDC.put(RequestIds.KEY, "from-the-proxy-0042");
        try {
            assertThat(answerTo(new MockHttpServletRequest("GET", "/api/tasks"), AWAY)
                            .getContentAsString())
                    .contains("\"request\":\"from-the-proxy-0042\"");
            assertThat(answerTo(new MockHttpServletRequest("GET", "/posts"), AWAY)
                            .getContentAsString())
                    .contains("from-the-proxy-0042");
        } finally {
            MDC.remove(RequestIds.KEY);
        }
    }

    @Test
    void aFullDatabaseIsToldAsSuch() throws Exception {
        var answer = answerTo(new MockHttpServletRequest("GET", "/api/tasks"), failing("53100"));

        assertThat(answer.getStatus()).isEqualTo(503);
        assertThat(answer.getContentAsString()).contains("no room");
    }

    @Test
    void aStatementThatWasStoppedForItsTimeIsToldAsSuch() throws Exception {
        for (var path :
                new String[] {"/api/brands/aurora/posts", "/library", "/camunda/api/engine/engine/default/task"}) {
            var answer = answerTo(new MockHttpServletRequest("GET", path), failing("57014"));

            assertThat(answer.getStatus()).isEqualTo(503);
            assertThat(answer.getHeader("Retry-After")).isNotBlank();
            assertThat(answer.getContentAsString()).contains("needed more time than a request may take");
        }
    }

    @Test
    void aPersonGetsAPageWithAWayBackToWhatTheyWanted() throws Exception {
        var request = new MockHttpServletRequest("GET", "/posts");
        request.setQueryString("state=draft&brand=aurora");

        var page = answerTo(request, AWAY);

        assertThat(page.getStatus()).isEqualTo(503);
        assertThat(page.getHeader("Retry-After")).isEqualTo("5");
        assertThat(page.getHeader("Content-Security-Policy")).contains("default-src 'self'");
        assertThat(page.getContentAsString())
                .contains("The database does not answer at the moment.")
                .contains("href=\"/posts?state=draft&amp;brand=aurora\"");
    }

    @Test
    void whatWasTypedIsKeptInThePageAndCanBeSentAgain() throws Exception {
        var request = typed("/posts/7");
        request.setQueryString("brand=aurora");
        request.addParameter("brand", "aurora");
        request.addParameter("title", "Say \"when\" <now>");
        request.addParameter("asset", "one", "two");

        assertThat(answerTo(request, AWAY).getContentAsString())
                .contains("action=\"/posts/7?brand=aurora\"")
                .contains("name=\"title\" value=\"Say &quot;when&quot; &lt;now&gt;\"")
                .contains("name=\"asset\" value=\"one\"")
                .contains("name=\"asset\" value=\"two\"")
                .doesNotContain("name=\"brand\"");
    }

    @Test
    void aPasswordIsNotWrittenIntoAPage() throws Exception {
        var request = typed("/sign-in");
        request.addParameter("username", "creator");
        request.addParameter("password", "a long password");

        assertThat(answerTo(request, AWAY).getContentAsString())
                .contains("The database does not answer")
                .doesNotContain("a long password");
    }

    @Test
    void aPartOfAPageIsANoteAlone() throws Exception {
        var request = typed("/inbox/7");
        request.addHeader("HX-Request", "true");

        assertThat(answerTo(request, AWAY).getContentAsString())
                .contains("The database does not answer")
                .doesNotContain("<html");
    }

    @Test
    void anotherFailureIsNotItsBusiness() {
        assertThatExceptionOfType(DataAccessResourceFailureException.class)
                .isThrownBy(() -> answerTo(new MockHttpServletRequest("GET", "/api/tasks"), failing("42P01")));
    }

    @Test
    void anAnswerThatHasBegunIsBrokenOff() {
        assertThatExceptionOfType(DataAccessResourceFailureException.class)
                .isThrownBy(() -> answerTo(new MockHttpServletRequest("GET", "/api/tasks"), (request, response) -> {
                    response.flushBuffer();
                    AWAY.doFilter(request, response);
                }));
    }

    @Test
    void itKnowsUnderWhichPrefixAProxyServesUsAndNeedsNoSession(
            @Autowired @Qualifier("forwardedHeaders") FilterRegistrationBean<?> prefix) {
        assertThat(OrderUtils.getOrder(Away.class, 0))
                .isGreaterThan(prefix.getOrder())
                .isLessThan(SessionRepositoryFilter.DEFAULT_ORDER);
    }

    private static MockHttpServletRequest typed(String path) {
        var request = new MockHttpServletRequest("POST", path);
        request.setContentType("application/x-www-form-urlencoded");
        return request;
    }

    private static FilterChain failing(String state) {
        return (request, response) -> {
            throw new DataAccessResourceFailureException("It failed", new SQLException("it", state));
        };
    }

    private MockHttpServletResponse answerTo(MockHttpServletRequest request, FilterChain behind) throws Exception {
        var response = new MockHttpServletResponse();
        away.doFilter(request, response, behind);
        return response;
    }
}
