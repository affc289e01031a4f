/** Who comes in: sign-in, sessions, tokens at the door, and the fence around Camunda's webapps. */
@ApplicationModule(
        displayName = "Access",
        allowedDependencies = {"people", "web"})
@NullMarked
package org.imprimatur.access;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
