/** PostgreSQL and an object store for a first try, started as children of this process. */
@ApplicationModule(
        displayName = "Embedded",
        allowedDependencies = {"assets"})
@NullMarked
package org.imprimatur.embedded;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
