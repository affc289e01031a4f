/** What belongs to one transaction and ends with it. */
@ApplicationModule(
        displayName = "Transaction",
        allowedDependencies = {})
@NullMarked
package org.imprimatur.transaction;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
