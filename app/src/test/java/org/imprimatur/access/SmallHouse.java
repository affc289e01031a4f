package org.imprimatur.access;

import java.time.Clock;
import org.imprimatur.approval.Approvals;
import org.imprimatur.inbox.Inbox;
import org.imprimatur.log.Log;
import org.imprimatur.people.People;
import org.imprimatur.people.PostgresForTests;
import org.imprimatur.transaction.NodeTurns;
import org.imprimatur.web.Problems;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.context.TypeExcludeFilter;
import org.springframework.boot.test.context.TestComponent;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.FilterType;
import org.springframework.context.annotation.Import;

/** People, doors, log and an engine, without the rooms behind them. */
@TestComponent // so that the whole application does not find it
@Configuration(proxyBeanMethods = false)
@EnableAutoConfiguration
@ComponentScan(
        basePackages = "org.imprimatur.engine",
        basePackageClasses = {
            Approvals.class,
            Inbox.class,
            Log.class,
            NodeTurns.class,
            People.class,
            Problems.class,
            SecurityConfiguration.class
        },
        excludeFilters = {
            @ComponentScan.Filter(type = FilterType.CUSTOM, classes = TypeExcludeFilter.class),
            @ComponentScan.Filter(
                    type = FilterType.REGEX,
                    pattern = {".*Tests.*", ".*AssetBytes"})
        })
@Import(PostgresForTests.class)
class SmallHouse {

    @Bean
    Clock clock() {
        return Clock.systemUTC();
    }
}
