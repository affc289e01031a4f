/** Who comes in: sign-in, sessions, tokens at the door, accounts, and the fence around Camunda's webapps. */
@ApplicationModule(
        displayName = "Access",
        allowedDependencies = {"approval", "inbox", "people", "log", "proxy", "web", "text", "time"})
@NullMarked
package org.imprimatur.access;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
