package org.imprimatur.engine;

import java.time.ZoneId;
import java.util.List;
import org.camunda.bpm.engine.impl.cfg.CompositeProcessEnginePlugin;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.camunda.bpm.engine.impl.cfg.ProcessEnginePlugin;
import org.camunda.bpm.spring.boot.starter.util.CamundaSpringBootUtil;
import org.springframework.boot.sql.init.dependency.DependsOnDatabaseInitialization;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.PropertySource;

/** Starts the engine: in UTC, after Flyway has made its tables, with {@link EngineDoor} having the last word. */
@Configuration(proxyBeanMethods = false)
@PropertySource("classpath:engine.properties")
class EngineConfiguration {

    EngineConfiguration() {
        UtcZone.require(ZoneId.systemDefault());
    }

    @Bean
    @DependsOnDatabaseInitialization
    ProcessEngineConfigurationImpl processEngineConfigurationImpl(List<ProcessEnginePlugin> plugins, EngineDoor door) {
        var engine = CamundaSpringBootUtil.springProcessEngineConfiguration();
        var others = plugins.stream()
                .filter(plugin -> !(plugin instanceof EngineDoor))
                .toList();
        engine.getProcessEnginePlugins().add(new CompositeProcessEnginePlugin(others));
        engine.getProcessEnginePlugins().add(door);
        return engine;
    }
}
