package org.imprimatur.inbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.imprimatur.ProcessesTestApplication;
import org.imprimatur.testing.MutableClock;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.annotation.Transactional;

@SpringBootTest(classes = ProcessesTestApplication.class)
@Transactional
class InboxTests {

    private static final Instant MORNING = Instant.parse("2026-11-22T08:00:00Z");

    @Autowired
    Inbox inbox;

    @Autowired
    InboxRows rows;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    MutableClock clock;

    @BeforeEach
    void nothingWaits() {
        clock.set(MORNING);
        jdbc.sql("delete from inbox_item").update();
    }

    @Test
    void aPageIsDueFirstAndGoesOnWithoutGapsOrDoubles() {
        for (var i = 0; i < 25; i++) {
            rows.put(
                    item("t" + i, i % 3 == 0 ? null : MORNING.plusSeconds(i % 5), "aurora:reviewer", "aurora:creator"));
        }

        var seen = new ArrayList<String>();
        String cursor = null;
        do {
            var page = inbox.of("reviewer", Set.of("aurora:reviewer", "aurora:creator"), Inbox.Filter.ALL, cursor, 7);
            page.items().forEach(item -> seen.add(item.task()));
            cursor = page.next();
        } while (cursor != null);

        assertThat(seen).hasSize(25).doesNotHaveDuplicates();
        assertThat(inbox.count("reviewer", Set.of("aurora:reviewer", "aurora:creator"), null))
                .isEqualTo(25);
    }

    @Test
    void ownWorkWhatOthersTookAndOtherBrandsAreNotAmongIt() {
        rows.put(item("own", MORNING, "aurora:reviewer"));
        rows.claimed("own", null, MORNING);
        rows.put(item("taken", MORNING, "aurora:reviewer"));
        rows.claimed("taken", "second-reviewer", MORNING);
        rows.put(item("other", MORNING, "boreal:reviewer"));

        assertThat(tasks("creator", "aurora:reviewer")).isEmpty();
        assertThat(tasks("reviewer", "aurora:reviewer")).containsExactly("own");
        assertThat(tasks("second-reviewer", "aurora:reviewer")).containsExactly("own", "taken");
        assertThat(tasks("stranger")).isEmpty();
    }

    @Test
    void filtersNarrowByBrandKindAndLateness() {
        rows.put(item("late", MORNING.minusSeconds(60), "aurora:reviewer"));
        rows.put(item("soon", MORNING.plusSeconds(60), "aurora:reviewer"));

        assertThat(tasks(new Inbox.Filter("aurora", InboxItem.Kind.DECISION, true)))
                .containsExactly("late");
        assertThat(tasks(new Inbox.Filter("boreal", null, false))).isEmpty();
        assertThat(inbox.overdue("reviewer", Set.of("aurora:reviewer"))).isEqualTo(1);
        assertThat(tasks(new Inbox.Filter(null, InboxItem.Kind.WORK, false))).isEmpty();
    }

    @Test
    void nobodyCountsFurtherThanAHundred() {
        for (var number = 0; number < Inbox.MANY + 20; number++) {
            rows.put(item("task-" + number, MORNING, "aurora:reviewer", "aurora:brand-manager"));
        }

        assertThat(inbox.count("reviewer", Set.of("aurora:reviewer", "aurora:brand-manager"), null))
                .isEqualTo(Inbox.MANY);
    }

    @Test
    void theOpenTasksOfManySubjectsComeTogether() {
        rows.put(item("a", null, "aurora:reviewer"));
        rows.put(item("b", null, "aurora:reviewer"));

        assertThat(inbox.openFor(List.of("post:a", "post:b", "post:none"))).containsOnlyKeys("post:a", "post:b");
        assertThat(inbox.openFor(List.of())).isEmpty();
    }

    @Test
    void aForeignCursorAndAWrongLimitAreRefused() {
        assertThatThrownBy(() -> inbox.of("x", Set.of(), Inbox.Filter.ALL, "nonsense", 10))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("cursor");
        assertThatThrownBy(() -> inbox.of("x", Set.of(), Inbox.Filter.ALL, null, 201))
                .hasMessageContaining("limit is 1 to 200, found: 201");
    }

    /** The plans are looked at, not the clock: whatever waits, a page reads a few rows of an index per group. */
    @Test
    void thePageOfFiftyThousandTasksIsFoundInTheIndex() {
        jdbc.sql("""
                        insert into inbox_item (task, kind, step, step_name, brand, subject, title, version, round,
                            authors, candidates, created, due)
                        select 'bulk' || n, 'DECISION', 'Review', 'Review', 'b' || n % 50, 'post:' || n, 'T', 1, 1,
                            array['a'], array['b' || n % 50 || ':reviewer'], now(), now() + n * interval '1 second'
                        from generate_series(1, 50000) n
                        """).update();
        jdbc.sql(
                        "insert into inbox_candidate select task, candidates[1], due, brand, kind, null, authors from inbox_item")
                .update();
        jdbc.sql("analyze inbox_item").update();
        jdbc.sql("analyze inbox_candidate").update();

        assertThat(plan(InboxRepository.MINE)).contains("inbox_candidate_due").doesNotContain("Seq Scan", "Removed by");
        assertThat(plan(InboxRepository.MINE + InboxRepository.OVERDUE))
                .as("nothing is late, and nothing is read")
                .contains("inbox_candidate_due")
                .doesNotContain("Seq Scan", "Removed by");
        assertThat(plan(InboxRepository.OF_OTHERS))
                .as("nothing is claimed, and nothing is read")
                .contains("inbox_candidate_claimed")
                .doesNotContain("Seq Scan", "Removed by");
        assertThat(inbox.of("reviewer", groups(), Inbox.Filter.ALL, null, 25).items())
                .hasSize(25);
    }

    private String plan(String rows) {
        return String.join(
                "\n",
                jdbc.sql("explain (analyze, buffers) " + InboxRepository.page(rows))
                        .param("candidates", groups().toArray(String[]::new))
                        .param("person", "reviewer")
                        .param("brand", null)
                        .param("kind", null)
                        .param("now", OffsetDateTime.now(clock))
                        .param("due", "-infinity")
                        .param("task", "")
                        .param("limit", 26)
                        .query(String.class)
                        .list());
    }

    private static Set<String> groups() {
        var groups = new TreeSet<String>();
        for (var i = 0; i < 50; i++) {
            groups.add("b" + i + ":reviewer");
        }
        return groups;
    }

    private List<String> tasks(String person, String... groups) {
        return inbox.of(person, Set.of(groups), Inbox.Filter.ALL, null, 50).items().stream()
                .map(InboxItem::task)
                .toList();
    }

    private List<String> tasks(Inbox.Filter filter) {
        return inbox.of("reviewer", Set.of("aurora:reviewer"), filter, null, 50).items().stream()
                .map(InboxItem::task)
                .toList();
    }

    private static InboxItem item(String task, @Nullable Instant due, String... candidates) {
        return new InboxItem(
                task,
                InboxItem.Kind.DECISION,
                "Review",
                "Review",
                candidates[0].substring(0, candidates[0].indexOf(':')),
                "post:" + task,
                "Title",
                1,
                "0".repeat(64),
                1,
                null,
                null,
                null,
                Set.of("creator"),
                Set.of(candidates),
                null,
                MORNING.minus(Duration.ofHours(1)),
                due);
    }
}
