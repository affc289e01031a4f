package org.imprimatur.access;

import java.time.Clock;
import java.util.List;
import org.camunda.bpm.engine.impl.cfg.CompositeProcessEnginePlugin;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.camunda.bpm.engine.impl.cfg.ProcessEnginePlugin;
import org.camunda.bpm.spring.boot.starter.util.CamundaSpringBootUtil;
import org.flywaydb.core.api.migration.BaseJavaMigration;
import org.flywaydb.core.api.migration.Context;
import org.imprimatur.inbox.Inbox;
import org.imprimatur.log.Log;
import org.imprimatur.people.People;
import org.imprimatur.people.PostgresForTests;
import org.imprimatur.web.Problems;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.context.TypeExcludeFilter;
import org.springframework.boot.sql.init.dependency.DependsOnDatabaseInitialization;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.FilterType;
import org.springframework.context.annotation.Import;
import org.springframework.core.io.ClassPathResource;
import org.springframework.jdbc.datasource.init.ScriptUtils;
import org.springframework.stereotype.Component;

/** People, doors, log and an engine, without the rooms behind them. */
@Configuration(proxyBeanMethods = false)
@EnableAutoConfiguration
@ComponentScan(
        basePackageClasses = {People.class, SecurityConfiguration.class, Log.class, Problems.class, Inbox.class},
        excludeFilters = {
            @ComponentScan.Filter(type = FilterType.CUSTOM, classes = TypeExcludeFilter.class),
            @ComponentScan.Filter(type = FilterType.REGEX, pattern = ".*Tests.*")
        })
@Import(PostgresForTests.class)
class SmallHouse {

    @Bean
    Clock clock() {
        return Clock.systemUTC();
    }

    @Bean
    @DependsOnDatabaseInitialization
    ProcessEngineConfigurationImpl processEngineConfigurationImpl(List<ProcessEnginePlugin> plugins) {
        var engine = CamundaSpringBootUtil.springProcessEngineConfiguration();
        engine.getProcessEnginePlugins().add(new CompositeProcessEnginePlugin(plugins));
        engine.setDefaultUserPermissionNameForTask("TASK_WORK");
        engine.setAuthorizationCheckRevokes("never");
        return engine;
    }

    @Component
    static class V20261122_0100__Engine extends BaseJavaMigration {
        @Override
        public void migrate(Context context) {
            for (var part : List.of(
                    "engine",
                    "history",
                    "identity",
                    "case.engine",
                    "case.history",
                    "decision.engine",
                    "decision.history")) {
                ScriptUtils.executeSqlScript(
                        context.getConnection(),
                        new ClassPathResource(
                                "org/camunda/bpm/engine/db/create/activiti.postgres.create." + part + ".sql"));
            }
        }
    }
}
