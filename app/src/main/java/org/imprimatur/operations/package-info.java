/** For whoever runs the product: is it well, how much waits, does the store agree with the database. */
@ApplicationModule(
        displayName = "Operations",
        allowedDependencies = {"approval", "assets", "engine", "inbox", "people", "publishing", "startup", "time", "web"
        })
@NullMarked
package org.imprimatur.operations;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
