/** A third kind of subject, in tests alone: what it takes to add one is in this package and nowhere else. */
@NullMarked
package org.imprimatur.slogan;

import org.jspecify.annotations.NullMarked;
