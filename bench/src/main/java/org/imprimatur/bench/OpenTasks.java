package org.imprimatur.bench;

import java.util.List;
import java.util.Set;
import org.imprimatur.content.Post;
import org.imprimatur.content.Posts;
import org.imprimatur.inbox.Inbox;
import org.imprimatur.people.People;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Many open tasks in little time: one post is really submitted, and every row that a query for its open task touches is
 * copied, in the engine's tables as in ours. Copies differ in their ids, due dates and groups; each is due a second after
 * the one before, and neighbours belong to different groups.
 */
final class OpenTasks {

    private OpenTasks() {}

    static void fill(House house, Set<String> brands, int count) {
        var creator = house.part(People.class).find("creator").orElseThrow();
        var post = house.part(Posts.class)
                .create(
                        House.BRAND,
                        new Posts.Draft(
                                "Winter cup is back",
                                List.of(new Post.Variant("feed", "A cup of it, from Monday on")),
                                List.of(),
                                null),
                        creator);
        house.part(Posts.class).submit(post.id(), null, creator);
        var first = house.part(Inbox.class).openFor(post.subject()).get(0).task();
        var jdbc = house.part(JdbcClient.class);
        house.part(TransactionTemplate.class).executeWithoutResult(status -> copy(jdbc, first, brands, count - 1));
        for (var table : List.of(
                "act_ru_execution",
                "act_ru_task",
                "act_ru_identitylink",
                "act_ru_authorization",
                "inbox_item",
                "inbox_candidate")) {
            jdbc.sql("vacuum analyze " + table).update();
        }
    }

    private static void copy(JdbcClient jdbc, String task, Set<String> brands, int copies) {
        jdbc.sql("""
                        create temporary table copied on commit drop as
                        select n, '-' || n as suffix, made.brand,
                               made.brand || ':' || (array['reviewer', 'brand-manager'])[1 + n % 2] as candidate
                        from generate_series(1, :copies) n
                        cross join lateral (select (cast(:brands as text[]))[1 + (n / 2) % :size] as brand) made""")
                .param("copies", copies)
                .param("brands", brands.toArray(String[]::new))
                .param("size", brands.size())
                .update();
        execute(jdbc, task, "act_ru_execution", """
                r.proc_inst_id_ = (select proc_inst_id_ from act_ru_task where id_ = :task)""", """
                'id_', r.id_ || suffix, 'proc_inst_id_', r.proc_inst_id_ || suffix, 'parent_id_', r.parent_id_ || suffix,
                'root_proc_inst_id_', r.root_proc_inst_id_ || suffix, 'tenant_id_', copied.brand""");
        execute(jdbc, task, "act_ru_task", "r.id_ = :task", """
                'id_', r.id_ || suffix, 'execution_id_', r.execution_id_ || suffix,
                'proc_inst_id_', r.proc_inst_id_ || suffix, 'due_date_', r.due_date_ + make_interval(secs => n),
                'tenant_id_', copied.brand""");
        execute(jdbc, task, "act_ru_identitylink", "r.task_id_ = :task", """
                'id_', r.id_ || suffix, 'task_id_', r.task_id_ || suffix, 'group_id_', copied.candidate, 'tenant_id_', copied.brand""");
        execute(jdbc, task, "act_ru_authorization", "r.resource_id_ = :task", """
                'id_', r.id_ || suffix, 'resource_id_', r.resource_id_ || suffix, 'group_id_', copied.candidate""");
        execute(jdbc, task, "inbox_item", "r.task = :task", """
                'task', r.task || suffix, 'subject', r.subject || suffix, 'brand', copied.brand,
                'due', r.due + make_interval(secs => n), 'candidates', array[copied.candidate]""");
        execute(jdbc, task, "inbox_candidate", "r.task = :task", """
                'task', r.task || suffix, 'brand', copied.brand, 'due', r.due + make_interval(secs => n),
                'candidate', copied.candidate""");
    }

    /** Copies whole rows without naming their columns; {@code changed} says what is different in a copy. */
    private static void execute(JdbcClient jdbc, String task, String table, String which, String changed) {
        jdbc.sql("""
                        insert into %1$s
                        select copy.* from %1$s r cross join copied
                        cross join lateral jsonb_populate_record(
                            null::%1$s, to_jsonb(r) || jsonb_build_object(%3$s)) copy
                        where %2$s""".formatted(table, which, changed)).param("task", task).update();
    }
}
