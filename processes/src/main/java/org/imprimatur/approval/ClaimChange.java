package org.imprimatur.approval;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A claim on a task of a subject that was made, given up or passed on.
 *
 * @param version of the subject that the task is about
 * @param before who had claimed the task until now; null when nobody had
 * @param by who changed it; null when the product did, because the owner may not decide any more
 */
public record ClaimChange(
        SubjectRef subject,
        String stepName,
        int version,
        Kind kind,
        @Nullable String before,
        @Nullable String by) {

    /** What became of the claim. */
    public enum Kind {
        CLAIMED,
        RELEASED,
        TAKEN_OVER;

        /** The word in the log: {@code taken_over}. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** The change in one line: the step, and whose claim it was when it was another person's. */
    public String detail() {
        return before == null || before.equals(by) ? stepName : stepName + ", from @" + before;
    }
}
