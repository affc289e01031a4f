package org.imprimatur.engine;

import java.util.Set;
import org.camunda.bpm.engine.impl.history.AbstractHistoryLevel;
import org.camunda.bpm.engine.impl.history.event.HistoryEventType;
import org.camunda.bpm.engine.impl.history.event.HistoryEventTypes;
import org.jspecify.annotations.Nullable;

/**
 * The history that the engine keeps: what happened and who did it, as its level {@code full} does, without the copies
 * and the bookkeeping that cost a tenth of all statements of an approval and that nobody reads. The values that a
 * process carries come from our own tables, where each version, decision and turn is kept for good; of jobs those that
 * failed are kept.
 */
final class WhatHappened extends AbstractHistoryLevel {

    static final String NAME = "what-happened";

    /** Above the numbers of Camunda's own levels; it stands in the database, so it never changes. */
    private static final int ID = 40;

    private static final Set<HistoryEventType> LEFT_OUT = Set.of(
            HistoryEventTypes.VARIABLE_INSTANCE_CREATE,
            HistoryEventTypes.VARIABLE_INSTANCE_UPDATE,
            HistoryEventTypes.VARIABLE_INSTANCE_UPDATE_DETAIL,
            HistoryEventTypes.VARIABLE_INSTANCE_MIGRATE,
            HistoryEventTypes.VARIABLE_INSTANCE_DELETE,
            HistoryEventTypes.FORM_PROPERTY_UPDATE,
            HistoryEventTypes.IDENTITY_LINK_ADD,
            HistoryEventTypes.IDENTITY_LINK_DELETE,
            HistoryEventTypes.JOB_CREATE,
            HistoryEventTypes.JOB_SUCCESS,
            HistoryEventTypes.JOB_DELETE);

    @Override
    public int getId() {
        return ID;
    }

    @Override
    public String getName() {
        return NAME;
    }

    @Override
    public boolean isHistoryEventProduced(HistoryEventType event, @Nullable Object entity) {
        return !LEFT_OUT.contains(event);
    }
}
