package org.imprimatur.web;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Limits how many calls one client has in progress at a time, and all clients together. A client is whatever a caller
 * counts: a person, an account, an address. A few more calls wait in line for a short time, as the requests of one page
 * come together; any beyond are refused at once, so that nobody occupies all threads by waiting. Clients take turns.
 * Remembers only those that have a call in progress or in line.
 */
public final class ConcurrentCallLimit {

    /** Which calls of one client go first, and which are refused when its line is full. */
    public enum Order {
        /** The call that has waited longest goes first; a new one is refused. For clients that are known. */
        OLDEST_FIRST,
        /**
         * The newest call goes first; the one that has waited longest is refused for it. For clients that several people
         * may share: somebody who comes while another of them floods is served, and does not end behind the flood.
         */
        NEWEST_FIRST
    }

    private final int inProgress;
    private final int inLine;
    private final Duration patience;
    private final int inProgressInAll;
    private final int inLineInAll;
    private final Order order;

    private final Map<String, Client> clients = new LinkedHashMap<>();
    private long served;
    private int running;
    private int waiting;

    /**
     * Without a limit for all clients together.
     *
     * @param inProgress calls of one client at a time
     * @param inLine calls of one client that wait
     * @param patience how long one waits
     */
    public ConcurrentCallLimit(int inProgress, int inLine, Duration patience) {
        this(inProgress, inLine, patience, Integer.MAX_VALUE, Integer.MAX_VALUE, Order.OLDEST_FIRST);
    }

    /**
     * With a limit for all clients together. Then the line of one client is at most as long as there is still room for
     * others: alone it may use half of all, beside three others each has a fifth, and a fifth is left for a newcomer.
     *
     * @param inProgress calls of one client at a time
     * @param inLine calls of one client that wait
     * @param patience how long one waits
     * @param inProgressInAll calls of all clients at a time
     * @param inLineInAll calls of all clients that wait
     */
    public ConcurrentCallLimit(
            int inProgress, int inLine, Duration patience, int inProgressInAll, int inLineInAll, Order order) {
        this.inProgress = inProgress;
        this.inLine = inLine;
        this.patience = patience;
        this.inProgressInAll = inProgressInAll;
        this.inLineInAll = inLineInAll;
        this.order = order;
    }

    /**
     * Waits for the turn of a call.
     *
     * @return whether it may begin; {@link #end} must follow then
     */
    public boolean begin(String name) {
        return begin(name, giveUp -> {});
    }

    /**
     * Waits for the turn of a call that may be given up meanwhile.
     *
     * @param waiting takes the action that gives it up, from whatever thread
     * @return whether it may begin; {@link #end} must follow then
     */
    public boolean begin(String name, Consumer<Runnable> waiting) {
        var turn = enter(name);
        if (!turn.isDone()) {
            waiting.accept(() -> {
                if (leave(name, turn)) {
                    turn.complete(false);
                }
            });
        }
        try {
            return turn.get(patience.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException | ExecutionException late) {
            return !leave(name, turn);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return !leave(name, turn);
        }
    }

    private synchronized CompletableFuture<Boolean> enter(String name) {
        var client = clients.computeIfAbsent(name, unknown -> new Client());
        if (client.running < inProgress && running < inProgressInAll) {
            begun(client);
            return CompletableFuture.completedFuture(true);
        }
        var turn = new CompletableFuture<Boolean>();
        if (hasRoom(client)) {
            waiting++;
            client.line.addLast(turn);
        } else if (order == Order.NEWEST_FIRST && !client.line.isEmpty()) {
            client.line.removeFirst().complete(false);
            client.line.addLast(turn);
        } else {
            turn.complete(false);
            forgetUnused(name, client);
        }
        return turn;
    }

    private boolean hasRoom(Client client) {
        return client.line.size() < Math.min(inLine, inLineInAll - waiting);
    }

    private void begun(Client client) {
        running++;
        client.running++;
        client.served = ++served;
    }

    /** Whether this call left the line; if not, its turn or its refusal has come meanwhile. */
    private synchronized boolean leave(String name, CompletableFuture<Boolean> turn) {
        var client = clients.get(name);
        if (client != null && client.line.removeIf(each -> each == turn)) {
            waiting--;
            forgetUnused(name, client);
            return true;
        }
        return !turn.getNow(false);
    }

    /** Ends a call that was begun; any thread may do so. */
    public synchronized void end(String name) {
        var client = Objects.requireNonNull(clients.get(name), "No call of this client has begun");
        running--;
        client.running--;
        forgetUnused(name, client);
        next();
    }

    /** Gives the turn that has become free to the client that was served longest ago. */
    private void next() {
        Optional<Client> next = clients.values().stream()
                .filter(client -> client.running < inProgress && !client.line.isEmpty())
                .min(Comparator.comparingLong(client -> client.served));
        next.ifPresent(client -> {
            var turn = order == Order.NEWEST_FIRST ? client.line.removeLast() : client.line.removeFirst();
            waiting--;
            begun(client);
            turn.complete(true);
        });
    }

    private void forgetUnused(String name, Client client) {
        if (client.running == 0 && client.line.isEmpty()) {
            clients.remove(name);
        }
    }

    /** How many calls of a client wait. */
    synchronized int inLine(String name) {
        @Nullable Client client = clients.get(name);
        return client == null ? 0 : client.line.size();
    }

    /** How many clients are remembered. */
    public synchronized int size() {
        return clients.size();
    }

    /** The calls of one client. */
    private static final class Client {
        private final Deque<CompletableFuture<Boolean>> line = new ArrayDeque<>();
        private int running;

        /** Number of the latest turn that it got; 0 while it has had none. */
        private long served;
    }
}
