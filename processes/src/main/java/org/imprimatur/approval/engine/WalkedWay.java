package org.imprimatur.approval.engine;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.camunda.bpm.engine.history.HistoricActivityInstance;
import org.imprimatur.approval.Decision;
import org.imprimatur.approval.Evidence;
import org.imprimatur.approval.Way;
import org.imprimatur.approval.Way.Milestone;
import org.imprimatur.approval.Way.Progress;
import org.imprimatur.approval.Way.Step;
import org.jspecify.annotations.Nullable;

/** The visits of one instance, laid over the map of its model. */
final class WalkedWay {

    private final ModelMap map;
    private final List<HistoricActivityInstance> visits;
    private final Evidence evidence;

    /** @param visits oldest first */
    WalkedWay(ModelMap map, List<HistoricActivityInstance> visits, Evidence evidence) {
        this.map = map;
        this.visits = visits;
        this.evidence = evidence;
    }

    Way told(Ways.Model model) {
        return new Way(
                model.key(),
                model.version(),
                model.bpmn(),
                visits.stream().map(this::step).toList(),
                flows(),
                milestones());
    }

    private Step step(HistoricActivityInstance visit) {
        var decision = decision(visit);
        return new Step(
                visit.getActivityId(),
                map.name(visit.getActivityId()),
                visit.getActivityType(),
                visit.getStartTime().toInstant(),
                instant(visit.getEndTime()),
                asked(visit),
                by(visit),
                decision == null ? null : decision.verdict());
    }

    private @Nullable Decision decision(HistoricActivityInstance visit) {
        return visit.getTaskId() == null ? null : evidence.decisions().get(visit.getTaskId());
    }

    private List<String> asked(HistoricActivityInstance visit) {
        var task = visit.getTaskId();
        return task == null
                ? List.of()
                : List.copyOf(new TreeSet<>(evidence.asked().getOrDefault(task, Set.of())));
    }

    private @Nullable String by(HistoricActivityInstance visit) {
        var task = visit.getTaskId();
        if (task == null || visit.getEndTime() == null || visit.isCanceled()) {
            return null;
        }
        var decision = evidence.decisions().get(task);
        if (decision != null) {
            return decision.person();
        }
        var openedIn = evidence.rounds().get(task);
        return openedIn == null ? null : evidence.submitters().get(openedIn + 1);
    }

    /** A node was reached by that of its flows whose source was left last; what was interrupted led nowhere. */
    private Set<String> flows() {
        var taken = new TreeSet<String>();
        for (var i = 0; i < visits.size(); i++) {
            var into = map.into(visits.get(i).getActivityId());
            var source = lastLeft(into, i);
            into.stream().filter(flow -> flow.source().equals(source)).forEach(flow -> taken.add(flow.id()));
        }
        return taken;
    }

    private @Nullable String lastLeft(List<ModelMap.Flow> into, int before) {
        String last = null;
        var left = Instant.MIN;
        var reached = visits.get(before).getStartTime().toInstant();
        for (var visit : visits.subList(0, before)) {
            var end = instant(visit.getEndTime());
            if (end != null
                    && led(visit)
                    && !end.isAfter(reached)
                    && !end.isBefore(left)
                    && into.stream().anyMatch(flow -> flow.source().equals(visit.getActivityId()))) {
                last = visit.getActivityId();
                left = end;
            }
        }
        return last;
    }

    /** What was interrupted led nowhere; an event-based gateway is told as interrupted by the event it leads to. */
    private static boolean led(HistoricActivityInstance visit) {
        return !visit.isCanceled() || visit.getActivityType().equals("eventBasedGateway");
    }

    /** What lies ahead is told only while it can be reached. */
    private List<Milestone> milestones() {
        var ids = List.copyOf(map.milestones().keySet());
        var here = -1;
        for (var visit : visits) {
            if (ids.contains(visit.getActivityId())) {
                here = ids.indexOf(visit.getActivityId());
            }
        }
        var strip = new ArrayList<Milestone>();
        var reachable = over() ? here + 1 : ids.size();
        for (var i = 0; i < reachable; i++) {
            strip.add(milestone(ids.get(i), i, here));
        }
        return strip;
    }

    private Milestone milestone(String id, int index, int here) {
        var last = visits.stream()
                .filter(visit -> visit.getActivityId().equals(id))
                .reduce((first, second) -> second)
                .orElse(null);
        var progress = index > here || last == null ? Progress.AHEAD : index < here ? Progress.DONE : now(last);
        var round = (int) visits.stream()
                .filter(visit -> visit.getActivityId().equals(id))
                .count();
        return new Milestone(
                id,
                String.valueOf(map.milestones().get(id)),
                progress,
                Math.max(1, round),
                last == null || progress == Progress.AHEAD ? willBeAsked(id) : asked(last),
                last == null || progress == Progress.AHEAD ? null : by(last),
                last == null || progress == Progress.AHEAD ? null : at(last));
    }

    private List<String> willBeAsked(String id) {
        var brand = visits.isEmpty() ? null : visits.get(0).getTenantId();
        return brand == null ? List.of() : map.willAsk(id, brand);
    }

    /** The last milestone that was reached is now until the next one is, or the process is over. */
    private Progress now(HistoricActivityInstance last) {
        return last.getEndTime() != null && over() ? Progress.DONE : Progress.NOW;
    }

    /** The end of a part of the process is not its end. */
    private boolean over() {
        if (visits.isEmpty() || visits.stream().anyMatch(visit -> visit.getEndTime() == null)) {
            return false;
        }
        var end = visits.get(visits.size() - 1);
        return end.getActivityType().endsWith("EndEvent")
                && end.getProcessInstanceId().equals(end.getParentActivityInstanceId());
    }

    private static Instant at(HistoricActivityInstance visit) {
        var end = visit.getEndTime();
        return (end == null ? visit.getStartTime() : end).toInstant();
    }

    private static @Nullable Instant instant(@Nullable Date date) {
        return date == null ? null : date.toInstant();
    }
}
