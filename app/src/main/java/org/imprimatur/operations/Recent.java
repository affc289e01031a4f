package org.imprimatur.operations;

import java.time.Duration;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Asks at most once in a while: a collector wants several numbers of one answer, and two may collect. */
class Recent<T> implements Supplier<T> {

    private static final Duration WHILE = Duration.ofSeconds(5);

    private final Supplier<T> source;
    private @Nullable T answer;
    private long asked;

    Recent(Supplier<T> source) {
        this.source = source;
    }

    @Override
    public synchronized T get() {
        var known = answer;
        if (known == null || System.nanoTime() - asked > WHILE.toNanos()) {
            known = source.get();
            answer = known;
            asked = System.nanoTime();
        }
        return known;
    }
}
