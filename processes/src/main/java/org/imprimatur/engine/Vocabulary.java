package org.imprimatur.engine;

import java.util.Set;

/** The words that an expression in a model may use. */
public interface Vocabulary {

    /** Names of the variables that every instance carries from its start, so that none of them is ever missing. */
    Set<String> variables();
}
