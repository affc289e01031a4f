@NullMarked
package org.imprimatur.startup;

import org.jspecify.annotations.NullMarked;
