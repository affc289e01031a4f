package org.imprimatur.startup;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.imprimatur.ImprimaturTest;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A statement ends in the database itself: when it takes too long, and when nobody waits for it any more. */
@ImprimaturTest
class DatabaseTimeoutsTests {

    @Autowired
    private DataSource database;

    @Autowired
    private JdbcClient jdbc;

    @Test
    void everyConnectionLimitsItsStatements(@Autowired ApplicationContext application) throws Exception {
        assertThat(shown("statement_timeout")).isEqualTo("30s");
        assertThat(shown("client_connection_check_interval")).isEqualTo("2s");
        try (var connection = database.getConnection()) {
            assertThat(connection.getNetworkTimeout()).isEqualTo(20_000);
        }
        assertThat(application.getBeansOfType(DataSource.class))
                .as("of application and engine")
                .hasSize(1);
    }

    @Test
    void aStatementOverItsLimitEndsWithAnErrorAndItsBackendIsFree() throws Exception {
        try (var connection = database.getConnection()) {
            var backend = backend(connection);

            assertThat(stopped(connection, "select pg_sleep(300)")).isEqualTo("57014");

            assertThat(working(backend)).isFalse();
        }
    }

    /** Planning is most of the work, not running; it is interrupted, too. */
    @Test
    void aStatementThatIsPlannedForTooLongEndsAsWell() throws Exception {
        var tables = IntStream.range(0, 300)
                .mapToObj(i -> "join act_ru_variable v" + i + " on v" + i + ".proc_inst_id_ = task.proc_inst_id_ and v"
                        + i + ".name_ = 'n" + i + "'")
                .collect(joining(" "));
        try (var connection = database.getConnection()) {
            var backend = backend(connection);

            assertThat(stopped(connection, "explain select distinct task.id_ from act_ru_task task " + tables))
                    .isEqualTo("57014");

            assertThat(working(backend)).isFalse();
        }
    }

    @Test
    void aStatementWhoseClientIsGoneEndsWithinSeconds() throws Exception {
        var connection = database.getConnection();
        var backend = backend(connection);
        var mark = UUID.randomUUID().toString();
        try (var statement = connection.createStatement()) {
            var asked = CompletableFuture.runAsync(() -> {
                try {
                    statement.execute("select pg_sleep(300) /* " + mark + " */");
                } catch (SQLException e) {
                    throw new IllegalStateException(e);
                }
            });
            await().atMost(Duration.ofSeconds(10)).until(() -> working(backend));

            connection.abort(Runnable::run);

            await().atMost(Duration.ofSeconds(8)).until(() -> !working(backend));
            assertThat(asked).failsWithin(Duration.ofSeconds(5));
        }
    }

    private static String stopped(Connection connection, String sql) throws SQLException {
        connection.setAutoCommit(false);
        try (var statement = connection.createStatement()) {
            statement.execute("set local statement_timeout = '400ms'");
            var failure = catchThrowableOfType(SQLException.class, () -> statement.execute(sql));
            return failure.getSQLState();
        } finally {
            connection.rollback();
            connection.setAutoCommit(true);
        }
    }

    private static int backend(Connection connection) throws SQLException {
        try (var row = connection.createStatement().executeQuery("select pg_backend_pid()")) {
            row.next();
            return row.getInt(1);
        }
    }

    private boolean working(int backend) {
        return jdbc.sql("select exists (select from pg_stat_activity where pid = :pid and state = 'active')")
                .param("pid", backend)
                .query(Boolean.class)
                .single();
    }

    private String shown(String setting) {
        return jdbc.sql("select current_setting(:setting)")
                .param("setting", setting)
                .query(String.class)
                .single();
    }
}
