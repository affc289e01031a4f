/** Measures the house beside what it is built on. Every bench prints a table; none judges it. */
@NullMarked
package org.imprimatur.bench;

import org.jspecify.annotations.NullMarked;
