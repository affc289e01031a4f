/**
 * A POST that is sent twice under one {@code Idempotency-Key} takes effect once, on whichever node it arrives and
 * whatever crashes in between.
 */
@ApplicationModule(
        displayName = "Idempotency",
        allowedDependencies = {"web"})
@NullMarked
package org.imprimatur.idempotency;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
