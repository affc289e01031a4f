/** What every page and every answer shares: the frame, errors told twice, words, times. */
@ApplicationModule(
        displayName = "Web",
        allowedDependencies = {"people", "inbox", "approval", "assets", "text"})
@NullMarked
package org.imprimatur.web;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
