package org.imprimatur.bench;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.camunda.bpm.engine.ProcessEngineException;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.task.Task;
import org.camunda.bpm.engine.task.TaskQuery;
import org.imprimatur.engine.EngineIdentity;
import org.imprimatur.inbox.Inbox;
import org.imprimatur.inbox.InboxItem;
import org.imprimatur.people.Brand;
import org.imprimatur.people.People;
import org.imprimatur.people.Person;
import org.imprimatur.people.Role;

/**
 * The first page of the inbox beside the engine's own authorized task query: the same person, the same rows in the same
 * order, on the same engine with the settings that we gave it.
 */
final class InboxBench implements Bench {

    private static final int PAGE = 50;
    private static final Duration SLICE = Duration.ofMillis(1_500);
    private static final List<Role> DECIDING = List.of(Role.REVIEWER, Role.BRAND_MANAGER);

    @Override
    public void run(Settings settings) throws Exception {
        var tasks = settings.number("tasks", 50_000);
        var brands = settings.number("groups", 50) / DECIDING.size();
        var pairs = settings.number("pairs", 12);
        var statements = new Statements();
        try (var house = House.open(statements, "--imprimatur.cataloging.workers=0")) {
            var people = house.part(People.class);
            var names = brands(people, brands);
            var everywhere = house.welcome(
                    "everywhere",
                    names.stream().collect(Collectors.toMap(brand -> brand, brand -> Set.copyOf(DECIDING))));
            var reviewer = people.find("reviewer").orElseThrow();
            var begin = Instant.now();
            OpenTasks.fill(house, names, tasks);
            System.out.printf(
                    "%d open tasks of %d groups, made in %d s%n",
                    tasks,
                    brands * DECIDING.size(),
                    Duration.between(begin, Instant.now()).toSeconds());
            var sides = new Sides(house);
            for (var person : List.of(reviewer, everywhere)) {
                System.out.printf(
                        "%n%s is in %d of the groups: %d tasks%n",
                        person.id(), person.groups().size(), sides.inbox.count(person.id(), person.groups(), null));
                if (sides.engineAnswers(person)) {
                    Pairs.measure(
                            "inbox",
                            () -> rate(() -> sides.ours(person)),
                            "engine",
                            () -> rate(() -> sides.theirs(person)),
                            "pages/s",
                            pairs);
                    statements.explain("the engine's query for " + person.id(), () -> sides.theirs(person));
                } else {
                    System.out.printf(
                            "The engine's query does not answer within the time limit of a statement;"
                                    + " the inbox answers %.0f times a second%n",
                            rate(() -> sides.ours(person)));
                }
                statements.explain("inbox of " + person.id(), () -> sides.ours(person));
                statements.explain(
                        "how much waits for " + person.id(),
                        () -> sides.inbox.count(person.id(), person.groups(), null));
            }
        }
    }

    private static Set<String> brands(People people, int count) {
        var names = new TreeSet<String>();
        names.add(House.BRAND);
        for (var number = 1; number < count; number++) {
            var name = "brand-%02d".formatted(number);
            people.createBrand(new Brand(name, name, ZoneId.of("UTC")), null);
            names.add(name);
        }
        return names;
    }

    /** Pages per second, one after the other. */
    private static double rate(Runnable page) {
        var begin = System.nanoTime();
        var pages = 0;
        var spent = 0L;
        do {
            page.run();
            pages++;
            spent = System.nanoTime() - begin;
        } while (spent < SLICE.toNanos());
        return pages / (spent / 1e9);
    }

    /** Both ways to the same rows. */
    private static final class Sides {

        private final Inbox inbox;
        private final TaskService tasks;
        private final EngineIdentity identity;

        Sides(House house) {
            inbox = house.part(Inbox.class);
            tasks = house.part(TaskService.class);
            identity = house.part(EngineIdentity.class);
        }

        List<InboxItem> ours(Person person) {
            return inbox.of(person.id(), person.groups(), Inbox.Filter.ALL, null, PAGE)
                    .items();
        }

        /** As Tasklist asks: what my groups may take, whether somebody took it or not. */
        List<Task> theirs(Person person) {
            return identity.as(person.id(), person.groups(), () -> asked(person).listPage(0, PAGE));
        }

        private TaskQuery asked(Person person) {
            return tasks.createTaskQuery()
                    .taskCandidateGroupIn(List.copyOf(person.groups()))
                    .includeAssignedTasks()
                    .orderByDueDate()
                    .asc()
                    .orderByTaskId()
                    .asc();
        }

        /** @throws IllegalStateException when it answers other rows than ours */
        boolean engineAnswers(Person person) {
            var our = ours(person).stream().map(InboxItem::task).toList();
            List<String> their;
            try {
                their = theirs(person).stream().map(Task::getId).toList();
            } catch (ProcessEngineException e) {
                return false; // cut off by the time limit that every statement has
            }
            if (!our.equals(their) || our.size() != PAGE) {
                throw new IllegalStateException("Other rows: " + our + " and " + their);
            }
            return true;
        }
    }
}
