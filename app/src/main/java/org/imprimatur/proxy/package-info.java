/** Behind a proxy that ends TLS or serves us under a prefix: whom to believe, and addresses that lead back through it. */
@ApplicationModule(
        displayName = "Proxy",
        allowedDependencies = {"startup"})
@NullMarked
package org.imprimatur.proxy;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
