/** Deciding: the inbox, the task API, and the preview that Tasklist shows. */
@ApplicationModule(
        displayName = "Review",
        allowedDependencies = {"approval", "inbox", "people", "log", "web", "text"})
@NullMarked
package org.imprimatur.review;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
