/**
 * Looking into files, in child processes that can be killed: {@link org.imprimatur.assets.tika.IsolatedExaminer} is the
 * parent's side, {@link org.imprimatur.assets.tika.ExaminerProcess} the child's.
 */
@NullMarked
package org.imprimatur.assets.tika;

import org.jspecify.annotations.NullMarked;
