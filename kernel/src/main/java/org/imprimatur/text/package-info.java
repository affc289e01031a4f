/** Rules of Unicode for what people type: when it is empty, when it is the same, what may stand in one line. */
@ApplicationModule(
        displayName = "Text",
        allowedDependencies = {})
@NullMarked
package org.imprimatur.text;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
