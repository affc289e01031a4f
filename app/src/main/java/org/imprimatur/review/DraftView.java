package org.imprimatur.review;

import java.util.List;
import org.imprimatur.FieldError;
import org.imprimatur.approval.Decision;
import org.imprimatur.content.Proof;
import org.imprimatur.content.TightSlot;
import org.imprimatur.inbox.InboxItem;
import org.jspecify.annotations.Nullable;

/**
 * What an author submits by completing the task of a draft: the version that is saved now.
 *
 * @param brand its name
 * @param since what changed since the version submitted last; null when none was
 * @param asked the request for changes that this version answers; null when there was none
 * @param problems everything that keeps it from being submitted; empty when nothing does
 * @param tight the warning that its slot may pass first; null when it can be met as usual
 */
record DraftView(
        InboxItem item,
        String brand,
        String title,
        int version,
        Proof proof,
        Pane.@Nullable Since since,
        @Nullable Decision asked,
        List<FieldError> problems,
        @Nullable TightSlot tight) {}
