package org.imprimatur.transaction;

import static java.util.concurrent.CompletableFuture.runAsync;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import org.imprimatur.ProcessesTestApplication;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.IllegalTransactionStateException;
import org.springframework.transaction.support.TransactionTemplate;

/** One thread stands for one node. */
@SpringBootTest(classes = ProcessesTestApplication.class)
class NodeTurnsTests {

    @Autowired
    NodeTurns turns;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    TransactionTemplate transaction;

    @Test
    void theSecondNodeAsksForItsTurnAndWaitsInNoStatement() {
        var second = transaction.execute(first -> {
            turns.await("sweep");
            var waiting = runAsync(() -> take("sweep"));
            await().during(Duration.ofSeconds(1))
                    .atMost(Duration.ofSeconds(5))
                    .until(() -> statementsThatWait() == 0 && !waiting.isDone());
            return waiting;
        });

        assertThat(second).succeedsWithin(Duration.ofSeconds(30));
    }

    @Test
    void whoDoesSomethingElseWaitsForNobody() {
        transaction.executeWithoutResult(first -> {
            turns.await("sweep");
            assertThat(runAsync(() -> take("dust"))).succeedsWithin(Duration.ofSeconds(30));
        });
    }

    @Test
    void aTurnThatNoTransactionHoldsIsRefused() {
        assertThatExceptionOfType(IllegalTransactionStateException.class).isThrownBy(() -> turns.await("sweep"));
    }

    private void take(String turn) {
        transaction.executeWithoutResult(status -> turns.await(turn));
    }

    private int statementsThatWait() {
        return jdbc.sql("select count(*) from pg_locks where locktype = 'advisory' and not granted")
                .query(Integer.class)
                .single();
    }
}
