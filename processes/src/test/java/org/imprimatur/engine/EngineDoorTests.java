package org.imprimatur.engine;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.camunda.bpm.engine.AuthorizationException;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.authorization.Permissions;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.camunda.bpm.engine.task.Task;
import org.imprimatur.ProcessesTestApplication;
import org.imprimatur.approval.Approvals;
import org.imprimatur.approval.SubjectRef;
import org.imprimatur.testing.TestPeople;
import org.imprimatur.transaction.NodeTurns;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.core.io.ClassPathResource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

@SpringBootTest(classes = ProcessesTestApplication.class)
class EngineDoorTests {

    @Autowired
    ProcessEngine engine;

    @Autowired
    ProcessEngineConfigurationImpl configuration;

    @Autowired
    EngineIdentity identity;

    @Autowired
    PackagedModels models;

    @Autowired
    TaskFilters filters;

    @Autowired
    Definitions definitions;

    @Autowired
    TestPeople people;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    NodeTurns turns;

    @Autowired
    TransactionTemplate transaction;

    private String instance = "";
    private Task task;

    @Autowired
    Approvals approvals;

    @BeforeEach
    void anOpenDraft() {
        var post = new SubjectRef("post", UUID.randomUUID().toString());
        approvals.open(post, "creator");
        task = engine.getTaskService()
                .createTaskQuery()
                .processInstanceBusinessKey(post.toString())
                .singleResult();
        instance = task.getProcessInstanceId();
    }

    @AfterEach
    void nobodyIsSignedIn() {
        engine.getIdentityService().clearAuthentication();
    }

    @Test
    void theEngineIsToldWhatTheDoorSays() {
        assertThat(configuration.getDatabaseSchemaUpdate()).isEqualTo("false");
        assertThat(configuration.getHistoryLevel().getName()).isEqualTo(WhatHappened.NAME);
        assertThat(configuration.isAuthorizationEnabled()).isTrue();
        assertThat(configuration.isTenantCheckEnabled()).isTrue();
        assertThat(configuration.getAuthorizationCheckRevokes()).isEqualTo("never");
        assertThat(configuration.getDefaultUserPermissionForTask()).isEqualTo(Permissions.TASK_WORK);
        assertThat(configuration.isCmmnEnabled()).isFalse();
        assertThat(configuration.isStandaloneTasksEnabled()).isFalse();
        assertThat(configuration.isEnableExpressionsInAdhocQueries()).isFalse();
        assertThat(configuration.isDeserializationTypeValidationEnabled()).isTrue();
        assertThat(configuration.isJavaSerializationFormatEnabled()).isFalse();
        assertThat(configuration.isEnforceHistoryTimeToLive()).isTrue();
        assertThat(configuration.isEnableXxeProcessing()).isFalse();
        assertThat(configuration.getQueryMaxResultsLimit()).isEqualTo(EngineDoor.MAX_RESULTS);
        assertThat(configuration.getHistoryCleanupBatchWindowStartTime()).isEqualTo("02:00");
    }

    @Test
    void itsHistorySaysWhatHappenedAndCopiesNoValues() {
        assertThat(count("act_hi_actinst where proc_inst_id_ = '" + instance + "'"))
                .isPositive();
        assertThat(count("act_hi_varinst")).isZero();
        assertThat(count("act_hi_detail")).isZero();
    }

    @Test
    void historyGoesOnceItsTimeToLiveIsOverAndNotBefore() {
        var old = instance;
        anOpenDraft();
        for (var ended : List.of(old, instance)) {
            identity.as("creator", people.of("creator"), () -> {
                var task = engine.getTaskService()
                        .createTaskQuery()
                        .processInstanceId(ended)
                        .singleResult();
                engine.getTaskService().claim(task.getId(), "creator");
                return true;
            });
            engine.getRuntimeService().deleteProcessInstance(ended, "over");
        }
        jdbc.sql("update act_hi_procinst set end_time_ = now() - interval '10 years' where id_ = :old")
                .param("old", old)
                .update();

        var cleaning = engine.getHistoryService().cleanUpHistoryAsync(true);
        engine.getManagementService().executeJob(cleaning.getId());

        for (var table : List.of("act_hi_procinst", "act_hi_actinst", "act_hi_taskinst", "act_hi_op_log")) {
            assertThat(count(table + " where proc_inst_id_ = '" + old + "'")).isZero();
            assertThat(count(table + " where proc_inst_id_ = '" + instance + "'"))
                    .isPositive();
        }
    }

    private int count(String from) {
        return jdbc.sql("select count(*) from " + from).query(Integer.class).single();
    }

    @Test
    void aJobThatFailsIsTriedAgainWithGrowingPatience() {
        assertThat(configuration.getFailedJobRetryTimeCycle()).startsWith("PT2S,PT5S");
    }

