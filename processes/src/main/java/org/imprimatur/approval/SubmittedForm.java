package org.imprimatur.approval;

import org.jspecify.annotations.Nullable;

/** A decision form as it came in from wherever, not yet checked. */
public record SubmittedForm(
        @Nullable String decision,
        @Nullable String hash,
        @Nullable String comment) {}
