package org.imprimatur.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ScheduledFuture;
import org.junit.jupiter.api.Test;
import org.mockito.Mockito;
import org.springframework.scheduling.TaskScheduler;

class DueJobAlarmTests {

    private static final Instant NOW = Instant.parse("2026-10-25T00:59:58Z");

    /** What was scheduled and not cancelled, by its time. */
    private final List<Planned> planned = new ArrayList<>();

    private final List<String> executor = new ArrayList<>();
    private Optional<Instant> next = Optional.empty();
    private final DueJobAlarm alarm =
            new DueJobAlarm(() -> next, () -> executor.add("looks"), scheduler(), Clock.fixed(NOW, ZoneOffset.UTC));

    private record Planned(Runnable task, Instant at) {}

    @Test
    void wakesTheExecutorWhenTheNextJobIsDue() {
        next = Optional.of(NOW.plusSeconds(3));

        alarm.ask();

        assertThat(planned)
                .extracting(Planned::at)
                .containsExactly(NOW.plusSeconds(3).plus(DueJobAlarm.LATE));
        assertThat(executor).isEmpty();
        ring();
        assertThat(executor).containsExactly("looks");
    }

    @Test
    void asksForTheOneAfterItWhenItRang() {
        alarm.due(NOW.plusSeconds(1));
        next = Optional.of(NOW.plusSeconds(2));

        ring();

        assertThat(planned)
                .extracting(Planned::at)
                .containsExactly(NOW.plusSeconds(2).plus(DueJobAlarm.LATE));
    }

    @Test
    void anEarlierJobTakesThePlaceOfALaterOne() {
        alarm.due(NOW.plusSeconds(9));
        alarm.due(NOW.plusSeconds(4));
        alarm.due(NOW.plusSeconds(6));

        assertThat(planned)
                .extracting(Planned::at)
                .containsExactly(NOW.plusSeconds(4).plus(DueJobAlarm.LATE));
    }

    @Test
    void setsNoAlarmForWhatIsAskedForAgainBefore() {
        alarm.due(NOW.plus(Duration.ofDays(400)));

        assertThat(planned).isEmpty();
    }

    @Test
    void askingGoesOnWhenTheDatabaseDidNotAnswer() {
        var failing = new DueJobAlarm(
                () -> {
                    throw new IllegalStateException("away");
                },
                () -> executor.add("looks"),
                scheduler(),
                Clock.fixed(NOW, ZoneOffset.UTC));

        failing.ask();
        failing.due(NOW);

        assertThat(planned).hasSize(1);
    }

    private void ring() {
        planned.remove(0).task().run();
    }

    private TaskScheduler scheduler() {
        return Mockito.mock(TaskScheduler.class, call -> {
            var one = new Planned(call.getArgument(0), call.getArgument(1));
            planned.add(one);
            return Mockito.mock(ScheduledFuture.class, cancelled -> planned.remove(one));
        });
    }
}
