package org.imprimatur.approval;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What our own tables know about a way, so that the engine need not be asked for people.
 *
 * @param decisions by task
 * @param submitters who submitted, by round
 * @param rounds of each task that was opened
 * @param asked who was asked, by open task
 * @param round the current one
 */
public record Evidence(
        Map<String, Decision> decisions,
        Map<Integer, String> submitters,
        Map<String, Integer> rounds,
        Map<String, Set<String>> asked,
        int round) {

    /** Every decision and opened task of one subject. */
    static Evidence of(
            Map<String, Decision> decisions,
            List<Round> rounds,
            List<OpenedStep> steps,
            Map<String, Set<String>> asked,
            int round) {
        var submitters = new HashMap<Integer, String>();
        rounds.forEach(each -> submitters.put(each.number(), each.submittedBy()));
        var roundOf = new HashMap<String, Integer>();
        steps.forEach(step -> roundOf.put(step.task(), step.round()));
        return new Evidence(decisions, submitters, roundOf, asked, round);
    }
}
