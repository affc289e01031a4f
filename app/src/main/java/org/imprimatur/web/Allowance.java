package org.imprimatur.web;

import java.time.Duration;

/**
 * How often something may be tried.
 *
 * @param inARow tries without any wait
 * @param oneMoreAfter how long it takes until one of them is forgotten
 */
public record Allowance(int inARow, Duration oneMoreAfter) {

    /** How far ahead of now the tries so far may reach, with one more still allowed. */
    public Duration allButOne() {
        return oneMoreAfter.multipliedBy(inARow - 1L);
    }
}
