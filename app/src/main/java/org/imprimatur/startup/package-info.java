/** What a start needs before anything else: a database, an object store, UTC, and plain words when something is missing. */
@ApplicationModule(
        displayName = "Startup",
        allowedDependencies = {"assets", "time"})
@NullMarked
package org.imprimatur.startup;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
