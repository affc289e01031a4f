package org.imprimatur.idempotency;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.OptimisticLockingFailureException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionExecution;
import org.springframework.transaction.TransactionExecutionListener;

/**
 * The calls with a key that run on this node. Each transaction that a call's thread commits, and that has written
 * something, says so in the key's row, in the same commit: so the row tells exactly whether anything took effect. A call
 * that was thought dead and lost its key to another can commit nothing any more.
 */
@Component
class RunningCalls implements TransactionExecutionListener {

    private static final ThreadLocal<@Nullable ClaimedCall> MINE = new ThreadLocal<>();

    private final KeyRepository keys;
    private final Set<ClaimedCall> running = ConcurrentHashMap.newKeySet();

    RunningCalls(KeyRepository keys) {
        this.keys = keys;
    }

    void begin(ClaimedCall call) {
        running.add(call);
        MINE.set(call);
    }

    void end(ClaimedCall call) {
        MINE.remove();
        running.remove(call);
    }

    @Override
    public void beforeCommit(TransactionExecution transaction) {
        var call = MINE.get();
        if (call != null && !transaction.isReadOnly() && keys.wrote() && !keys.tookEffect(call)) {
            throw new OptimisticLockingFailureException("Another call took this Idempotency-Key over");
        }
    }

    /** Long calls, uploads mostly, keep their keys. */
    void hold() {
        var calls = Set.copyOf(running);
        if (!calls.isEmpty()) {
            keys.hold(calls);
        }
    }
}
