/** What an approval is: subjects, decisions, rounds and the gate. The engine lies behind {@link ApprovalProcess}. */
@ApplicationModule(displayName = "Approval", allowedDependencies = "inbox")
@NullMarked
package org.imprimatur.approval;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
