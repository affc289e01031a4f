/**
 * PostgreSQL and an object store for a first try, started as children of this process and ended with it.
 *
 * <p>Both keep their files in the data folder and answer on loopback only. What they are made of lies in the folder
 * {@code lib-embedded}, never on the class path; an installation without that folder needs a database and a store of
 * its own. Other modules ask for this mode with {@link org.imprimatur.embedded.ConditionalOnEmbedded}.
 */
@ApplicationModule(
        displayName = "Embedded",
        allowedDependencies = {"assets", "startup"})
@NullMarked
package org.imprimatur.embedded;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
