package org.imprimatur.approval;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A round with the slot it was submitted for.
 *
 * @param slot null means as soon as it is approved
 */
public record Frozen(Round round, @Nullable Instant slot) {}
