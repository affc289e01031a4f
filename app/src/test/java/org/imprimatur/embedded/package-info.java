@NullMarked
package org.imprimatur.embedded;

import org.jspecify.annotations.NullMarked;
