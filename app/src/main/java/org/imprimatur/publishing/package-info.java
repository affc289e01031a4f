/** The ledger of attempts, and the feed that this product serves itself. */
@ApplicationModule(
        displayName = "Publishing",
        allowedDependencies = {"approval", "assets", "people", "log", "content", "web", "text"})
@NullMarked
package org.imprimatur.publishing;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
