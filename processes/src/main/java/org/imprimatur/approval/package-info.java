/**
 * What an approval is: subjects, decisions, rounds and the gate. The engine lies behind {@link
 * org.imprimatur.approval.ApprovalProcess}; what happens in it comes in through {@link
 * org.imprimatur.approval.Proceedings}.
 */
@ApplicationModule(
        displayName = "Approval",
        allowedDependencies = {"inbox", "engine", "transaction", "text"})
@NullMarked
package org.imprimatur.approval;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
