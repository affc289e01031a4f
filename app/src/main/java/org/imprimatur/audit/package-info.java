/** Evidence for auditors. */
@ApplicationModule(
        displayName = "Audit",
        allowedDependencies = {"log", "people", "web"})
@NullMarked
package org.imprimatur.audit;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
