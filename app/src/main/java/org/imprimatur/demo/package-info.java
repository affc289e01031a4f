/** The demo brand, its people and its sample content; in embedded mode only. */
@ApplicationModule(
        displayName = "Demo",
        allowedDependencies = {"approval", "inbox", "assets", "people", "content", "log"})
@NullMarked
package org.imprimatur.demo;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
