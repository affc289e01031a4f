/** The tasks that wait for somebody, as our own indexed rows: one query a page, whatever the engine holds. */
@ApplicationModule(
        displayName = "Inbox",
        allowedDependencies = {"transaction"})
@NullMarked
package org.imprimatur.inbox;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
