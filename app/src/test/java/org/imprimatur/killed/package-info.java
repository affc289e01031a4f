/**
 * What the product is worth when its processes are killed: clients work on it, a process dies in the middle, and whatever
 * was acknowledged must be there afterwards. {@code ./torture} runs it for as long as one likes.
 */
@NullMarked
package org.imprimatur.killed;

import org.jspecify.annotations.NullMarked;
