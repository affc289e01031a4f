package org.imprimatur.engine;

import static org.camunda.bpm.engine.ProcessEngineConfiguration.AUTHORIZATION_CHECK_REVOKE_NEVER;
import static org.camunda.bpm.engine.ProcessEngineConfiguration.DB_SCHEMA_UPDATE_FALSE;
import static org.camunda.bpm.engine.ProcessEngineConfiguration.HISTORY_CLEANUP_STRATEGY_END_TIME_BASED;
import static org.camunda.bpm.engine.ProcessEngineConfiguration.HISTORY_REMOVAL_TIME_STRATEGY_NONE;

import java.util.ArrayList;
import java.util.List;
import org.camunda.bpm.engine.impl.bpmn.parser.BpmnParseListener;
import org.camunda.bpm.engine.impl.cfg.AbstractProcessEnginePlugin;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.camunda.bpm.engine.impl.errorcode.ExceptionCodeProvider;
import org.camunda.bpm.engine.impl.persistence.deploy.Deployer;
import org.camunda.bpm.engine.spring.SpringProcessEngineConfiguration;
import org.springframework.core.io.Resource;
import org.springframework.stereotype.Component;

/**
 * What the engine is told, whatever properties say: it comes after every other plugin, so that nothing opens what is
 * closed here. The reasons stand in the decision record on the engine.
 */
@Component
class EngineDoor extends AbstractProcessEnginePlugin {

    /** More rows than this are never read at once by a client's query. */
    static final int MAX_RESULTS = 2_000;

    private final Palette palette;
    private final ModelRules rules;
    private final List<BpmnParseListener> parseListeners;
    private final ExceptionCodeProvider numbers;

    EngineDoor(
            Palette palette, ModelRules rules, List<BpmnParseListener> parseListeners, ExceptionCodeProvider numbers) {
        this.palette = palette;
        this.rules = rules;
        this.parseListeners = List.copyOf(parseListeners);
        this.numbers = numbers;
    }

    @Override
    public void preInit(ProcessEngineConfigurationImpl engine) {
        schema(engine);
        permissions(engine);
        noCode(engine);
        data(engine);
        quiet(engine);
        engine.setTenantIdProvider(new BrandTenants());
        engine.setCustomExceptionCodeProvider(numbers);
        engine.setCustomPostBPMNParseListeners(join(engine.getCustomPostBPMNParseListeners(), parseListeners));
    }

    /** Refusals of the domain pass through commands every day, and whoever called says what is to be said. */
    private static void quiet(ProcessEngineConfigurationImpl engine) {
        engine.setEnableCmdExceptionLogging(false);
    }

    private static void schema(ProcessEngineConfigurationImpl engine) {
        engine.setDatabaseSchemaUpdate(DB_SCHEMA_UPDATE_FALSE);
        if (engine instanceof SpringProcessEngineConfiguration spring) {
            spring.setDeploymentResources(new Resource[0]);
        }
    }

    private static void permissions(ProcessEngineConfigurationImpl engine) {
        engine.setAuthorizationEnabled(true);
        engine.setTenantCheckEnabled(true);
        engine.setAuthorizationCheckRevokes(AUTHORIZATION_CHECK_REVOKE_NEVER);
        engine.setDefaultUserPermissionNameForTask("TASK_WORK");
        engine.setResourceAuthorizationProvider(new TaskGrants());
        engine.setGeneralResourceWhitelistPattern("[A-Za-z0-9._:@-]+");
        engine.setQueryMaxResultsLimit(MAX_RESULTS);
    }

    private void noCode(ProcessEngineConfigurationImpl engine) {
        engine.setExpressionManager(new StrictExpressionManager(palette));
        engine.setScriptEngineResolver(new NoScripts());
        engine.setArtifactFactory(new NoClasses());
        engine.setCustomPreDeployers(List.<Deployer>of(rules));
        engine.setEnableExpressionsInAdhocQueries(false);
        engine.setEnableExpressionsInStoredQueries(true);
        engine.setEnableXxeProcessing(false);
        engine.setCmmnEnabled(false);
        engine.setStandaloneTasksEnabled(false);
    }

    private static void data(ProcessEngineConfigurationImpl engine) {
        engine.setCustomHistoryLevels(List.of(new WhatHappened()));
        engine.setHistory(WhatHappened.NAME);
        engine.setEnforceHistoryTimeToLive(true);
        engine.setHistoryRemovalTimeStrategy(HISTORY_REMOVAL_TIME_STRATEGY_NONE);
        engine.setHistoryCleanupStrategy(HISTORY_CLEANUP_STRATEGY_END_TIME_BASED);
        engine.setHistoryCleanupBatchWindowStartTime("02:00");
        engine.setHistoryCleanupBatchWindowEndTime("04:00");
        engine.setDefaultSerializationFormat("application/json");
        engine.setJavaSerializationFormatEnabled(false);
        engine.setDeserializationTypeValidationEnabled(true);
        engine.setTaskMetricsEnabled(false);
        engine.setDbMetricsReporterActivate(false);
    }

    private static <T> List<T> join(List<T> first, List<T> second) {
        var both = new ArrayList<T>();
        if (first != null) {
            both.addAll(first);
        }
        both.addAll(second);
        return both;
    }
}
