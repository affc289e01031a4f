package org.imprimatur.engine;

import org.camunda.bpm.engine.authorization.Resource;
import org.camunda.bpm.engine.impl.cfg.auth.DefaultAuthorizationProvider;
import org.camunda.bpm.engine.impl.context.Context;
import org.camunda.bpm.engine.impl.persistence.entity.AuthorizationEntity;
import org.camunda.bpm.engine.impl.persistence.entity.TaskEntity;
import org.jspecify.annotations.Nullable;

/**
 * Lets those work on a task whom the model names, as the engine does by itself, but asks the database what they may
 * already only where there can be something: not for a task that is made in this moment.
 */
final class TaskGrants extends DefaultAuthorizationProvider {

    @Override
    protected @Nullable AuthorizationEntity getGrantAuthorization(
            String task, String user, String group, Resource resource) {
        return isNew(task) ? null : super.getGrantAuthorization(task, user, group, resource);
    }

    private static boolean isNew(String task) {
        var cache = Context.getCommandContext().getDbEntityManager().getDbEntityCache();
        var known = cache.get(TaskEntity.class, task);
        return known != null && cache.isTransient(known);
    }
}
