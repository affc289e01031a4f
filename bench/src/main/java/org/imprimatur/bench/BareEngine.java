package org.imprimatur.bench;

import com.zaxxer.hikari.HikariDataSource;
import java.time.Instant;
import java.util.Date;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.UnaryOperator;
import javax.sql.DataSource;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.camunda.bpm.engine.impl.cfg.StandaloneProcessEngineConfiguration;
import org.springframework.boot.autoconfigure.jdbc.JdbcConnectionDetails;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Camunda 7 as it comes, on the same PostgreSQL in a schema of its own, with a model of the same shape as ours: the same
 * wait states, the same jobs, so as many commits. It knows no post, no people, no signature and no gate.
 */
final class BareEngine implements Approving, AutoCloseable {

    private static final Date NEVER = Date.from(Instant.parse("2999-01-01T00:00:00Z"));

    private final HikariDataSource pool;
    private final ProcessEngine engine;
    private final JdbcTemplate jdbc;
    private final AtomicLong number = new AtomicLong();

    BareEngine(JdbcConnectionDetails postgres) {
        this(postgres, database -> database);
    }

    /** @param statements hears what goes to the database */
    BareEngine(JdbcConnectionDetails postgres, Statements statements) {
        this(postgres, statements::heard);
    }

    private BareEngine(JdbcConnectionDetails postgres, UnaryOperator<DataSource> heard) {
        pool = new HikariDataSource();
        pool.setJdbcUrl(postgres.getJdbcUrl() + "?currentSchema=bare");
        pool.setUsername(postgres.getUsername());
        pool.setPassword(postgres.getPassword());
        // who needs a block of ids takes a second connection for it: callers and job threads could all wait for one
        pool.setMaximumPoolSize(30);
        var database = heard.apply(pool);
        jdbc = new JdbcTemplate(database);
        jdbc.execute("create schema if not exists bare");
        var configuration = new StandaloneProcessEngineConfiguration();
        configuration.setProcessEngineName("bare");
        configuration.setDataSource(database);
        configuration.setDatabaseSchema("bare");
        configuration.setDatabaseTablePrefix("bare.");
        configuration.setDatabaseSchemaUpdate("true");
        configuration.setJobExecutorActivate(true);
        configuration.setBeans(Map.of("gate", answering("release"), "publish", answering("published")));
        engine = configuration.buildProcessEngine();
        engine.getRepositoryService()
                .createDeployment()
                .addClasspathResource("bench/approval.bpmn")
                .deploy();
    }

    private static JavaDelegate answering(String answer) {
        return execution -> execution.setVariable("answer", answer);
    }

    @Override
    public String approve() {
        var tasks = engine.getTaskService();
        var instance = engine.getRuntimeService()
                .startProcessInstanceByKey(
                        "approval",
                        "post:" + number.incrementAndGet(),
                        Map.of("brand", "aurora", "authors", "creator", "answer", ""))
                .getId();
        var due = Date.from(Instant.now().plusSeconds(86_400));
        tasks.complete(task(instance), Map.of("due", due, "slotAt", Date.from(Instant.now()), "slotDeadline", NEVER));
        tasks.complete(task(instance), Map.of("answer", "approve"));
        tasks.complete(task(instance), Map.of("answer", "approve"));
        return instance;
    }

    private String task(String instance) {
        return engine.getTaskService()
                .createTaskQuery()
                .processInstanceId(instance)
                .singleResult()
                .getId();
    }

    @Override
    public long published() {
        return count("select count(*) from act_hi_procinst where state_ = 'COMPLETED'");
    }

    private long count(String sql) {
        var found = jdbc.queryForObject(sql, Long.class);
        return found == null ? 0 : found;
    }

    @Override
    public void close() {
        engine.close();
        pool.close();
    }
}
