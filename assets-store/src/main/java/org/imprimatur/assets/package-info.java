/** What a file is, and where it lies. Knows brands and persons as plain ids, and no process and no post. */
@ApplicationModule(
        displayName = "Assets",
        allowedDependencies = {"search", "text"})
@NullMarked
package org.imprimatur.assets;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
