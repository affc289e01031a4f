/** Stand-ins for the application: people, subjects, an outlet and a clock. */
@NullMarked
package org.imprimatur.testing;

import org.jspecify.annotations.NullMarked;
