/** What mattered, one row each, written in the transaction in which it happened. */
@ApplicationModule(
        displayName = "Log",
        allowedDependencies = {})
@NullMarked
package org.imprimatur.log;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
