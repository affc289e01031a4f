/** Posts: drafts, versions, slots, channels, and the document that is signed. */
@ApplicationModule(
        displayName = "Content",
        allowedDependencies = {
            "approval",
            "inbox",
            "assets",
            "people",
            "review",
            "log",
            "web",
            "transaction",
            "search",
            "text",
            "time"
        })
@NullMarked
package org.imprimatur.content;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
