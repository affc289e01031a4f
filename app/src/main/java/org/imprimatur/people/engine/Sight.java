package org.imprimatur.people.engine;

import org.camunda.bpm.engine.authorization.Authorization;
import org.camunda.bpm.engine.authorization.Permissions;
import org.camunda.bpm.engine.authorization.Resource;
import org.camunda.bpm.engine.impl.interceptor.CommandContext;
import org.jspecify.annotations.Nullable;

/** How far somebody who asks the engine about people may see: everything with the engine's permission, else themselves. */
final class Sight {

    private Sight() {}

    /** The person who sees their own part alone; null when the engine asks for itself, or for somebody who may read all. */
    static @Nullable String of(CommandContext context, Resource resource) {
        var caller = context.getAuthentication();
        if (caller == null
                || !context.getProcessEngineConfiguration().isAuthorizationEnabled()
                || !context.isAuthorizationCheckEnabled()
                || context.getAuthorizationManager()
                        .isAuthorized(
                                caller.getUserId(),
                                caller.getGroupIds(),
                                Permissions.READ,
                                resource,
                                Authorization.ANY)) {
            return null;
        }
        return caller.getUserId();
    }
}
