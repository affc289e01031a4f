package org.imprimatur.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import javax.sql.DataSource;
import org.imprimatur.assets.StoreConnection;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.jdbc.DataSourceAutoConfiguration;
import org.springframework.boot.autoconfigure.jdbc.JdbcClientAutoConfiguration;
import org.springframework.boot.autoconfigure.jdbc.JdbcTemplateAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

/** How the servers come and go with the application. */
class EmbeddedConfigurationTests {

    private final Path temporary;
    private final ApplicationContextRunner application;

    EmbeddedConfigurationTests(@TempDir Path temporary) {
        this.temporary = temporary;
        this.application = new ApplicationContextRunner()
                .withConfiguration(AutoConfigurations.of(
                        DataSourceAutoConfiguration.class,
                        JdbcTemplateAutoConfiguration.class,
                        JdbcClientAutoConfiguration.class))
                .withUserConfiguration(EmbeddedConfiguration.class, Accounts.class)
                .withPropertyValues("imprimatur.data=" + temporary.resolve("data"));
    }

    @Configuration(proxyBeanMethods = false)
    static class Accounts {

        /** Uses the database until the last moment, as the engine does. */
        @Bean
        LastWord lastWord(JdbcClient jdbc) {
            return new LastWord(jdbc);
        }

        @Bean
        @ConditionalOnEmbedded
        String demoAccounts() {
            return "demo";
        }
    }

    record LastWord(JdbcClient jdbc) implements AutoCloseable {

        @Override
        public void close() {
            jdbc.sql("insert into word values ('last')").update();
        }
    }

    @Test
    void theDatabaseOutlivesItsUsersAndIsGoneWithTheApplication() {
        application.run(context -> {
            assertThat(context).hasBean("demoAccounts").hasSingleBean(StoreConnection.class);
            context.getBean(JdbcClient.class)
                    .sql("create table word (text text)")
                    .update();
        });
        assertThat(Running.where(process -> process.executable().startsWith(temporary)))
                .isEmpty();
        application.run(context -> assertThat(context.getBean(JdbcClient.class)
                        .sql("select text from word")
                        .query(String.class)
                        .list())
                .containsExactly("last"));
    }

    @Test
    void withADatabaseOfOnesOwnNothingIsStartedAndThereAreNoDemoAccounts() {
        new ApplicationContextRunner()
                .withUserConfiguration(EmbeddedConfiguration.class)
                .withPropertyValues(
                        "imprimatur.data=" + temporary.resolve("none"),
                        "imprimatur.database.url=jdbc:postgresql://db/it",
                        "imprimatur.store.url=http://store:9000")
                .run(context -> {
                    assertThat(context)
                            .hasNotFailed()
                            .doesNotHaveBean(DataSource.class)
                            .doesNotHaveBean("demoAccounts")
                            .doesNotHaveBean("objectStore")
                            .doesNotHaveBean("database");
                    assertThat(temporary.resolve("none")).doesNotExist();
                });
    }
}
