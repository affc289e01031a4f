package org.imprimatur.connections;

import java.util.Comparator;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.imprimatur.connections.ClientConnection.Blocked;
import org.imprimatur.connections.ClientConnection.Phase;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * All open connections. Whoever holds too many loses the oldest that is unfinished, so that an attacker and a visitor
 * behind one address both get through: the visitor's request is finished before it is the oldest.
 */
final class OpenConnections {

    static final Logger log = LoggerFactory.getLogger(OpenConnections.class);

    private static final int CHECK_EVERY = 250; // ms
    private static final int REPORT_EVERY = 60_000 / CHECK_EVERY; // checks

    private final ConnectionLimits limits;
    private final Predicate<String> trustedProxy;
    private final Set<ClientConnection> all = ConcurrentHashMap.newKeySet();
    private final AtomicInteger blocked = new AtomicInteger();
    private final AtomicInteger closed = new AtomicInteger();
    private final CountDownLatch stopped = new CountDownLatch(1);

    /** @param trustedProxy whether an address is that of a proxy that we believe */
    OpenConnections(ConnectionLimits limits, Predicate<String> trustedProxy) {
        this.limits = limits;
        this.trustedProxy = trustedProxy;
    }

    ConnectionLimits limits() {
        return limits;
    }

    /** A client has connected. */
    void accepted(ClientConnection connection, String address) {
        all.add(connection);
        if (all.size() > limits.waitingPerAddress() && !trustedProxy.test(address)) {
            closeOldestWaiting(
                    limits.waitingPerAddress(), other -> other.network().equals(connection.network()));
        }
        if (all.size() > limits.almostAll()) {
            closeOldestWaiting(0, other -> other != connection);
        }
    }

    /** A connection is closed. */
    void released(Object connection) {
        all.remove(connection);
    }

    /** It is known whose request a connection carries. */
    void identified(ClientConnection connection) {
        if (all.size() > limits.unfinishedPerClient()) {
            closeOldestUnfinished(
                    limits.unfinishedPerClient(), other -> other.client().equals(connection.client()));
        }
        if (!connection.isSignedIn() && all.size() > limits.unfinishedAnonymous()) {
            closeOldestUnfinished(limits.unfinishedAnonymous(), other -> !other.isSignedIn());
        }
    }

    private void closeOldestUnfinished(int most, Predicate<ClientConnection> among) {
        var now = System.nanoTime();
        closeOne(
                most,
                connection -> connection.phase() == Phase.REQUEST && among.test(connection),
                Comparator.comparingLong(connection -> now - connection.busySince()));
    }

    /** A request begins to wait for its client. */
    void blocked(ClientConnection connection) {
        if (blocked.incrementAndGet() <= limits.blockedPerClient()) {
            return;
        }
        closeOldestBlocked(limits.blockedPerClient(), other -> other.client().equals(connection.client()));
        if (!connection.isSignedIn()) {
            closeOldestBlocked(limits.blockedAnonymous(), other -> !other.isSignedIn());
        }
        closeOldestBlocked(limits.blockedInAll(), other -> true);
    }

    /** It waits no more. */
    void unblocked() {
        blocked.decrementAndGet();
    }

    private void closeOldestWaiting(int most, Predicate<ClientConnection> among) {
        var now = System.nanoTime();
        closeOne(
                most,
                connection -> connection.phase() != Phase.REQUEST && among.test(connection),
                Comparator.comparingLong(connection -> now - connection.phaseSince()));
    }

    private void closeOldestBlocked(int most, Predicate<ClientConnection> among) {
        var now = System.nanoTime();
        closeOne(
                most,
                connection -> connection.isBlocked() != Blocked.NOT && among.test(connection),
                Comparator.comparing((ClientConnection connection) -> !connection.isSignedIn())
                        .thenComparingLong(connection -> now - connection.busySince()));
    }

    /** Closes the greatest of these connections when there are more than may be. */
    private synchronized void closeOne(
            int most, Predicate<ClientConnection> among, Comparator<ClientConnection> order) {
        var found = living().filter(among).toList();
        if (found.size() > most) {
            Optional<ClientConnection> greatest = found.stream().max(order);
            greatest.ifPresent(this::close);
        }
    }

    private Stream<ClientConnection> living() {
        return all.stream().filter(connection -> !connection.isAborted());
    }

    private void close(ClientConnection connection) {
        closed.incrementAndGet();
        connection.abort();
    }

    // ---- deadlines

    void start() {
        var watch = new Thread(this::watch, "connection-deadlines");
        watch.setDaemon(true);
        watch.start();
    }

    void stop() {
        stopped.countDown();
    }

    private void watch() {
        try {
            for (var checks = 1L; !stopped.await(CHECK_EVERY, TimeUnit.MILLISECONDS); checks++) {
                closeOverdue();
                if (checks % REPORT_EVERY == 0) {
                    report();
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Closes every connection whose client took longer than it may. */
    private void closeOverdue() {
        var now = System.nanoTime();
        living().filter(connection -> connection.isOverdue(limits, now)).forEach(this::close);
    }

    private void report() {
        var count = closed.getAndSet(0);
        if (count > 0) {
            log.info("{} connections were closed within a minute: too slow, or too many of one client", count);
        }
    }
}
