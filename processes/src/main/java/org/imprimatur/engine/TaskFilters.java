package org.imprimatur.engine;

import static org.camunda.bpm.engine.authorization.Authorization.ANY;
import static org.camunda.bpm.engine.authorization.Authorization.AUTH_TYPE_GLOBAL;

import java.util.List;
import java.util.Map;
import org.camunda.bpm.engine.AuthorizationService;
import org.camunda.bpm.engine.FilterService;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.authorization.Permissions;
import org.camunda.bpm.engine.authorization.Resources;
import org.camunda.bpm.engine.task.TaskQuery;
import org.springframework.stereotype.Component;

/** The filters that everybody finds in Tasklist from the start. */
@Component
class TaskFilters {

    static final String FOR_ME = "For me";
    static final String OVERDUE = "Overdue";

    private static final List<Map<String, String>> SHOWN = List.of(
            Map.of("name", "title", "label", "Title"),
            Map.of("name", "brand", "label", "Brand"),
            Map.of("name", "slot", "label", "Slot"));

    private final FilterService filters;
    private final TaskService tasks;
    private final AuthorizationService authorizations;

    TaskFilters(FilterService filters, TaskService tasks, AuthorizationService authorizations) {
        this.filters = filters;
        this.tasks = tasks;
        this.authorizations = authorizations;
    }

    /** Creates those that are missing; what an administrator changed stays. */
    void create() {
        create(FOR_ME, "What you may work on", -10, mine());
        create(OVERDUE, "Yours, and late", -5, mine().dueBeforeExpression("${now()}"));
    }

    private TaskQuery mine() {
        return tasks.createTaskQuery()
                .taskCandidateUserExpression("${currentUser()}")
                .includeAssignedTasks();
    }

    private void create(String name, String description, int priority, TaskQuery query) {
        if (filters.createTaskFilterQuery().filterName(name).count() > 0) {
            return;
        }
        var filter = filters.newTaskFilter(name);
        filter.setQuery(query);
        filter.setProperties(Map.of(
                "description",
                description,
                "priority",
                priority,
                "color",
                "#4b3fcb",
                "refresh",
                true,
                "showUndefinedVariable",
                false,
                "variables",
                SHOWN));
        var saved = filters.saveFilter(filter);
        var everybody = authorizations.createNewAuthorization(AUTH_TYPE_GLOBAL);
        everybody.setUserId(ANY);
        everybody.setResource(Resources.FILTER);
        everybody.setResourceId(saved.getId());
        everybody.addPermission(Permissions.READ);
        authorizations.saveAuthorization(everybody);
    }
}
