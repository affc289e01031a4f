package org.imprimatur.review;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a form in Tasklist needs besides the preview: what it sends back, what it asks, and what it says afterwards.
 *
 * @param subject such as {@code post:<id>}
 * @param versioned whether versions of it are counted
 * @param version that is shown, and decided on or submitted
 * @param hash of the version to decide on; null for a draft
 * @param problems everything that keeps a draft from being submitted
 * @param choices what may be decided, in the order in which it is offered
 * @param question to be answered before a draft is submitted; null for none
 * @param done what is said after each verdict, by its word, and after {@code submit}
 * @param says other texts of the form, by key
 * @param zone of the person's account, in which times are read
 */
record TaskForm(
        String subject,
        boolean versioned,
        int version,
        @Nullable String hash,
        List<String> problems,
        List<Choice> choices,
        SubjectPages.@Nullable Question question,
        Map<String, String> done,
        Map<String, String> says,
        String zone) {

    /**
     * One of the decisions that may be made.
     *
     * @param decision the word that is sent back
     * @param follows what follows from it, in a few words
     */
    record Choice(String decision, String label, String follows) {}

    /** @param message what comes next, in one sentence; empty when nothing does */
    record Next(String message) {}
}