    @Test
    void theEnginesTablesComeByFlyway() {
        assertThat(jdbc.sql("select count(*) from flyway_schema_history where version = '20261122.0100' and success")
                        .query(Integer.class)
                        .single())
                .isOne();
    }

    @Test
    void aNodeThatStartsWhileAnotherDeploysAwaitsItsTurn() {
        var second = transaction.execute(first -> {
            turns.await(PackagedModels.TURN);
            var waiting = CompletableFuture.runAsync(models::afterSingletonsInstantiated);
            assertThatThrownBy(() -> waiting.get(1, TimeUnit.SECONDS)).isInstanceOf(TimeoutException.class);
            return waiting;
        });

        assertThat(second).succeedsWithin(Duration.ofSeconds(30));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "${execution}",
                "${execution.processEngine}",
                "${''.getClass().forName('java.lang.Runtime')}",
                "${title.class}",
                "${dataSource}",
                "${gate.class}",
                "${gate.execute(null)}",
                "${now().time}",
                "${dateTime().plusDays(1)}",
            })
    void noExpressionReachesMoreThanVariables(String expression) {
        var manager = configuration.getExpressionManager();
        var compiled = manager.createExpression(expression);

        assertThatThrownBy(() -> configuration
                        .getCommandExecutorTxRequired()
                        .execute(context ->
                                compiled.getValue(context.getExecutionManager().findExecutionById(instance))))
                .isInstanceOf(RuntimeException.class);
    }

    @Test
    void variablesMapsAndTheTimeAreRead() {
        var manager = configuration.getExpressionManager();
        engine.getRuntimeService().setVariable(instance, "answer", "approve");

        for (var expression : List.of("${answer == 'approve'}", "${now() != null}", "${empty answer ? false : true}")) {
            var compiled = manager.createExpression(expression);
            assertThat(configuration
                            .getCommandExecutorTxRequired()
                            .<Object>execute(context -> compiled.getValue(
                                    context.getExecutionManager().findExecutionById(instance))))
                    .as(expression)
                    .isEqualTo(true);
        }
    }

    @Test
    void aQueryEvaluatesNothingAndANestedOneOnlyWhatIsStrict() {
        var tasks = engine.getTaskService();

        assertThatThrownBy(() -> tasks.createTaskQuery()
                        .taskNameLike("x")
                        .taskAssigneeExpression("${currentUser()}")
                        .list())
                .hasMessageContaining("Expressions are forbidden");
        var nested =
                tasks.createTaskQuery().or().taskAssigneeExpression("${gate}").endOr();
        assertThatThrownBy(nested::list).isInstanceOf(RuntimeException.class);
        var reflection = tasks.createTaskQuery()
                .or()
                .taskAssigneeExpression("${''.getClass().forName('java.lang.Runtime')}")
                .endOr();
        assertThatThrownBy(reflection::list).isInstanceOf(RuntimeException.class);
    }

    @Test
    void aStoredFilterWithCodeFails() {
        var filter = engine.getFilterService().newTaskFilter("evil " + UUID.randomUUID());
        filter.setQuery(engine.getTaskService().createTaskQuery().taskAssigneeExpression("${''.getClass().name}"));
        var saved = engine.getFilterService().saveFilter(filter);

        assertThatThrownBy(() -> engine.getFilterService().list(saved.getId())).isInstanceOf(RuntimeException.class);
    }

    @Test
    void scriptsAndClassesAreRefusedWhereverTheyAreMet() {
        assertThatThrownBy(() -> configuration.getScriptEngineResolver().getScriptEngine("juel", true))
                .hasMessageContaining("Models run no scripts");
        assertThatThrownBy(() -> configuration.getArtifactFactory().getArtifact(StringBuilder.class))
                .hasMessageContaining("Models name no classes");
    }

    @Test
    void anAuthorMayWorkOnTheDraftButWriteNoVariableAndGiveItToNobody() {
        identity.as("creator", people.of("creator"), () -> {
            var tasks = engine.getTaskService();
            assertThatThrownBy(() -> tasks.setVariable(task.getId(), "answer", "approve"))
                    .isInstanceOf(AuthorizationException.class);
            assertThatThrownBy(() -> tasks.setAssignee(task.getId(), "reviewer"))
                    .isInstanceOf(AuthorizationException.class);
            assertThatThrownBy(() -> engine.getRuntimeService().setVariable(instance, "answer", "approve"))
                    .isInstanceOf(AuthorizationException.class);
            assertThatThrownBy(() -> engine.getRuntimeService().startProcessInstanceByKey("content-approval"))
                    .isInstanceOf(RuntimeException.class);
            assertThatThrownBy(() -> tasks.saveTask(tasks.newTask())).isInstanceOf(AuthorizationException.class);
            return true;
        });
    }

    @Test
    void eachInstanceBelongsToItsBrandAndOtherBrandsSeeNothingOfIt() {
        assertThat(task.getTenantId()).isEqualTo("aurora");
        identity.as("other-reviewer", people.of("other-reviewer"), () -> {
            assertThat(engine.getTaskService()
                            .createTaskQuery()
                            .taskId(task.getId())
                            .count())
                    .isZero();
            return true;
        });
        assertThatThrownBy(() -> engine.getRuntimeService().startProcessInstanceByKey("content-approval"))
                .hasMessageContaining("started for a brand");
    }

    @Test
    void whoeverWasSignedInBeforeIsSignedInAfterwards() {
        engine.getIdentityService().setAuthentication("outer", List.of());

        identity.as("inner", Set.of("aurora:reviewer"), () -> {
            assertThat(engine.getIdentityService().getCurrentAuthentication().getTenantIds())
                    .containsExactly("aurora");
            return true;
        });
        assertThatThrownBy(() -> identity.asNobody(() -> {
                    throw new IllegalStateException("broken");
                }))
                .hasMessage("broken");

        assertThat(identity.current()).isEqualTo("outer");
    }

    @Test
    void aModelIsDeployedOnceAndAgainOnlyWhenItChanged() {
        var before = versions();

        models.afterSingletonsInstantiated();

        assertThat(versions()).isEqualTo(before);
    }

    @Test
    void aModelOfAPersonIsNeverReplacedAndABrandsOwnVariantServesIt() throws Exception {
        var packaged = new ClassPathResource("processes/asset-approval.bpmn").getContentAsString(UTF_8);
        var theirs = packaged.replace("asset-approval", "their-approval");
        models.deploy("their-approval", theirs.getBytes(UTF_8));
        var first = definitions.serving("aurora", "their-approval");
        deployAsAPerson(theirs.replace("File cataloged", "A person's words"), null);
        var second = definitions.serving("aurora", "their-approval");

        models.deploy(
                "their-approval", theirs.replace("File cataloged", "Newer").getBytes(UTF_8));

        assertThat(second).isNotEqualTo(first);
        assertThat(definitions.serving("aurora", "their-approval")).isEqualTo(second);
        deployAsAPerson(theirs, "aurora");
        assertThat(definitions.serving("aurora", "their-approval")).isNotEqualTo(second);
        assertThat(definitions.serving("boreal", "their-approval")).isEqualTo(second);
        engine.getRepositoryService().suspendProcessDefinitionById(second);
        assertThatThrownBy(() -> definitions.serving("boreal", "their-approval"))
                .hasMessageContaining("their-approval"); // an older version is none that was put in its place
        engine.getRepositoryService()
                .createProcessDefinitionQuery()
                .processDefinitionKey("their-approval")
                .list()
                .forEach(definition ->
                        engine.getRepositoryService().deleteDeployment(definition.getDeploymentId(), true));
    }

    private void deployAsAPerson(String model, @Nullable String tenant) {
        engine.getRepositoryService()
                .createDeployment()
                .tenantId(tenant)
                .addString("their-approval.bpmn", model)
                .deploy();
    }

    @Test
    void everybodyFindsTheTwoFiltersOnceAndTheyWork() {
        filters.create();

        for (var name : List.of(TaskFilters.FOR_ME, TaskFilters.OVERDUE)) {
            identity.as("creator", people.of("creator"), () -> {
                var filter = engine.getFilterService()
                        .createTaskFilterQuery()
                        .filterName(name)
                        .singleResult();
                assertThat(filter.getProperties()).containsKeys("variables", "refresh");
                var found = engine.getFilterService().<Task>listPage(filter.getId(), 0, 1_000);
                assertThat(found.stream().anyMatch(each -> each.getId().equals(task.getId())))
                        .isEqualTo(name.equals(TaskFilters.FOR_ME));
                return true;
            });
        }
    }

    @Test
    void whoIsNamedTwiceIsGrantedOnce() {
        for (var time = 0; time < 2; time++) {
            engine.getTaskService().addCandidateUser(task.getId(), "second");
            engine.getTaskService().addCandidateGroup(task.getId(), "aurora:creator");
        }

        assertThat(jdbc.sql("select coalesce(user_id_, group_id_) from act_ru_authorization where resource_id_ = :task")
                        .param("task", task.getId())
                        .query(String.class)
                        .list())
                .containsExactlyInAnyOrder("creator", "second", "aurora:creator");
    }

    @Test
    void theJvmRunsInUtc() {
        assertThatCode(() -> UtcZone.require(ZoneId.of("UTC"))).doesNotThrowAnyException();
        assertThatThrownBy(() -> UtcZone.require(ZoneId.of("Europe/Berlin")))
                .hasMessageContaining("-Duser.timezone=UTC");
    }

    private Map<String, Integer> versions() {
        var versions = new TreeMap<String, Integer>();
        engine.getRepositoryService()
                .createProcessDefinitionQuery()
                .latestVersion()
                .list()
                .forEach(definition -> versions.put(definition.getKey(), definition.getVersion()));
        return versions;
    }
}
