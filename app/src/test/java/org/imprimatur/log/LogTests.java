package org.imprimatur.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Clock;
import org.imprimatur.people.PostgresForTests;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.autoconfigure.jdbc.AutoConfigureTestDatabase;
import org.springframework.boot.test.autoconfigure.jdbc.JdbcTest;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.ContextConfiguration;
import org.springframework.transaction.IllegalTransactionStateException;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

@JdbcTest(properties = "spring.flyway.locations=classpath:db/migration/people,classpath:db/migration/log")
@AutoConfigureTestDatabase(replace = AutoConfigureTestDatabase.Replace.NONE)
@ContextConfiguration(classes = LogTests.Room.class)
@Import({PostgresForTests.class, Log.class})
class LogTests {

    @Configuration(proxyBeanMethods = false)
    static class Room {
        @Bean
        Clock clock() {
            return Clock.systemUTC();
        }
    }

    private static final Log.Entry ENTRY = new Log.Entry("post.submitted", "aurora", "sam", "post:1", 3, "Winter");

    @Autowired
    private Log log;

    @Autowired
    private JdbcClient jdbc;

    @Test
    void whatWasWrittenIsReadInOrder() {
        log.write(ENTRY);
        log.write(new Log.Entry("gate.refused", null, null, "post:1", null, null));

        assertThat(log.about("post:1"))
                .extracting(Log.Written::entry)
                .containsExactly(ENTRY, new Log.Entry("gate.refused", null, null, "post:1", null, null));
    }

    @Test
    void ofALongStoryTheEndIsTold() {
        for (var save = 1; save <= Log.MOST_ABOUT + 2; save++) {
            log.write(new Log.Entry("post.saved", "aurora", "sam", "post:2", save, null));
        }

        assertThat(log.about("post:2"))
                .extracting(written -> written.entry().version())
                .hasSize(Log.MOST_ABOUT)
                .startsWith(3, 4)
                .endsWith(Log.MOST_ABOUT + 2);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "update log set what = 'x'",
                "delete from log",
                "delete from log where number < 0",
                "truncate log"
            })
    void noRowIsEverChangedNotEvenByTheTablesOwner(String statement) {
        log.write(ENTRY);

        assertThatThrownBy(() -> jdbc.sql(statement).update()).hasStackTraceContaining("append-only");
    }

    @Test
    @Transactional(propagation = Propagation.NOT_SUPPORTED)
    void nothingIsWrittenOutsideOfATransaction() {
        assertThatThrownBy(() -> log.write(ENTRY)).isInstanceOf(IllegalTransactionStateException.class);
    }
}
