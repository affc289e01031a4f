package org.imprimatur.review;

import org.imprimatur.approval.Decision;
import org.imprimatur.inbox.InboxItem;
import org.jspecify.annotations.Nullable;

/**
 * What an author submits by completing the task of a draft: the version that is saved now.
 *
 * @param brand its name
 * @param since what changed since the version submitted last; null when none was
 * @param asked the request for changes that this version answers; null when there was none
 */
record DraftView(
        InboxItem item,
        String brand,
        SubjectPages.Draft draft,
        Pane.@Nullable Since since,
        @Nullable Decision asked) {

    public int version() {
        return draft.version();
    }

    public Preview preview() {
        return draft.preview();
    }
}
