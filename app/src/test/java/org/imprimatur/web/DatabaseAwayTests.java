package org.imprimatur.web;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.ServletException;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.dao.QueryTimeoutException;
import org.springframework.transaction.CannotCreateTransactionException;
import org.springframework.transaction.TransactionSystemException;

class DatabaseAwayTests {

    @ParameterizedTest
    @ValueSource(strings = {"08001", "08006", "57P01", "57P02", "57P03", "25P03", "25006", "58030"})
    void aServerThatIsGoneOrStoppedIsAway(String state) {
        assertThat(DatabaseAway.in(new SQLException("it", state))).contains(DatabaseAway.UNREACHABLE);
    }

    @Test
    void aStatementThatTookTooLongIsSlow() {
        assertThat(DatabaseAway.in(new QueryTimeoutException("it", new SQLException("it", "57014"))))
                .contains(DatabaseAway.SLOW);
    }

    @ParameterizedTest
    @ValueSource(strings = {"53100", "53300"})
    void aServerWithoutRoomOrConnectionsIsFull(String state) {
        assertThat(DatabaseAway.in(new SQLException("it", state))).contains(DatabaseAway.FULL);
    }

    @ParameterizedTest
    @ValueSource(strings = {"23505", "40001", "42P01", "22001"})
    void whatTheStatementItselfDidWrongIsSomethingElse(String state) {
        assertThat(DatabaseAway.in(new DataIntegrityViolationException("it", new SQLException("it", state))))
                .isEmpty();
    }

    /** The pool has taken it away by then, and says so without a state. */
    @Test
    void aRollbackOnAConnectionThatIsGoneIsNoFailureOfItsOwn() {
        var rollback = new TransactionSystemException("JDBC rollback failed", new SQLException("Connection is closed"));

        assertThat(DatabaseAway.in(new ServletException("it", rollback))).contains(DatabaseAway.UNREACHABLE);
    }

    @Test
    void itIsFoundHoweverDeepItWasWrapped() {
        var pool = new SQLTransientConnectionException("no connection came in time");
        var wrapped = new ServletException("it", new CannotCreateTransactionException("it", pool));

        assertThat(DatabaseAway.in(wrapped)).contains(DatabaseAway.UNREACHABLE);
        assertThat(DatabaseAway.in(new IllegalStateException("it"))).isEmpty();
        assertThat(DatabaseAway.in(null)).isEmpty();
    }
}
