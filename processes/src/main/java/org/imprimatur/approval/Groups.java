package org.imprimatur.approval;

import java.util.Set;

/** Who belongs where, answered by the application's own tables and never by the engine's links. */
public interface Groups {

    /** The groups of a person, each {@code brand:role}; empty for somebody unknown or switched off. */
    Set<String> of(String person);
}
