@NullMarked
package org.imprimatur.connections;

import org.jspecify.annotations.NullMarked;
