package org.imprimatur.operations;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.TimeGauge;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;
import org.imprimatur.assets.Assets;
import org.imprimatur.engine.Jobs;
import org.imprimatur.inbox.Inbox;
import org.imprimatur.publishing.Attempt;
import org.imprimatur.publishing.Ledger;
import org.imprimatur.time.TimeZones;
import org.springframework.stereotype.Component;

/**
 * How much waits and what went wrong, of the whole installation: each node says the same, since it asks the database.
 * Asked only when somebody collects, and then once for all numbers of a kind.
 */
@Component
class Gauges implements MeterBinder {

    private final Supplier<Inbox.Load> tasks;
    private final Supplier<Assets.Backlog> cataloging;
    private final Supplier<Ledger.Standings> ledger;
    private final Supplier<Jobs.Standing> jobs;

    Gauges(Inbox inbox, Assets assets, Ledger ledger, Jobs jobs) {
        this.tasks = new Recent<>(inbox::load);
        this.cataloging = new Recent<>(assets::backlog);
        this.ledger = new Recent<>(ledger::standings);
        this.jobs = new Recent<>(jobs::standing);
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        number(registry, "imprimatur.tasks.open", "Tasks that wait for somebody", tasks, Inbox.Load::open);
        number(registry, "imprimatur.tasks.overdue", "Those that are past due", tasks, Inbox.Load::overdue);

        number(
                registry,
                "imprimatur.cataloging.waiting",
                "Files not looked into yet",
                cataloging,
                Assets.Backlog::waiting);
        time(registry, "imprimatur.cataloging.oldest", "Age of the oldest of them", cataloging, Assets.Backlog::oldest);
        number(
                registry,
                "imprimatur.assets.failed",
                "Files that could not be looked into",
                cataloging,
                Assets.Backlog::failed);

        for (var state : Attempt.State.values()) {
            if (state != Attempt.State.SENT) {
                Gauge.builder("imprimatur.publications", ledger, now -> now.get()
                                .of(state))
                        .description("Attempts to publish, by where they stand; unknown ones wait for a person")
                        .tag("state", state.word())
                        .strongReference(true)
                        .register(registry);
            }
        }

        number(registry, "imprimatur.jobs.due", "Jobs of the engine that are due", jobs, Jobs.Standing::due);
        time(registry, "imprimatur.jobs.lag", "How long the oldest of them has been due", jobs, Jobs.Standing::lag);
        number(registry, "imprimatur.jobs.failed", "Jobs that ran out of retries", jobs, Jobs.Standing::failed);
        Gauge.builder("imprimatur.time.zones", () -> 1)
                .description("Always 1; its tag is the release of the IANA time zone database in use")
                .tag("release", TimeZones.release())
                .register(registry);
        number(
                registry,
                "imprimatur.incidents",
                "Open incidents, as Cockpit shows them",
                jobs,
                Jobs.Standing::incidents);
    }

    private static <T> void number(
            MeterRegistry registry, String name, String description, Supplier<T> source, ToDoubleFunction<T> value) {
        Gauge.builder(name, source, now -> value.applyAsDouble(now.get()))
                .description(description)
                .strongReference(true)
                .register(registry);
    }

    private static <T> void time(
            MeterRegistry registry, String name, String description, Supplier<T> source, Function<T, Duration> value) {
        TimeGauge.builder(name, source, TimeUnit.MILLISECONDS, now -> value.apply(now.get())
                        .toMillis())
                .description(description)
                .strongReference(true)
                .register(registry);
    }
}
