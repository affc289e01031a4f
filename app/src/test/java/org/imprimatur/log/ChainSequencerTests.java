package org.imprimatur.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.mockito.ArgumentMatchers.anyBoolean;
import static org.mockito.Mockito.atLeast;
import static org.mockito.Mockito.doThrow;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.verify;

import java.time.Clock;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.imprimatur.people.PostgresForTests;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.autoconfigure.jdbc.AutoConfigureTestDatabase;
import org.springframework.boot.test.autoconfigure.jdbc.JdbcTest;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.ContextConfiguration;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionTemplate;

/** Several nodes and many who write, each in transactions of their own. */
@JdbcTest(properties = "spring.flyway.locations=classpath:db/migration/people,classpath:db/migration/log")
@AutoConfigureTestDatabase(replace = AutoConfigureTestDatabase.Replace.NONE)
@ContextConfiguration(classes = ChainSequencerTests.Room.class)
@Import({PostgresForTests.class, Log.class, Chain.class, ChainRepository.class})
@Transactional(propagation = Propagation.NOT_SUPPORTED)
@ExtendWith(OutputCaptureExtension.class)
class ChainSequencerTests {

    @Configuration(proxyBeanMethods = false)
    static class Room {
        @Bean
        Clock clock() {
            return Clock.systemUTC();
        }
    }

    @Autowired
    private Log log;

    @Autowired
    private Chain chain;

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private PlatformTransactionManager transactions;

    @Test
    void anEntryThatCommitsAfterHigherNumbersWereSealedIsSealedNext() {
        transactions().executeWithoutResult(open -> {
            log.write(entry("slow"));
            transactions().executeWithoutResult(other -> log.write(entry("quick")));
            transactions().executeWithoutResult(other -> chain.extend(false));
        });
        assertThat(chain.verify(null).waiting()).isEqualTo(1);

        chain.extend(false);

        assertThat(jdbc.sql("select what from log join log_chain on entry = number order by sequence")
                        .query(String.class)
                        .list())
                .containsSubsequence("quick", "slow");
        assertThat(chain.verify(null).waiting()).isZero();
        assertThat(chain.verify(null).intact()).isTrue();
    }

    @Test
    void manyWritersAndSeveralNodesMakeOneChainWithoutGaps() throws Exception {
        var before = chain.verify(null).entries();
        Callable<Integer> writer = () -> {
            for (var turn = 0; turn < 200; turn++) {
                transactions()
                        .executeWithoutResult(three -> IntStream.range(0, 3).forEach(each -> log.write(entry("busy"))));
            }
            return 600;
        };
        Callable<Integer> node = () -> {
            for (var turn = 0; turn < 40; turn++) {
                chain.extend(turn % 10 == 0);
            }
            return 0;
        };

        var people = Executors.newFixedThreadPool(6);
        var written = 0;
        try {
            for (var each : people.invokeAll(List.of(writer, node, writer, node, writer, node))) {
                written += each.get();
            }
        } finally {
            people.shutdownNow();
        }
        chain.extend(true);

        var found = chain.verify(null);
        assertThat(found.broken()).isNull();
        assertThat(found.waiting()).isZero();
        assertThat(found.entries()).isEqualTo(before + written);
        assertThat(found.chained()).isEqualTo(found.entries());
    }

    @Test
    void whatWasWrittenBeforeIsSealedAtTheStartAndTheRestWithinSeconds() {
        transactions().executeWithoutResult(old -> log.write(entry("old")));
        var sequencer = new ChainSequencer(chain);
        sequencer.start();
        try {
            await().untilAsserted(() -> assertThat(chain.verify(null).waiting()).isZero());
            transactions().executeWithoutResult(fresh -> log.write(entry("fresh")));
            await().untilAsserted(() -> assertThat(chain.verify(null).waiting()).isZero());
        } finally {
            sequencer.stop();
        }
        assertThat(chain.verify(null).intact()).isTrue();
    }

    @Test
    void aChainThatCannotGoOnIsToldOnceAndNotEachSecond(CapturedOutput said) {
        var stuck = mock(Chain.class);
        doThrow(new IllegalStateException("a fault of ours")).when(stuck).extend(anyBoolean());
        var sequencer = new ChainSequencer(stuck);
        sequencer.start();
        try {
            await().untilAsserted(() -> verify(stuck, atLeast(3)).extend(anyBoolean()));
        } finally {
            sequencer.stop();
        }

        assertThat(said.getAll().split("a fault of ours", -1)).hasSize(2);
    }

    private TransactionTemplate transactions() {
        var own = new TransactionTemplate(transactions);
        own.setPropagationBehavior(TransactionTemplate.PROPAGATION_REQUIRES_NEW);
        return own;
    }

    private static Log.Entry entry(String what) {
        return new Log.Entry(what, null, null, null, null, null);
    }
}
