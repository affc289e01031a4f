package org.imprimatur.transaction;

import java.util.concurrent.TimeUnit;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * For what one node may do at a time, when several start at once. A turn is an advisory lock of the database that ends
 * with the transaction, whatever becomes of the node.
 */
@Component
public class NodeTurns {

    private final JdbcClient jdbc;

    NodeTurns(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * Asks again and again, because one statement that waits for another node would be cut off as if it hung. Fails
     * without a transaction, which alone would end the turn at once.
     *
     * @param what is done in turns, the same words on every node
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public void await(String what) {
        while (!jdbc.sql("select pg_try_advisory_xact_lock(hashtext(:what))")
                .param("what", what)
                .query(Boolean.class)
                .single()) {
            try {
                TimeUnit.MILLISECONDS.sleep(500);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException("Interrupted while another node has its turn: " + what, e);
            }
        }
    }
}
