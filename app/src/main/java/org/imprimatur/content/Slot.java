package org.imprimatur.content;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;

/**
 * When a post wishes to go out: the wall clock that was meant, and the instant that it is.
 *
 * @param zone a region id of the IANA database, never a bare offset
 * @param offset which of two equal hours is meant when a clock change doubles it; null everywhere else
 */
public record Slot(
        LocalDateTime local, ZoneId zone, @Nullable ZoneOffset offset, Instant instant) {}
