package org.imprimatur.access.engine;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The allow list of Camunda's REST: what Tasklist needs to work, and what Cockpit and Admin need to be read. Paths are
 * compared as they were sent: another spelling of the same path is another path, and so is refused.
 */
enum Allowed {

    /** Reads that carry no body. */
    READ(
            "GET|HEAD|OPTIONS",
            "engine/engine/?",
            "engine/version",
            "engine/engine/default/(authorization|batch|case-definition|case-execution|case-instance|decision-definition"
                    + "|decision-requirements-definition|deployment|event-subscription|execution|external-task|filter|group"
                    + "|history|identity|incident|job|job-definition|metrics|process-definition|process-instance|task|tenant"
                    + "|user|variable-instance|version)(/.*)?",
            "(admin|cockpit|tasklist|welcome)/plugin/.*",
            "admin/auth/user/default"),

    /** Queries that are too long for an address. */
    QUERY(
            "POST",
            "engine/engine/default/(execution|external-task|job|job-definition|process-instance|task|user|group"
                    + "|variable-instance)(/count)?",
            "engine/engine/default/history/[a-z-]+(/count)?",
            "engine/engine/default/filter/[^/]+/(list|singleResult|count)",
            "cockpit/plugin/base/default/[a-z-]+(/count|/[^/]+/[a-z-]+(/count)?)?"),

    CLAIM("POST", "engine/engine/default/task/[^/]+/claim"),

    UNCLAIM("POST", "engine/engine/default/task/[^/]+/unclaim"),

    /** The one way to decide, and to finish a draft. */
    FINISH("POST", "engine/engine/default/task/[^/]+/(complete|submit-form)");

    static final String ROOT = "/camunda/api/";

    private final Pattern methods;
    private final Pattern path;

    Allowed(String methods, String... paths) {
        this.methods = Pattern.compile(methods);
        this.path = Pattern.compile(Pattern.quote(ROOT) + "("
                + String.join(
                        "|", Arrays.stream(paths).map(one -> "(" + one + ")").toList()) + ")");
    }

    static Optional<Allowed> of(String method, String path) {
        return List.of(values()).stream()
                .filter(rule -> rule.methods.matcher(method).matches()
                        && rule.path.matcher(path).matches())
                .findFirst();
    }
}
