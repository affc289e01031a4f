package org.imprimatur.content;

import java.time.Duration;
import java.time.Instant;

/**
 * A slot that may pass before everybody has decided.
 *
 * @param left the time until the slot
 * @param approvals how many approvals are still needed
 * @param words the same in one sentence
 */
public record TightSlot(Instant slot, Duration left, int approvals, String words) {}
