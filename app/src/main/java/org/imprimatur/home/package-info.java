/** The first page: what needs me, what moves, what goes out. */
@ApplicationModule(
        displayName = "Home",
        allowedDependencies = {"approval", "inbox", "assets", "people", "content", "log", "web"})
@NullMarked
package org.imprimatur.home;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
