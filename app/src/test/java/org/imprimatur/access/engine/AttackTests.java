package org.imprimatur.access.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest.BodyPublishers;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.imprimatur.Api;
import org.imprimatur.Cast;
import org.imprimatur.ImprimaturTest;
import org.imprimatur.access.Visitor;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The known ways around the approval, tried through Camunda's REST by nobody, by the author of the post, by somebody who
 * may decide on it, by the weakest role there is, and by an administrator. None of them leaves a trace.
 */
@ImprimaturTest
@TestInstance(Lifecycle.PER_CLASS)
class AttackTests {

    private static final String ENGINE = "/camunda/api/engine/engine/default";

    /** Where Camunda's REST would be without the webapps. */
    private static final String[] OPEN_ROOTS = {"/engine-rest", "/engine-rest/engine/default"};

    private final Map<String, Visitor> people = new LinkedHashMap<>();
    private int port;
    private Cast cast;
    private String post;
    private String task;
    private String instance;
    private String definition;
    private String filter;
    private JdbcClient jdbc;
    private String before;

    @BeforeAll
    void aPostInReview(@LocalServerPort int address, @Autowired JdbcClient database) {
        port = address;
        jdbc = database;
        cast = new Cast(port);
        post = cast.submitted(cast.creator, "Attacked", "null");
        task = cast.task(cast.reviewer, post).get("id").asText();
        instance = value("select proc_inst_id_ from act_ru_task where id_ = :id", task);
        definition = value("select proc_def_id_ from act_ru_task where id_ = :id", task);
        filter = value("select id_ from act_ru_filter order by name_ limit :id", 1);
        people.put("nobody", new Visitor(port));
        people.put("author", inWebapps("meridian-creator"));
        people.put("reviewer", inWebapps("meridian-reviewer"));
        people.put("auditor", inWebapps("meridian-auditor"));
        people.put("admin", inWebapps("admin"));
        before = traces();
    }

    /** Signed in, and with Camunda's token against forged requests. */
    private Visitor inWebapps(String person) {
        var visitor = Visitor.signedIn(port, person, person.equals("admin") ? "demo" : Cast.PASSWORD);
        assertThat(visitor.get("/camunda/app/welcome/default/").statusCode()).isEqualTo(200);
        return visitor;
    }

    @AfterEach
    void leftNoTrace() {
        assertThat(traces()).isEqualTo(before);
        assertThat(cast.state(post)).isEqualTo("in_review");
    }

