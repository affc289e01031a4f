/** The engine reads people, groups and tenants from our tables; it keeps none of its own. */
@NullMarked
package org.imprimatur.people.engine;

import org.jspecify.annotations.NullMarked;
