/** The demo brand, its people and its sample content; in embedded mode only. */
@ApplicationModule(
        displayName = "Demo",
        allowedDependencies = {"approval", "assets", "people", "content", "log", "library"})
@NullMarked
package org.imprimatur.demo;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