    /** What an attack would change: tasks and variables of the post, people, grants, filters, models. */
    private String traces() {
        return value("""
                select concat_ws(' ',
                  (select string_agg(concat_ws('|', id_, assignee_, owner_, delegation_), ',' order by id_)
                     from act_ru_task where proc_inst_id_ = :id),
                  (select string_agg(concat_ws('|', name_, text_), ',' order by id_)
                     from act_ru_variable where proc_inst_id_ = :id),
                  (select count(*) from act_ru_identitylink where task_id_ in
                     (select id_ from act_ru_task where proc_inst_id_ = :id)),
                  (select count(*) from act_ru_authorization where resource_type_ <> 7), -- those of tasks come and go
                  (select count(*) from act_ru_filter),
                  (select count(*) from act_id_user), (select count(*) from act_re_deployment),
                  (select count(*) from act_re_procdef where suspension_state_ = 1),
                  (select count(*) from act_hi_comment where action_ = 'AddComment'),
                  (select count(*) from act_hi_attachment),
                  (select count(*) from act_ru_batch), (select count(*) from act_ru_task where proc_inst_id_ is null))""", instance);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                // a task given to its author, taken for somebody else, or ended without its listener
                "POST   | /task/{task}/assignee                           | {\"userId\": \"meridian-creator\"}",
                "POST   | /task/{task}/claim                              | {\"userId\": \"alone\"}",
                "POST   | /task/{task}/claim                              | {\"userId\": null}",
                "POST   | /task/{task}/delegate                           | {\"userId\": \"meridian-creator\"}",
                "POST   | /task/{task}/resolve                            | {\"variables\": {\"answer\": {\"value\": \"approve\"}}}",
                "POST   | /task/{task}/complete                           | {\"variables\": {\"decision\": {\"value\": \"approve\"}}}",
                "POST   | /task/{task}/bpmnError                          | {\"errorCode\": \"x\"}",
                "POST   | /task/{task}/bpmnEscalation                     | {\"escalationCode\": \"x\"}",
                "POST   | /task/{task}/identity-links                     | {\"userId\": \"meridian-creator\", \"type\": \"candidate\"}",
                "POST   | /task/{task}/identity-links/delete              | {\"groupId\": \"meridian:reviewer\", \"type\": \"candidate\"}",
                "POST   | /task/{task}/%63omplete                         | {}",
                "POST   | /task/{task}/submit-form;x                      | {}",
                "PUT    | /task/{task}                                    | {\"assignee\": \"meridian-creator\"}",
                "PATCH  | /task/{task}                                    | {\"assignee\": \"meridian-creator\"}",
                "DELETE | /task/{task}                                    |",
                "POST   | /task/create                                    | {\"name\": \"x\"}",
                "POST   | /task/{task}/comment/create                     | {\"message\": \"x\"}",
                "POST   | /task/{task}/attachment/create                  | {}",
                // variables, wherever they can be written
                "POST   | /task/{task}/variables                          | {\"modifications\": {\"answer\": {\"value\": \"approve\"}}}",
                "PUT    | /task/{task}/variables/answer                   | {\"value\": \"approve\"}",
                "DELETE | /task/{task}/variables/answer                   |",
                "POST   | /task/{task}/localVariables                     | {\"modifications\": {\"brand\": {\"value\": \"boreal\"}}}",
                "PUT    | /task/{task}/localVariables/brand               | {\"value\": \"boreal\"}",
                "POST   | /process-instance/{instance}/variables          | {\"modifications\": {\"answer\": {\"value\": \"approve\"}}}",
                "PUT    | /process-instance/{instance}/variables/answer   | {\"value\": \"approve\"}",
                "POST   | /process-instance/variables-async               | {\"processInstanceIds\": [\"{instance}\"], \"variables\": {}}",
                "POST   | /execution/{instance}/localVariables            | {\"modifications\": {\"answer\": {\"value\": \"approve\"}}}",
                "PUT    | /execution/{instance}/localVariables/answer     | {\"value\": \"approve\"}",
                // a token moved, stopped, restarted or woken
                "POST   | /process-instance/{instance}/modification       | {\"instructions\": [{\"type\": \"startBeforeActivity\", \"activityId\": \"Publish\"}]}",
                "POST   | /process-instance/{instance}/modification-async | {\"instructions\": []}",
                "POST   | /modification/execute                           | {\"processDefinitionId\": \"{definition}\", \"instructions\": []}",
                "POST   | /process-definition/{definition}/restart        | {\"processInstanceIds\": [\"{instance}\"], \"instructions\": []}",
                "POST   | /process-definition/{definition}/start          | {\"variables\": {\"brand\": {\"value\": \"meridian\"}}}",
                "POST   | /process-definition/{definition}/submit-form    | {}",
                "POST   | /process-definition/key/content-approval/start  | {}",
                "PUT    | /process-definition/{definition}/suspended      | {\"suspended\": true}",
                "DELETE | /process-definition/{definition}                |",
                "PUT    | /process-instance/{instance}/suspended          | {\"suspended\": true}",
                "DELETE | /process-instance/{instance}                    |",
                "POST   | /process-instance/delete                        | {\"processInstanceIds\": [\"{instance}\"]}",
                "POST   | /execution/{instance}/signal                    | {}",
                "POST   | /message                                        | {\"messageName\": \"withdrawn\", \"processInstanceId\": \"{instance}\"}",
                "POST   | /signal                                         | {\"name\": \"x\"}",
                "POST   | /condition                                      | {\"variables\": {}}",
                "POST   | /migration/execute                              | {\"migrationPlan\": {}}",
                "PUT    | /job/x/duedate                                  | {\"duedate\": \"2020-01-01T00:00:00.000+0000\"}",
                "PUT    | /job/x/retries                                  | {\"retries\": 9}",
                "POST   | /job/x/execute                                  | {}",
                "POST   | /external-task/fetchAndLock                     | {\"workerId\": \"x\", \"maxTasks\": 1, \"topics\": []}",
                "POST   | /external-task/x/complete                       | {\"workerId\": \"x\"}",
                "POST   | /batch/x/suspended                              | {\"suspended\": true}",
                // people, rights, filters, models
                "POST   | /user/create                                    | {\"profile\": {\"id\": \"eve\"}, \"credentials\": {\"password\": \"p\"}}",
                "PUT    | /user/meridian-reviewer/credentials             | {\"password\": \"p\"}",
                "PUT    | /user/meridian-creator/profile                  | {\"id\": \"eve\"}",
                "DELETE | /user/meridian-reviewer                         |",
                "POST   | /user/meridian-reviewer/unlock                  | {}",
                "POST   | /group/create                                   | {\"id\": \"meridian:boss\"}",
                "PUT    | /group/meridian:reviewer/members/meridian-creator | {}",
                "PUT    | /tenant/meridian/user-members/stranger          | {}",
                "POST   | /authorization/create                           | {\"type\": 0, \"permissions\": [\"ALL\"], \"userId\": \"*\", \"resourceType\": 7, \"resourceId\": \"*\"}",
                "PUT    | /authorization/x                                | {\"permissions\": [\"ALL\"]}",
                "DELETE | /authorization/x                                |",
                "POST   | /identity/verify                                | {\"username\": \"admin\", \"password\": \"demo\"}",
                "POST   | /filter/create                                  | {\"resourceType\": \"Task\", \"name\": \"x\", \"query\": {\"assigneeExpression\": \"${1}\"}}",
                "PUT    | /filter/{filter}                                | {\"query\": {\"orQueries\": [{\"assigneeExpression\": \"${1}\"}]}}",
                "DELETE | /filter/{filter}                                |",
                "POST   | /deployment/create                              | {}",
                "POST   | /deployment/x/redeploy                          | {}",
                "DELETE | /deployment/x?cascade=true                      |",
                "POST   | /decision-definition/key/x/evaluate             | {\"variables\": {}}",
                "POST   | /history/process-instance/delete                | {\"historicProcessInstanceIds\": [\"{instance}\"]}",
                "DELETE | /history/process-instance/{instance}            |",
                "POST   | /history/cleanup                                | {}",
                "POST   | /telemetry/configuration                        | {\"enableTelemetry\": true}",
                "TRACE  | /task                                           |",
            })
    void everyOtherExitIsClosedToEverybody(String method, String path, String body) {
        var filled = filled(path);
        var sent = body == null ? "" : filled(body);
        people.forEach((who, visitor) -> {
            var answer = visitor.camunda(method, ENGINE + filled, sent);
            if (who.equals("nobody")) {
                assertThat(answer.statusCode()).as(who).isIn(400, 401, 405);
            } else {
                assertThat(answer.statusCode()).as("%s: %s", who, answer.body()).isIn(400, 403, 405);
            }
            for (var root : OPEN_ROOTS) {
                var open = visitor.camunda(method, root + filled, sent).statusCode();
                assertThat(open).as("%s at %s", who, root).isIn(302, 400, 401, 403, 405);
            }
        });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"assigneeExpression\": \"${''.getClass()}\"}",
                "{\"orQueries\": [{\"assigneeExpression\": \"${''.getClass()}\"}]}",
                "{\"orQueries\": [{\"orQueries\": [{\"dueBeforeEXPRESSION\": \"${now()}\"}]}]}",
                "{\"orQueries\": [{\"candidateGroupsExpression\": \"${currentUserGroups()}\"}]}",
                "{\"orQueries\": [{\"assignee\\u0045xpression\": \"${1}\"}]}",
                "{\"orQueries\": [{\"x\": [[{\"createdOnExpression\": null}]]}]}",
                "{\"orQueries\": [{\"assigneeExpression\": \"a\", \"assigneeExpression\": \"b\"}]}",
            })
    void noExpressionComesInWithAQueryHoweverDeep(String query) {
        for (var path : new String[] {"/task", "/task/count", "/filter/" + filter + "/list", "/process-instance"}) {
            people.forEach((who, visitor) -> {
                var answer = visitor.camunda("POST", ENGINE + path, query);
                assertThat(answer.statusCode())
                        .as("%s at %s: %s", who, path, answer.body())
                        .isIn(who.equals("nobody") ? new Integer[] {401} : new Integer[] {400, 403});
                for (var root : OPEN_ROOTS) {
                    assertThat(visitor.camunda("POST", root + path, query).statusCode())
                            .isIn(302, 401, 403);
                }
            });
        }
        assertThat(known("auditor").camunda("POST", ENGINE + "/task", query).body())
                .containsAnyOf("Expressions are not taken", "not the JSON");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "assigneeExpression=%24%7B1%7D",
                "assignee%45xpression=%24%7B1%7D",
                "dueBeforeexpression=1",
                "candidateGroupsExpression=",
                "active=true&nameLikeExpression=x",
            })
    void noExpressionComesInWithAnAddress(String parameters) {
        for (var path : new String[] {"/task?", "/task/count?", "/filter?", "/filter/" + filter + "/list?", "/user?"}) {
            people.forEach((who, visitor) -> {
                assertThat(visitor.get(ENGINE + path + parameters).statusCode())
                        .as("%s at %s", who, path)
                        .isIn(400, who.equals("nobody") ? 401 : 403);
                for (var root : OPEN_ROOTS) {
                    assertThat(visitor.get(root + path + parameters).statusCode())
                            .isIn(302, 400, 401, 403);
                }
            });
        }
    }

    /** So that the two above are refused for the expression, and not because nobody may ask at all. */
    @Test
    void theSameQueriesWithoutExpressionsAreAnswered() {
        var auditor = known("auditor");
        var nested =
                auditor.camunda("POST", ENGINE + "/task?maxResults=5", "{\"orQueries\": [{\"assignee\": \"alone\"}]}");
        assertThat(nested.statusCode()).as(nested::body).isEqualTo(200);
        assertThat(auditor.get(ENGINE + "/task/count?active=true").statusCode()).isEqualTo(200);
        assertThat(known("reviewer")
                        .camunda("POST", ENGINE + "/filter/" + filter + "/list?maxResults=5", "{\"active\": true}")
                        .statusCode())
                .isEqualTo(200);
        assertThat(known("reviewer").get(ENGINE + "/filter?maxResults=5").statusCode())
                .isEqualTo(200);
    }

    @Test
    void nobodyDeploysOverRest() {
        var model = Api.body(Api.file("evil.bpmn", "<definitions/>".getBytes(java.nio.charset.StandardCharsets.UTF_8)));
        people.forEach((who, visitor) -> {
            for (var root : new String[] {ENGINE, "/engine-rest", "/engine-rest/engine/default"}) {
                var answer = visitor.send(
                        "POST",
                        root + "/deployment/create",
                        BodyPublishers.ofByteArray(model),
                        "Content-Type",
                        Api.multipart());
                assertThat(answer.statusCode()).as(who).isIn(302, 401, 403);
            }
        });
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "/task/{task}/claim       | {\"userId\": \"meridian-reviewer\"}",
                "/task/{task}/unclaim     | {}",
                "/task/{task}/submit-form | {\"variables\": {\"decision\": {\"value\": \"approve\"}}}",
                "/filter/{filter}/list    | {}",
            })
    void whatAnotherSiteSendsInTheReviewersNameIsRefused(String path, String body) {
        for (var forged : new String[] {"", "guessed"}) {
            var reviewer = inWebapps("meridian-reviewer"); // a forged call ends the session that it came with
            var answer = reviewer.json("POST", ENGINE + filled(path), filled(body), "X-XSRF-TOKEN", forged);
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(403);
        }
        assertThat(inWebapps("meridian-reviewer")
                        .form(ENGINE + filled(path), "userId", "meridian-reviewer")
                        .statusCode())
                .isIn(403, 415);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/inbox/{task}",
                "/posts",
                "/account/tokens",
                "/sign-out",
                "/api/tasks/{task}/decision",
                "/api/tokens",
                "/api/brands/meridian/posts",
            })
    void whatAnotherSiteSendsToThePortalInSomebodysNameIsRefused(String path) {
        people.forEach((who, visitor) -> {
            for (var token : new String[] {"", "guessed"}) {
                var answer = visitor.form(filled(path), "_csrf", token, "verdict", "approve");
                assertThat(answer.statusCode()).as(who).isIn(302, 401, 403);
                assertThat(answer.headers().firstValue("Location").orElse("/sign-in?expired"))
                        .endsWith("/sign-in?expired");
            }
        });
        assertThat(known("reviewer").get("/inbox").statusCode()).isEqualTo(200); // still signed in
    }

    private Visitor known(String who) {
        return Objects.requireNonNull(people.get(who));
    }

    private String filled(String text) {
        return text.strip()
                .replace("{task}", task)
                .replace("{instance}", instance)
                .replace("{definition}", definition)
                .replace("{filter}", filter);
    }

    private String value(String sql, Object id) {
        return jdbc.sql(sql).param("id", id).query(String.class).single();
    }
}
