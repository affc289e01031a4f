/** Finds subjects of any kind by the words in them: one text per subject, one query language, one way to take text apart. */
@ApplicationModule(
        displayName = "Search",
        allowedDependencies = {"text"})
@NullMarked
package org.imprimatur.search;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
