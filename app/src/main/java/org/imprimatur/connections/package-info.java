/**
 * What a client may hold: connections, time and memory, before anybody knows who it is. Limits of Tomcat's connections,
 * deadlines, the size of request bodies, and the host names that are answered.
 */
@ApplicationModule(
        displayName = "Connections",
        allowedDependencies = {"people", "proxy", "startup", "web"})
@NullMarked
package org.imprimatur.connections;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
