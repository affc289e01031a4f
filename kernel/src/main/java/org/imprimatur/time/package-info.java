/** Time zones by the rules of a known release of the IANA database, not those of the Java runtime. */
@ApplicationModule(
        displayName = "Time",
        allowedDependencies = {})
@NullMarked
package org.imprimatur.time;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
