package org.imprimatur.access.engine;

import static org.imprimatur.access.Webapp.ADMIN;
import static org.imprimatur.access.Webapp.COCKPIT;
import static org.imprimatur.access.Webapp.TASKLIST;
import static org.imprimatur.access.Webapp.WELCOME;

import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.imprimatur.access.Webapp;

/**
 * A call to Camunda's REST that is let through, because a webapp of Camunda's makes it: whoever may open none of those
 * webapps may not make it either. A test walks through the webapps in a browser and holds the list to exactly what they
 * ask for. Paths are compared as they were sent: another spelling of the same path is another path, and so is refused.
 *
 * @param askedBy the webapps that need it
 * @param path below {@link #ROOT}, with {@code {id}} for what differs
 */
record Allowed(Call call, Set<Webapp> askedBy, String method, String path, Pattern spelling) {

    /** What a call does, and so how it is looked at. */
    enum Call {
        /** Carries no body. */
        READ,
        /** A question that is too long for an address. */
        QUERY,
        CLAIM,
        UNCLAIM,
        /** The one way to decide, and to finish a draft. */
        FINISH
    }

    static final String ROOT = "/camunda/api/";

    private static final String ENGINE = "engine/engine/default/";
    private static final String COCKPITS = "cockpit/plugin/base/default/";
    private static final String ID = "[A-Za-z0-9._:@%-]+";

    static final List<Allowed> LIST = List.of(
            // who somebody is, and what the webapps are made of
            read("admin/auth/user/default", WELCOME, TASKLIST, COCKPIT, ADMIN),
            read("engine/engine/", WELCOME, TASKLIST, COCKPIT, ADMIN),
            read(ENGINE + "user/{id}/profile", WELCOME, TASKLIST, COCKPIT, ADMIN),
            read("tasklist/plugin/tasklistPlugins/static/app/plugin.js", TASKLIST),
            read("tasklist/plugin/tasklistPlugins/static/app/plugin.css", TASKLIST),
            read("cockpit/plugin/cockpitPlugins/static/app/plugin.js", COCKPIT),
            read("cockpit/plugin/cockpitPlugins/static/app/plugin.css", COCKPIT),
            read("admin/plugin/adminPlugins/static/app/plugin.js", ADMIN),
            read("admin/plugin/adminPlugins/static/app/plugin.css", ADMIN),
            read(ENGINE + "identity/password-policy", WELCOME, ADMIN),
            read(ENGINE + "group/count", WELCOME, ADMIN),
            query(ENGINE + "group", WELCOME, ADMIN),

            // filters and tasks
            read(ENGINE + "filter", TASKLIST),
            read(ENGINE + "filter/count", TASKLIST),
            options(ENGINE + "filter", TASKLIST),
            query(ENGINE + "filter/{id}/list", TASKLIST),
            read(ENGINE + "task", TASKLIST),
            read(ENGINE + "task/{id}", TASKLIST),
            read(ENGINE + "task/{id}/form", TASKLIST),
            read(ENGINE + "task/{id}/deployed-form", TASKLIST),
            read(ENGINE + "task/{id}/form-variables", TASKLIST),
            call(Call.CLAIM, ENGINE + "task/{id}/claim", TASKLIST),
            call(Call.UNCLAIM, ENGINE + "task/{id}/unclaim", TASKLIST),
            call(Call.FINISH, ENGINE + "task/{id}/submit-form", TASKLIST),

            // models and what was deployed
            read(ENGINE + "process-definition", COCKPIT),
            read(ENGINE + "process-definition/count", COCKPIT),
            read(ENGINE + "process-definition/statistics", COCKPIT),
            read(ENGINE + "process-definition/{id}", COCKPIT),
            read(ENGINE + "process-definition/{id}/statistics", COCKPIT),
            read(ENGINE + "process-definition/{id}/xml", TASKLIST, COCKPIT),
            read(COCKPITS + "process-definition/statistics", COCKPIT),
            read(COCKPITS + "process-definition/statistics-count", COCKPIT),
            query(COCKPITS + "process-definition/{id}/called-process-definitions", COCKPIT),
            read(ENGINE + "case-definition/count", COCKPIT),
            read(ENGINE + "decision-definition", COCKPIT),
            read(ENGINE + "decision-definition/count", COCKPIT),
            read(ENGINE + "decision-requirements-definition", COCKPIT),
            read(ENGINE + "decision-requirements-definition/count", COCKPIT),
            read(ENGINE + "deployment", COCKPIT),
            read(ENGINE + "deployment/count", COCKPIT),
            read(ENGINE + "deployment/{id}/resources", COCKPIT),
            read(ENGINE + "deployment/{id}/resources/{id}", COCKPIT),
            read(ENGINE + "deployment/{id}/resources/{id}/data", COCKPIT),

            // what runs on them
            query(ENGINE + "process-instance", COCKPIT),
            query(ENGINE + "process-instance/count", COCKPIT),
            read(ENGINE + "process-instance/{id}", COCKPIT),
            read(ENGINE + "process-instance/{id}/activity-instances", COCKPIT),
            query(COCKPITS + "process-instance", COCKPIT),
            query(COCKPITS + "process-instance/count", COCKPIT),
            query(COCKPITS + "process-instance/{id}/called-process-instances", COCKPIT),
            query(COCKPITS + "incident/", COCKPIT),
            query(COCKPITS + "incident/count", COCKPIT),
            query(ENGINE + "variable-instance", COCKPIT),
            query(ENGINE + "variable-instance/count", COCKPIT),
            query(ENGINE + "external-task/count", COCKPIT),
            query(ENGINE + "job", COCKPIT),
            read(ENGINE + "job/count", COCKPIT),
            read(ENGINE + "job-definition", COCKPIT),
            read(ENGINE + "job-definition/count", COCKPIT),
            read(ENGINE + "job-definition/{id}", COCKPIT),
            query(ENGINE + "task", COCKPIT),
            query(ENGINE + "task/count", COCKPIT),
            read(ENGINE + "task/count", COCKPIT),
            read(ENGINE + "task/report/candidate-group-count", COCKPIT),
            query(ENGINE + "history/task/count", COCKPIT),
            read(ENGINE + "batch/statistics/", COCKPIT),
            read(ENGINE + "batch/statistics/count", COCKPIT),
            read(ENGINE + "history/batch", COCKPIT),
            read(ENGINE + "history/batch/count", COCKPIT),

            // people, as they stand in our own tables
            read(ENGINE + "user", COCKPIT, ADMIN),
            read(ENGINE + "user/count", ADMIN),
            options(ENGINE + "user/", ADMIN),
            read(ENGINE + "group", ADMIN),
            read(ENGINE + "group/{id}", ADMIN),
            options(ENGINE + "group/", ADMIN),
            read(ENGINE + "tenant", ADMIN),
            read(ENGINE + "tenant/count", ADMIN),
            read(ENGINE + "tenant/{id}", ADMIN),
            options(ENGINE + "tenant/", ADMIN),
            read(ENGINE + "authorization", ADMIN),
            read(ENGINE + "authorization/count", ADMIN),
            read(ENGINE + "authorization/check", ADMIN),
            read("admin/plugin/adminPlugins/default/metrics/aggregated", ADMIN));

