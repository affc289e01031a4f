/** What runs inside a child process. */
@NullMarked
package org.imprimatur.embedded.leash;

import org.jspecify.annotations.NullMarked;
