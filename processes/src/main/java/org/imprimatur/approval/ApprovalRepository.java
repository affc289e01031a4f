package org.imprimatur.approval;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.UUID;
import org.imprimatur.transaction.TransactionMemory;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.core.simple.JdbcClient.StatementSpec;
import org.springframework.stereotype.Repository;

@Repository
class ApprovalRepository {

    private final JdbcClient jdbc;
    private final TransactionMemory<SubjectRef, Approval> held = new TransactionMemory<>();
    private final TransactionMemory<RoundNumber, Frozen> read = new TransactionMemory<>();

    ApprovalRepository(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    void insert(SubjectRef subject, String brand, String openedBy, Instant at) {
        jdbc.sql("insert into approval (subject, brand, opened_by, opened_at, caused_by)"
                        + " values (:subject, :brand, :by, :at, :by)")
                .param("subject", subject.toString())
                .param("brand", brand)
                .param("by", openedBy)
                .param("at", utc(at))
                .update();
    }

    void runsIn(SubjectRef subject, String instance) {
        changed(
                subject,
                jdbc.sql("update approval set instance = :instance where subject = :subject returning *")
                        .param("instance", instance));
    }

    /** Deletes what was opened and never submitted; what was submitted or decided on cannot be deleted. */
    void delete(SubjectRef subject) {
        held.forget(subject);
        jdbc.sql("delete from approval_step where subject = :subject")
                .param("subject", subject.toString())
                .update();
        jdbc.sql("delete from approval where subject = :subject")
                .param("subject", subject.toString())
                .update();
    }

    Optional<Approval> find(SubjectRef subject) {
        return row(jdbc.sql("select * from approval where subject = :subject").param("subject", subject.toString()));
    }

    /** Holds the row until the transaction ends: of two who move a subject at the same moment the second one waits. */
    Approval lock(SubjectRef subject) {
        return held.recall(
                        subject,
                        absent -> row(jdbc.sql("select * from approval where subject = :subject for update")
                                .param("subject", subject.toString())))
                .orElseThrow(() -> new NoSuchElementException("Nothing was opened for " + subject));
    }

    /** Holds the row of the subject that a task is or was about; empty when there never was such a task. */
    Optional<Approval> lockOf(String task) {
        var locked = row(jdbc.sql("""
                        select approval.* from approval join approval_step using (subject) where task = :task
                        for update of approval""").param("task", task));
        locked.ifPresent(approval -> held.remember(approval.subject(), approval));
        return locked;
    }

    private void changed(SubjectRef subject, StatementSpec update) {
        row(update.param("subject", subject.toString())).ifPresent(approval -> held.remember(subject, approval));
    }

    private static Optional<Approval> row(StatementSpec statement) {
        return statement
                .query((row, number) -> new Approval(
                        SubjectRef.of(row.getString("subject")),
                        row.getString("brand"),
                        row.getString("instance"),
                        row.getString("opened_by"),
                        row.getInt("round"),
                        row.getObject("released", Integer.class),
                        row.getString("reason"),
                        row.getString("caused_by")))
                .optional();
    }

    void moved(SubjectRef subject, @Nullable String reason, @Nullable String by) {
        changed(
                subject,
                jdbc.sql("update approval set reason = :reason, caused_by = :by where subject = :subject returning *")
                        .param("reason", reason)
                        .param("by", by));
    }

    void released(SubjectRef subject, int round) {
        changed(
                subject,
                jdbc.sql("update approval set released = :round, reason = null, caused_by = null"
                                + " where subject = :subject returning *")
                        .param("round", round));
    }

    void insert(Frozen frozen) {
        var round = frozen.round();
        jdbc.sql("""
                        insert into approval_round
                            (subject, number, version, hash, document, slot, submitted_by, submitted_at, reason)
                        values (:subject, :number, :version, :hash, :document, :slot, :by, :at, :reason)
                        """)
                .param("subject", round.subject().toString())
                .param("number", round.number())
                .param("version", round.version())
                .param("hash", round.hash())
                .param("document", round.document().json())
                .param("slot", frozen.slot() == null ? null : utc(frozen.slot()))
                .param("by", round.submittedBy())
                .param("at", utc(round.submittedAt()))
                .param("reason", round.reason(), Types.VARCHAR)
                .update();
        changed(
                round.subject(),
                jdbc.sql("update approval set round = :number, reason = null, caused_by = :by"
                                + " where subject = :subject returning *")
                        .param("number", round.number())
                        .param("by", round.submittedBy()));
    }

    Optional<Frozen> frozen(SubjectRef subject, int round) {
        return read.recall(new RoundNumber(subject, round), unread -> jdbc.sql(
                        "select * from approval_round where subject = :subject and number = :round")
                .param("subject", subject.toString())
                .param("round", round)
                .query(ApprovalRepository::frozen)
                .optional());
    }

    List<Frozen> rounds(SubjectRef subject) {
        return jdbc.sql("select * from approval_round where subject = :subject order by number")
                .param("subject", subject.toString())
                .query(ApprovalRepository::frozen)
                .list();
    }

    private static Frozen frozen(ResultSet row, int number) throws SQLException {
        var slot = row.getObject("slot", OffsetDateTime.class);
        return new Frozen(
                new Round(
                        SubjectRef.of(row.getString("subject")),
                        row.getInt("number"),
                        row.getInt("version"),
                        row.getString("hash"),
                        new CanonicalDocument(row.getString("document")),
                        row.getString("submitted_by"),
                        instant(row, "submitted_at"),
                        row.getString("reason")),
                slot == null ? null : slot.toInstant());
    }

    void insert(OpenedStep step, Instant at) {
        jdbc.sql("""
                        insert into approval_step (task, subject, round, step, step_name, kind, opened_at)
                        values (:task, :subject, :round, :step, :stepName, :kind, :at)
                        """)
                .param("task", step.task())
                .param("subject", step.subject().toString())
                .param("round", step.round())
                .param("step", step.step())
                .param("stepName", step.stepName())
                .param("kind", step.decision() ? "DECISION" : "WORK")
                .param("at", utc(at))
                .update();
    }

    Optional<OpenedStep> step(String task) {
        return jdbc.sql("select * from approval_step where task = :task")
                .param("task", task)
                .query(ApprovalRepository::step)
                .optional();
    }

    List<OpenedStep> steps(SubjectRef subject) {
        return jdbc.sql("select * from approval_step where subject = :subject order by opened_at")
                .param("subject", subject.toString())
                .query(ApprovalRepository::step)
                .list();
    }

    private static OpenedStep step(ResultSet row, int number) throws SQLException {
        return new OpenedStep(
                row.getString("task"),
                SubjectRef.of(row.getString("subject")),
                row.getInt("round"),
                row.getString("step"),
                row.getString("step_name"),
                row.getString("kind").equals("DECISION"));
    }

    void insert(String task, Decision decision) {
        jdbc.sql("""
                        insert into decision
                            (id, subject, round, task, step, step_name, version, hash, verdict, comment, person, at)
                        values (:id, :subject, :round, :task, :step, :stepName, :version, :hash, :verdict, :comment,
                            :person, :at)
                        """)
                .param("id", decision.id())
                .param("subject", decision.subject().toString())
                .param("round", decision.round())
                .param("task", task)
                .param("step", decision.step())
                .param("stepName", decision.stepName())
                .param("version", decision.version())
                .param("hash", decision.hash())
                .param("verdict", decision.verdict().name())
                .param("comment", decision.comment())
                .param("person", decision.person())
                .param("at", utc(decision.at()))
                .update();
    }

    Optional<Decision> decisionOn(String task) {
        return jdbc.sql("select * from decision where task = :task")
                .param("task", task)
                .query(ApprovalRepository::decision)
                .optional();
    }

    /** By task, oldest first. */
    Map<String, Decision> decisions(SubjectRef subject) {
        var decisions = new LinkedHashMap<String, Decision>();
        jdbc.sql("select * from decision where subject = :subject order by at, id")
                .param("subject", subject.toString())
                .query(row -> {
                    decisions.put(row.getString("task"), decision(row, 0));
                });
        return decisions;
    }

    private static Decision decision(ResultSet row, int number) throws SQLException {
        return new Decision(
                row.getObject("id", UUID.class),
                SubjectRef.of(row.getString("subject")),
                row.getInt("round"),
                row.getString("step"),
                row.getString("step_name"),
                row.getInt("version"),
                row.getString("hash"),
                Verdict.valueOf(row.getString("verdict")),
                row.getString("comment"),
                row.getString("person"),
                instant(row, "at"));
    }

    private static Instant instant(ResultSet row, String column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }

    private static OffsetDateTime utc(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }

    private record RoundNumber(SubjectRef subject, int number) {}
}
