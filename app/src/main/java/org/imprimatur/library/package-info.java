/** The asset portal: uploads, the catalog for people, and asset approval. */
@ApplicationModule(
        displayName = "Library",
        allowedDependencies = {"assets", "approval", "inbox", "people", "content", "review", "log", "web", "text"})
@NullMarked
package org.imprimatur.library;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
