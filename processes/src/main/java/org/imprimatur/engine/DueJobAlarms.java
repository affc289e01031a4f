package org.imprimatur.engine;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.Optional;
import org.camunda.bpm.engine.ManagementService;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.impl.cfg.AbstractProcessEnginePlugin;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.camunda.bpm.engine.impl.interceptor.SessionFactory;
import org.camunda.bpm.engine.runtime.Job;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.scheduling.concurrent.ThreadPoolTaskScheduler;
import org.springframework.stereotype.Component;

/** Gives the engine its {@link DueJobAlarm}. */
@Component
class DueJobAlarms extends AbstractProcessEnginePlugin implements DisposableBean {

    private final Clock clock;
    private final ThreadPoolTaskScheduler scheduler = new ThreadPoolTaskScheduler();
    private volatile @Nullable DueJobAlarm alarm;

    DueJobAlarms(Clock clock) {
        this.clock = clock;
        scheduler.setPoolSize(1);
        scheduler.setThreadNamePrefix("due-jobs-");
        scheduler.setRemoveOnCancelPolicy(true);
        scheduler.setDaemon(true);
    }

    @Override
    public void preInit(ProcessEngineConfigurationImpl engine) {
        var factories = new ArrayList<SessionFactory>();
        if (engine.getCustomSessionFactories() != null) {
            factories.addAll(engine.getCustomSessionFactories());
        }
        factories.add(AlarmingJobManager.factory(this::due));
        engine.setCustomSessionFactories(factories);
    }

    private void due(Date at) {
        var present = alarm;
        if (present != null) {
            present.due(at.toInstant());
        }
    }

    @Override
    public void postProcessEngineBuild(ProcessEngine engine) {
        var executor = ((ProcessEngineConfigurationImpl) engine.getProcessEngineConfiguration()).getJobExecutor();
        if (executor == null) {
            return; // an engine that does no work by itself
        }
        var made = new DueJobAlarm(
                () -> nextDue(engine.getManagementService(), clock), executor::jobWasAdded, scheduler, clock);
        alarm = made;
        scheduler.initialize();
        var unused = scheduler.scheduleWithFixedDelay(made::ask, DueJobAlarm.ASK_EVERY);
    }

    /** The due date that the engine is woken for; null when it is woken for none. */
    @Nullable
    Instant next() {
        var present = alarm;
        return present == null ? null : present.next();
    }

    /** When the first of those jobs is due that are not due yet. */
    static Optional<Instant> nextDue(ManagementService management, Clock clock) {
        return management
                .createJobQuery()
                .active()
                .withRetriesLeft()
                .duedateHigherThan(Date.from(clock.instant()))
                .orderByJobDuedate()
                .asc()
                .listPage(0, 1)
                .stream()
                .map(Job::getDuedate)
                .map(Date::toInstant)
                .findFirst();
    }

    @Override
    public void destroy() {
        scheduler.destroy();
    }
}
