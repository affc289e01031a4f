package org.imprimatur.transaction;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.transaction.support.ResourceHolderSupport;
import org.springframework.transaction.support.ResourceHolderSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * What a transaction has read, by key. One step of a process runs many listeners, each of which asks for the same few
 * rows; the first one reads them and the others recall them. It ends with the transaction, rests while another one runs
 * inside it, and without a transaction nothing is remembered.
 *
 * <p>A repository that owns one says of each change that it makes what is true from now on: {@link #remember} or {@link
 * #forget}.
 */
public final class TransactionMemory<K, V> {

    /** What is remembered or else read, and then remembered; an absent row is read again the next time. */
    public Optional<V> recall(K key, Function<K, Optional<V>> read) {
        var remembered = Optional.ofNullable(memory()).map(memory -> memory.get(key));
        if (remembered.isPresent()) {
            return remembered;
        }
        var found = read.apply(key);
        found.ifPresent(value -> remember(key, value));
        return found;
    }

    /** The row is this now. */
    public void remember(K key, V value) {
        var memory = memory();
        if (memory != null) {
            memory.put(key, value);
        }
    }

    /** The row has changed. */
    public void forget(K key) {
        var memory = memory();
        if (memory != null) {
            memory.remove(key);
        }
    }

    /** Any row may have changed. */
    public void forgetAll() {
        var memory = memory();
        if (memory != null) {
            memory.clear();
        }
    }

    private @Nullable Map<K, V> memory() {
        if (!TransactionSynchronizationManager.isActualTransactionActive()
                || !TransactionSynchronizationManager.isSynchronizationActive()) {
            return null;
        }
        @SuppressWarnings("unchecked") // nobody else binds anything to this key
        var kept = (Kept<K, V>) TransactionSynchronizationManager.getResource(this);
        if (kept == null) {
            kept = new Kept<>();
            TransactionSynchronizationManager.bindResource(this, kept);
            TransactionSynchronizationManager.registerSynchronization(
                    new ResourceHolderSynchronization<>(kept, this) {});
        }
        return kept.rows;
    }

    private static final class Kept<K, V> extends ResourceHolderSupport {
        private final Map<K, V> rows = new HashMap<>();
    }
}
