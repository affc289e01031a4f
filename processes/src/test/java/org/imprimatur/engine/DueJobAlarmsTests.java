package org.imprimatur.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.UUID;
import org.camunda.bpm.engine.ProcessEngine;
import org.imprimatur.ProcessesTestApplication;
import org.imprimatur.approval.Approvals;
import org.imprimatur.approval.SubjectRef;
import org.imprimatur.testing.FakeSubjectType;
import org.imprimatur.testing.MutableClock;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;

@SpringBootTest(classes = ProcessesTestApplication.class)
class DueJobAlarmsTests {

    /** So far away that no alarm that is set for it rings. */
    private static final Instant NOW = Instant.parse("2090-03-26T00:59:30Z");

    @Autowired
    private DueJobAlarms alarms;

    @Autowired
    private ProcessEngine engine;

    @Autowired
    private Approvals approvals;

    @Autowired
    private MutableClock clock;

    @Autowired
    private FakeSubjectType posts;

    @Test
    void aSlotIsWokenForAsSoonAsItsTimerIsCommitted() {
        clock.set(NOW);
        var later = NOW.plusSeconds(40);
        var earlier = NOW.plusSeconds(20);

        submit(later);
        assertThat(alarms.next()).isEqualTo(later);
        submit(earlier);

        assertThat(alarms.next()).isEqualTo(earlier);
        assertThat(DueJobAlarms.nextDue(engine.getManagementService(), clock))
                .as("what is asked for when this node did not make it")
                .contains(earlier);
    }

    private void submit(Instant slot) {
        var post = new SubjectRef("post", UUID.randomUUID().toString());
        posts.thing(post.id()).slot = slot;
        approvals.open(post, "creator");
        approvals.submit(post, null, "creator");
    }
}
