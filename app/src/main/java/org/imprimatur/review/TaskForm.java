package org.imprimatur.review;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a form in Tasklist needs besides the preview: what it sends back, what it asks, and what it says afterwards.
 *
 * @param subject such as {@code post:<id>}
 * @param kind {@code post} or {@code asset}
 * @param version that is shown, and decided on or submitted
 * @param hash of the version to decide on; null for a draft
 * @param problems everything that keeps a draft from being submitted
 * @param question to be answered before a draft is submitted; null for none
 * @param done what is said after each verdict, by its word, and after {@code submit}
 * @param says other texts of the form, by key
 * @param zone of the person's account, in which times are read
 */
record TaskForm(
        String subject,
        String kind,
        int version,
        @Nullable String hash,
        List<String> problems,
        @Nullable Question question,
        Map<String, String> done,
        Map<String, String> says,
        String zone) {

    /**
     * Asks whether a draft is submitted although its slot may pass first.
     *
     * @param slot that is accepted, and no other
     */
    record Question(Instant slot, String words, String consequence, String accept) {}

    /** @param message what comes next, in one sentence; empty when nothing does */
    record Next(String message) {}
}
