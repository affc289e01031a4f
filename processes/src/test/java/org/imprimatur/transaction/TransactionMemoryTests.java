package org.imprimatur.transaction;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.AbstractPlatformTransactionManager;
import org.springframework.transaction.support.DefaultTransactionStatus;
import org.springframework.transaction.support.TransactionTemplate;

class TransactionMemoryTests {

    private final TransactionMemory<String, Integer> memory = new TransactionMemory<>();
    private final TransactionTemplate transaction = new TransactionTemplate(new Transactions());
    private int reads;

    TransactionMemoryTests() {
        transaction.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
    }

    @Test
    void aTransactionReadsARowOnce() {
        transaction.executeWithoutResult(status -> {
            assertThat(row("cup")).contains(1);
            assertThat(row("cup")).contains(1);
            assertThat(row("mug")).contains(2);
        });
    }

    @Test
    void theNextTransactionReadsItAgain() {
        transaction.executeWithoutResult(status -> row("cup"));
        transaction.executeWithoutResult(status -> assertThat(row("cup")).contains(2));
        transaction.executeWithoutResult(status -> {
            row("cup");
            status.setRollbackOnly();
        });
        transaction.executeWithoutResult(status -> assertThat(row("cup")).contains(4));
    }

    @Test
    void aTransactionInsideAnotherOneRemembersNothingOfIt() {
        transaction.executeWithoutResult(status -> {
            row("cup");
            transaction.executeWithoutResult(inner -> assertThat(row("cup")).contains(2));
            assertThat(row("cup")).contains(1);
        });
    }

    @Test
    void withoutATransactionEachReadIsARead() {
        row("cup");

        assertThat(row("cup")).contains(2);
    }

    @Test
    void whoeverChangesARowSaysSo() {
        transaction.executeWithoutResult(status -> {
            row("cup");
            memory.remember("cup", 77);
            assertThat(row("cup")).contains(77);
            memory.forget("cup");
            assertThat(row("cup")).contains(2);
            memory.forgetAll();
            assertThat(row("cup")).contains(3);
        });
    }

    @Test
    void whatIsNotThereIsLookedForAgain() {
        transaction.executeWithoutResult(status -> {
            assertThat(memory.recall("cup", key -> Optional.empty())).isEmpty();
            assertThat(row("cup")).contains(1);
        });
    }

    private Optional<Integer> row(String key) {
        return memory.recall(key, read -> Optional.of(++reads));
    }

    /** Transactions of nothing, which can rest while another one runs. */
    private static final class Transactions extends AbstractPlatformTransactionManager {

        private boolean active;

        @Override
        protected Object doGetTransaction() {
            return this;
        }

        @Override
        protected boolean isExistingTransaction(Object transaction) {
            return active;
        }

        @Override
        protected void doBegin(Object transaction, TransactionDefinition definition) {
            active = true;
        }

        @Override
        protected Object doSuspend(Object transaction) {
            active = false;
            return this;
        }

        @Override
        protected void doResume(@Nullable Object transaction, Object suspended) {
            active = true;
        }

        @Override
        protected void doCommit(DefaultTransactionStatus status) {}

        @Override
        protected void doRollback(DefaultTransactionStatus status) {}

        @Override
        protected void doCleanupAfterCompletion(Object transaction) {
            active = false;
        }
    }
}
