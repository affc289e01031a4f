package org.imprimatur.access.engine;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Objects;
import org.camunda.bpm.engine.TaskService;
import org.imprimatur.approval.Claims;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.web.util.WebUtils;

/**
 * Gives a task back. Tasklist has a button for it, which the engine refuses to everyone who may only work on tasks; so it
 * is answered here, for whoever has the task and for nobody else.
 */
class Unclaim {

    private final ObjectProvider<TaskService> tasks;
    private final ObjectProvider<Claims> claims;

    Unclaim(ObjectProvider<TaskService> tasks, ObjectProvider<Claims> claims) {
        this.tasks = tasks;
        this.claims = claims;
    }

    /** Camunda's own check against forged requests comes after this, so it is made here as well. */
    void unclaim(HttpServletRequest request, String task, String caller) throws Refusal {
        var cookie = WebUtils.getCookie(request, "XSRF-TOKEN");
        if (cookie == null || !Objects.equals(cookie.getValue(), request.getHeader("X-XSRF-TOKEN"))) {
            throw new Refusal(403, "This call came without the page's token. Load the page again.");
        }
        var service = tasks.getObject();
        if (service.createTaskQuery().taskId(task).taskAssignee(caller).count() == 0) {
            throw new Refusal(403, "Only who has a task can give it back.");
        }
        claims.getObject().release(task, caller);
    }
}
