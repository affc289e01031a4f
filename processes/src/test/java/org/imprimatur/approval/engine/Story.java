package org.imprimatur.approval.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.camunda.bpm.engine.ProcessEngine;
import org.imprimatur.ProcessesTestApplication;
import org.imprimatur.approval.Answer;
import org.imprimatur.approval.Approvals;
import org.imprimatur.approval.SubjectRef;
import org.imprimatur.approval.Verdict;
import org.imprimatur.engine.EngineIdentity;
import org.imprimatur.inbox.Inbox;
import org.imprimatur.inbox.InboxItem;
import org.imprimatur.testing.FakeOutlet;
import org.imprimatur.testing.FakeSubjectType;
import org.imprimatur.testing.MutableClock;
import org.imprimatur.testing.TestPeople;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;

/** What the stories share: a post or a file, the people around it, and time that moves when told. */
@SpringBootTest(classes = ProcessesTestApplication.class)
abstract class Story {

    static final Instant MORNING = Instant.parse("2026-11-22T08:00:00Z");

    @Autowired
    Approvals approvals;

    @Autowired
    Inbox inbox;

    @Autowired
    ProcessEngine engine;

    @Autowired
    EngineIdentity identity;

    @Autowired
    TestPeople people;

    @Autowired
    MutableClock clock;

    @Autowired
    FakeSubjectType posts;

    @Autowired
    FakeSubjectType files;

    @Autowired
    FakeOutlet outlet;

    @BeforeEach
    void itIsMorning() {
        clock.set(MORNING);
        outlet.broken = false;
        outlet.failures = List.of();
    }

    SubjectRef draft(@Nullable Instant slot) {
        var post = new SubjectRef("post", UUID.randomUUID().toString());
        of(post).slot = slot;
        approvals.open(post, "creator");
        return post;
    }

    SubjectRef submitted(@Nullable Instant slot) {
        var post = draft(slot);
        approvals.submit(post, null, "creator");
        return post;
    }

    SubjectRef approved(@Nullable Instant slot) {
        var post = submitted(slot);
        decide(post, Verdict.APPROVE, null, "reviewer");
        decide(post, Verdict.APPROVE, null, "brand-manager");
        return post;
    }

    SubjectRef file() {
        var file = new SubjectRef("asset", UUID.randomUUID().toString());
        of(file).authors = new TreeSet<>(Set.of("uploader"));
        approvals.open(file, "uploader");
        return file;
    }

    FakeSubjectType.Thing of(SubjectRef subject) {
        return (subject.kind().equals("post") ? posts : files).thing(subject.id());
    }

    String stage(SubjectRef subject) {
        return of(subject).standing().stage();
    }

    InboxItem task(SubjectRef subject) {
        var open = inbox.openFor(subject.toString());
        assertThat(open).hasSize(1);
        return open.get(0);
    }

    void decide(SubjectRef subject, Verdict verdict, @Nullable String comment, String person) {
        var task = task(subject);
        approvals.decide(task.task(), new Answer(verdict, String.valueOf(task.hash()), comment), person);
    }

    /** As Tasklist does it: straight at the engine, in the person's name. */
    void complete(InboxItem task, String person, Map<String, Object> form) {
        identity.as(person, people.of(person), () -> {
            engine.getTaskService().complete(task.task(), form);
            return true;
        });
    }

    /** Executes everything of a subject that is due now, one after the other. */
    void jobs(SubjectRef subject) {
        var instance = engine.getHistoryService()
                .createHistoricProcessInstanceQuery()
                .processInstanceBusinessKey(subject.toString())
                .singleResult()
                .getId();
        while (true) {
            var due = engine.getManagementService()
                    .createJobQuery()
                    .processInstanceId(instance)
                    .duedateLowerThan(Date.from(clock.instant().plusMillis(1)))
                    .list();
            var async = engine.getManagementService()
                    .createJobQuery()
                    .processInstanceId(instance)
                    .messages()
                    .list();
            var job = due.stream().findFirst().or(() -> async.stream().findFirst());
            if (job.isEmpty()) {
                return;
            }
            engine.getManagementService().executeJob(job.get().getId());
        }
    }
}
