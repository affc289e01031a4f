package org.imprimatur.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.time.Clock;
import java.util.Objects;
import java.util.stream.Stream;
import org.imprimatur.people.PostgresForTests;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.autoconfigure.jdbc.AutoConfigureTestDatabase;
import org.springframework.boot.test.autoconfigure.jdbc.JdbcTest;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.ContextConfiguration;

/** Somebody who owns the database takes the triggers off and rewrites what they regret. */
@JdbcTest(properties = "spring.flyway.locations=classpath:db/migration/people,classpath:db/migration/log")
@AutoConfigureTestDatabase(replace = AutoConfigureTestDatabase.Replace.NONE)
@ContextConfiguration(classes = ChainTests.Room.class)
@Import({PostgresForTests.class, Log.class, Chain.class, ChainRepository.class})
class ChainTests {

    @Configuration(proxyBeanMethods = false)
    static class Room {
        @Bean
        Clock clock() {
            return Clock.systemUTC();
        }
    }

    private static final String THIRD = "(select entry from log_chain where sequence = 3)";

    @Autowired
    private Log log;

    @Autowired
    private Chain chain;

    @Autowired
    private JdbcClient jdbc;

    private String head;

    @BeforeEach
    void fiveEntriesAreSealed() {
        for (var version = 1; version <= 5; version++) {
            log.write(new Log.Entry("post.saved", "aurora", "sam", "post:1", version, "Winter"));
        }
        chain.extend(false);
        head = Objects.requireNonNull(chain.verify(null).head());
    }

    @Test
    void theChainSealsEveryEntry() {
        log.write(new Log.Entry("gate.refused", null, null, null, null, null));

        assertThat(chain.verify(head)).isEqualTo(new Chain.Verification(6, 5, 1, head, null));

        chain.extend(false);

        var found = chain.verify(head);
        assertThat(found.intact()).isTrue();
        assertThat(found.chained()).isEqualTo(6);
        assertThat(found.waiting()).isZero();
        assertThat(found.head()).isNotEqualTo(head);
    }

    @Test
    void aChainOfSeveralPagesIsWalkedToItsEnd() {
        var more = 2 * ChainRepository.PAGE;
        for (var version = 6; version <= 5 + more; version++) {
            log.write(new Log.Entry("post.saved", "aurora", "sam", "post:1", version, "Winter"));
        }
        chain.extend(false);
        assertThat(chain.verify(head).intact()).isTrue();

        forge("update log set detail = 'Forged' where number = (select max(entry) from log_chain)");

        assertThat(Objects.requireNonNull(chain.verify(head).broken(), "found intact")
                        .sequence())
                .isEqualTo(5 + more);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("forgeries")
    void whoForgesIsFoundAtTheFirstLinkThatDoesNotHold(String what, String sql, int sequence, String reason) {
        forge(sql);

        var broken = Objects.requireNonNull(chain.verify(null).broken(), "found intact");

        assertThat(broken.sequence()).isEqualTo(sequence);
        assertThat(broken.reason()).contains(reason);
    }

    static Stream<Arguments> forgeries() {
        var altered = "is not what was sealed";
        var close = "update log_chain set sequence = sequence - 1 where sequence > 3";
        return Stream.concat(
                Stream.of(
                                "at = at - interval '1 microsecond'",
                                "what = 'post.sung'",
                                "brand = 'boreal'",
                                "actor = null",
                                "subject = 'post:2'",
                                "version = 4",
                                "detail = 'winter'")
                        .map(change -> arguments(
                                "an altered entry: " + change,
                                "update log set " + change + " where number = " + THIRD,
                                3,
                                altered)),
                Stream.of(
                        arguments(
                                "a removed entry", "delete from log where number = " + THIRD, 3, "missing in the log"),
                        arguments("a removed link", "delete from log_chain where sequence = 3", 3, "link is missing"),
                        arguments("a removed first link", "delete from log_chain where sequence = 1", 1, "missing"),
                        arguments(
                                "a removed link, the others moved up",
                                "delete from log_chain where sequence = 3; " + close,
                                3,
                                "does not stand on the link before"),
                        arguments(
                                "a removed entry and its link, the others moved up and tied on",
                                "delete from log where number = " + THIRD
                                        + "; delete from log_chain where sequence = 3;"
                                        + close + "; update log_chain set previous ="
                                        + " (select hash from log_chain where sequence = 2) where sequence = 3",
                                3,
                                altered),
                        arguments(
                                "two links that changed entries",
                                "update log_chain set entry = -entry where sequence in (3, 4);"
                                        + " update log_chain link set entry = -other.entry from log_chain other"
                                        + " where link.sequence in (3, 4) and other.sequence = 7 - link.sequence",
                                3,
                                altered),
                        arguments(
                                "an entry with another number",
                                "alter table log alter number drop identity; update log set number = -1 where number = "
                                        + THIRD + "; update log_chain set entry = -1 where sequence = 3",
                                3,
                                altered),
                        arguments(
                                "an altered last entry",
                                "update log set detail = null where number = (select max(entry) from log_chain)",
                                5,
                                altered),
                        arguments(
                                "a removed last entry",
                                "delete from log where number = (select max(entry) from log_chain)",
                                5,
                                "missing in the log"),
                        arguments(
                                "a forged last hash",
                                "update log_chain set hash = sha256('') where sequence = 5",
                                5,
                                altered)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "delete from log_chain where sequence = 5",
                "delete from log where number = (select max(entry) from log_chain);"
                        + " delete from log_chain where sequence = 5",
                "truncate log_chain; truncate log"
            })
    void aTailThatWasCutOffIsMissedByWhoNotedTheHead(String sql) {
        forge(sql);

        assertThat(chain.verify(null).intact()).isTrue();
        assertThat(chain.verify(head).broken())
                .extracting(Chain.Broken::reason)
                .asString()
                .contains("cut off");
    }

    @Test
    void aChainThatWasWrittenAnewIsFoundByWhoNotedTheHead() {
        forge("update log set actor = 'eve' where number = " + THIRD + "; truncate log_chain");
        chain.extend(true);

        assertThat(chain.verify(null).intact()).isTrue();
        assertThat(chain.verify(head).intact()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "update log_chain set entry = 1",
                "delete from log_chain where sequence < 0",
                "truncate log_chain"
            })
    void noLinkIsEverChangedNotEvenByTheTablesOwner(String statement) {
        assertThatThrownBy(() -> jdbc.sql(statement).update()).hasStackTraceContaining("append-only");
    }

    private void forge(String sql) {
        jdbc.sql("alter table log disable trigger user; alter table log_chain disable trigger user; " + sql)
                .update();
    }
}
