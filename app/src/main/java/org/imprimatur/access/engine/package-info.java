/** The fence around Camunda's webapps and their REST, and the one sign-in that they share with the portal. */
@NullMarked
package org.imprimatur.access.engine;

import org.jspecify.annotations.NullMarked;
