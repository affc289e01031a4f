package org.imprimatur.people.engine;

import static org.camunda.bpm.engine.authorization.Authorization.ANY;
import static org.camunda.bpm.engine.authorization.Authorization.AUTH_TYPE_GLOBAL;
import static org.camunda.bpm.engine.authorization.Authorization.AUTH_TYPE_GRANT;
import static org.camunda.bpm.engine.authorization.Permissions.ACCESS;
import static org.camunda.bpm.engine.authorization.Permissions.READ;
import static org.imprimatur.people.engine.Directory.ADMINISTRATORS;
import static org.imprimatur.people.engine.Directory.AUDITORS;
import static org.imprimatur.people.engine.Directory.MODELERS;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.camunda.bpm.engine.AuthorizationService;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.authorization.Permission;
import org.camunda.bpm.engine.authorization.ProcessDefinitionPermissions;
import org.camunda.bpm.engine.authorization.Resource;
import org.camunda.bpm.engine.authorization.Resources;
import org.imprimatur.transaction.NodeTurns;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.context.event.ApplicationStartedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * What people may see of the engine, granted at each start and only once: Tasklist to everybody, with what the
 * processes of their own brands carry, Cockpit to look at to administrators, modelers and auditors, Admin to look at to
 * administrators. Grants alone, since revokes are unusably slow on PostgreSQL. Who may work on a task comes from the
 * task's candidates; who may decide, from our own tables.
 */
@Component
class Grants {

    static final String TURN = "imprimatur grants";

    private final ObjectProvider<ProcessEngine> engine;
    private final NodeTurns turns;

    Grants(ObjectProvider<ProcessEngine> engine, NodeTurns turns) {
        this.engine = engine;
        this.turns = turns;
    }

    @EventListener(ApplicationStartedEvent.class)
    @Transactional
    public void give() {
        turns.await(TURN);
        engine.ifAvailable(running -> wanted().forEach(grant -> give(running.getAuthorizationService(), grant)));
    }

    static List<Grant> wanted() {
        var grants = new ArrayList<>(List.of(
                new Grant(null, Resources.APPLICATION, "tasklist", ACCESS),
                new Grant(null, Resources.FILTER, ANY, READ),
                new Grant(null, Resources.PROCESS_DEFINITION, ANY, READ, ProcessDefinitionPermissions.READ_INSTANCE),
                new Grant(ADMINISTRATORS, Resources.APPLICATION, "admin", ACCESS),
                new Grant(ADMINISTRATORS, Resources.USER, ANY, READ),
                new Grant(ADMINISTRATORS, Resources.GROUP, ANY, READ),
                new Grant(ADMINISTRATORS, Resources.TENANT, ANY, READ),
                new Grant(ADMINISTRATORS, Resources.AUTHORIZATION, ANY, READ)));
        for (var group : List.of(ADMINISTRATORS, MODELERS, AUDITORS)) {
            grants.addAll(List.of(
                    new Grant(group, Resources.APPLICATION, "cockpit", ACCESS),
                    new Grant(
                            group,
                            Resources.PROCESS_DEFINITION,
                            ANY,
                            READ,
                            ProcessDefinitionPermissions.READ_INSTANCE,
                            ProcessDefinitionPermissions.READ_TASK,
                            ProcessDefinitionPermissions.READ_HISTORY),
                    new Grant(group, Resources.PROCESS_INSTANCE, ANY, READ),
                    new Grant(group, Resources.DECISION_DEFINITION, ANY, READ),
                    new Grant(group, Resources.DECISION_REQUIREMENTS_DEFINITION, ANY, READ),
                    new Grant(group, Resources.DEPLOYMENT, ANY, READ),
                    new Grant(group, Resources.BATCH, ANY, READ)));
        }
        return grants;
    }

    private static void give(AuthorizationService authorizations, Grant grant) {
        var query = authorizations
                .createAuthorizationQuery()
                .authorizationType(grant.group == null ? AUTH_TYPE_GLOBAL : AUTH_TYPE_GRANT)
                .resourceType(grant.resource)
                .resourceId(grant.id);
        var there = (grant.group == null ? query : query.groupIdIn(grant.group)).singleResult();
        if (there != null && grant.permissions.stream().allMatch(there::isPermissionGranted)) {
            return;
        }
        var authorization = there != null
                ? there
                : authorizations.createNewAuthorization(grant.group == null ? AUTH_TYPE_GLOBAL : AUTH_TYPE_GRANT);
        if (there == null) {
            if (grant.group != null) {
                authorization.setGroupId(grant.group);
            }
            authorization.setResource(grant.resource);
            authorization.setResourceId(grant.id);
        }
        grant.permissions.forEach(authorization::addPermission);
        authorizations.saveAuthorization(authorization);
    }

    /** @param group null for everybody */
    record Grant(@Nullable String group, Resource resource, String id, Set<Permission> permissions) {

        Grant(@Nullable String group, Resource resource, String id, Permission... permissions) {
            this(group, resource, id, Set.of(permissions));
        }
    }
}
