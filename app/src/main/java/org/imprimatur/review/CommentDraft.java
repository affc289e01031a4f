package org.imprimatur.review;

import java.time.Instant;

/** A comment on an open task that was typed and not sent yet. */
record CommentDraft(String comment, Instant savedAt) {}
