/**
 * What mattered, one row each, written in the transaction in which it happened; and the chain that shows later whether
 * somebody changed it.
 */
@ApplicationModule(
        displayName = "Log",
        allowedDependencies = {"approval"})
@NullMarked
package org.imprimatur.log;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
