package org.imprimatur.web;

import java.io.IOException;
import java.util.Optional;

/** A request body has more bytes than are read. Said by {@link Problems} to whoever sends it. */
public final class BodyTooLarge extends IOException {

    private final long limit;

    /** @param limit in bytes */
    public BodyTooLarge(long limit) {
        super("The request body has more than " + limit + " bytes");
        this.limit = limit;
    }

    /** In bytes. */
    public long limit() {
        return limit;
    }

    /** The one that led to a failure, if one did. */
    public static Optional<BodyTooLarge> in(Throwable failure) {
        for (var cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof BodyTooLarge found) {
                return Optional.of(found);
            }
        }
        return Optional.empty();
    }
}
