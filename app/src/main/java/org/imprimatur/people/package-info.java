/** Brands, people, their roles and their tokens: the one truth about who may do what. */
@ApplicationModule(
        displayName = "People",
        allowedDependencies = {"approval", "log", "transaction", "text", "time"})
@NullMarked
package org.imprimatur.people;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