    /** What lets this call through for somebody who may open these webapps; empty when nothing does. */
    static Optional<Allowed> of(String method, String sent, Set<Webapp> open) {
        return of(method, sent).filter(allowed -> allowed.askedBy.stream().anyMatch(open::contains));
    }

    /** What names this call; a word of the list is never taken for an id. */
    static Optional<Allowed> of(String method, String sent) {
        return LIST.stream()
                .filter(allowed -> allowed.method.equals(method)
                        && allowed.spelling.matcher(sent).matches())
                .min(Comparator.comparing(allowed -> allowed.path.split("\\{id}", -1).length));
    }

    @Override
    public String toString() {
        return method + " " + path;
    }

    private static Allowed read(String path, Webapp... askedBy) {
        return new Allowed(Call.READ, "GET", path, askedBy);
    }

    private static Allowed options(String path, Webapp... askedBy) {
        return new Allowed(Call.READ, "OPTIONS", path, askedBy);
    }

    private static Allowed query(String path, Webapp... askedBy) {
        return call(Call.QUERY, path, askedBy);
    }

    private static Allowed call(Call call, String path, Webapp... askedBy) {
        return new Allowed(call, "POST", path, askedBy);
    }

    private Allowed(Call call, String method, String path, Webapp... askedBy) {
        this(
                call,
                EnumSet.copyOf(List.of(askedBy)),
                method,
                path,
                Pattern.compile(Pattern.quote(ROOT + path).replace("{id}", "\\E" + ID + "\\Q")));
    }
}
