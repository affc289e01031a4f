/** The application: one package per feature. */
@NullMarked
package org.imprimatur;

import org.jspecify.annotations.NullMarked;
