package org.imprimatur.engine;

import java.util.Date;
import java.util.function.Consumer;
import org.camunda.bpm.engine.impl.cfg.TransactionState;
import org.camunda.bpm.engine.impl.context.Context;
import org.camunda.bpm.engine.impl.interceptor.Session;
import org.camunda.bpm.engine.impl.interceptor.SessionFactory;
import org.camunda.bpm.engine.impl.persistence.entity.JobEntity;
import org.camunda.bpm.engine.impl.persistence.entity.JobManager;
import org.camunda.bpm.engine.impl.persistence.entity.TimerEntity;
import org.jspecify.annotations.Nullable;

/** Tells when a timer is due that was committed, or that was moved. */
class AlarmingJobManager extends JobManager {

    private final Consumer<Date> due;

    private AlarmingJobManager(Consumer<Date> due) {
        this.due = due;
    }

    /** Takes the place of the engine's own factory. */
    static SessionFactory factory(Consumer<Date> due) {
        return new SessionFactory() {
            @Override
            public Class<?> getSessionType() {
                return JobManager.class;
            }

            @Override
            public Session openSession() {
                return new AlarmingJobManager(due);
            }
        };
    }

    @Override
    public void schedule(TimerEntity timer) {
        super.schedule(timer);
        afterCommit(timer.getDuedate());
    }

    @Override
    public void reschedule(JobEntity job, Date dueDate) {
        super.reschedule(job, dueDate);
        afterCommit(dueDate);
    }

    private void afterCommit(@Nullable Date dueDate) {
        if (dueDate != null) {
            Context.getCommandContext()
                    .getTransactionContext()
                    .addTransactionListener(TransactionState.COMMITTED, context -> due.accept(dueDate));
        }
    }
}
