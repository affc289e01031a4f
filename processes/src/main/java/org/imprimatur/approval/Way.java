package org.imprimatur.approval;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The way of one subject through its model: what was passed, where it stands, what comes next on the approving way.
 *
 * @param model key of the model, {@code content-approval} for instance
 * @param modelVersion as deployed
 * @param bpmn the model itself, BPMN 2.0 XML with its diagram
 * @param steps every flow node that was entered, oldest first; a step in progress has no end
 * @param flows ids of the sequence flows that were taken
 * @param milestones the strip: passed, current and coming, in the model's order
 */
public record Way(
        String model, int modelVersion, String bpmn, List<Step> steps, Set<String> flows, List<Milestone> milestones) {

    /** What still lies ahead on the approving way. */
    public List<Milestone> ahead() {
        return milestones.stream()
                .filter(milestone -> milestone.progress() == Progress.AHEAD)
                .toList();
    }

    /** One visit of one flow node. {@code candidates} are the groups or persons asked; {@code by} is who did it. */
    public record Step(
            String id,
            String name,
            String type,
            Instant since,
            @Nullable Instant until,
            List<String> candidates,
            @Nullable String by,
            @Nullable Verdict verdict) {}

    /** One dot of the strip. */
    public record Milestone(
            String id,
            String name,
            Progress progress,
            int round,
            List<String> candidates,
            @Nullable String by,
            @Nullable Instant at) {}

    /** How far a milestone is. */
    public enum Progress {
        DONE,
        NOW,
        AHEAD
    }
}
