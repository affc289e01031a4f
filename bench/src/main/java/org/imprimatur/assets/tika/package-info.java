/** What the bench of cataloging needs from inside the module. */
@NullMarked
package org.imprimatur.assets.tika;

import org.jspecify.annotations.NullMarked;
