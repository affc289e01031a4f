package org.imprimatur.connections;

import java.io.IOException;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.apache.tomcat.util.net.NioChannel;
import org.apache.tomcat.util.net.NioEndpoint;
import org.imprimatur.proxy.ClientNetwork;
import org.jspecify.annotations.Nullable;

/**
 * One connection of a client, which knows what it waits for and for how long. Tomcat's own time-outs start anew with
 * every byte, so a client that sends one now and then would hold a connection for ever.
 */
final class ClientConnection extends NioEndpoint.NioSocketWrapper {

    /** What the connection is doing. */
    enum Phase {
        /** Open between two requests. */
        IDLE,
        /** Just connected, or request headers have begun to come in. */
        HEADERS,
        /** A request is being answered. */
        REQUEST
    }

    /** Which way a request waits for its client, if it does. */
    enum Blocked {
        NOT,
        READING,
        WRITING
    }

    private static final ThreadLocal<@Nullable ClientConnection> CURRENT = new ThreadLocal<>();

    private final OpenConnections open;
    private final SocketChannel channel;
    private final String network;

    private volatile Phase phase = Phase.HEADERS;
    private volatile long phaseSince = System.nanoTime();
    private volatile long busySince = phaseSince;
    private volatile Blocked blocked = Blocked.NOT;
    private volatile long blockedSince;
    private volatile boolean queued;
    private volatile boolean aborted;

    private volatile String client;
    private volatile boolean signedIn;
    private volatile @Nullable Runnable whenBlocked;
    private volatile @Nullable Runnable whenAborted;
    private final Wait reading = new Wait();
    private final Wait writing = new Wait();

    /** @param address the other end of the socket, as Java writes addresses */
    ClientConnection(
            NioChannel nio, NioEndpoint endpoint, OpenConnections open, SocketChannel channel, String address) {
        super(nio, endpoint);
        this.open = open;
        this.channel = channel;
        this.network = ClientNetwork.of(address);
        this.client = network;
    }

    /** The connection whose request this thread is answering; empty outside of a request. */
    static Optional<ClientConnection> current() {
        return Optional.ofNullable(CURRENT.get());
    }

    static void enter(ClientConnection connection) {
        connection.queued = false;
        if (connection.phase == Phase.IDLE) { // a new one counts from when it was accepted: threads start in any order
            connection.busySince = System.nanoTime();
        }
        CURRENT.set(connection);
    }

    static void leave() {
        CURRENT.remove();
    }

    // ---- what happens to it

    /** Something came from the client and waits for a thread of ours, which is not the client's delay. */
    void queued() {
        queued = true;
    }

    /** Headers are complete: from here on a thread works for this request. */
    void requestBegan() {
        reading.reset();
        writing.reset();
        signedIn = false;
        whenBlocked = null;
        whenAborted = null;
        client = network;
        turn(Phase.REQUEST);
    }

    /** The response is complete. */
    void requestEnded() {
        turn(Phase.IDLE);
    }

    /** @param address of the client, behind whatever proxies we trust */
    void from(String address) {
        client = ClientNetwork.of(address);
        open.identified(this);
    }

    /**
     * The request brings what somebody signed in brought before. It counts as theirs at once: until the session is read, a
     * flood would take it for the oldest of those who are not signed in.
     *
     * @param credential a digest of it
     */
    void recognized(String credential) {
        client = "credential " + credential;
        signedIn = true;
        open.identified(this);
    }

    /** The request turned out to be of somebody who is signed in. */
    void signedIn(String person) {
        client = "person " + person;
        signedIn = true;
        open.identified(this);
    }

    /** @param action runs as soon as this request waits for its client, if it ever does; once or more often */
    void whenBlocked(Runnable action) {
        whenBlocked = action;
    }

    /** @param action runs as soon as this connection is aborted, if it ever is; once or more often */
    void whenAborted(Runnable action) {
        whenAborted = action;
        if (aborted) {
            action.run();
        }
    }

    private void turn(Phase next) {
        phaseSince = System.nanoTime();
        phase = next;
    }

    /**
     * Ends the connection from another thread than its own. Whoever waits for the client wakes up, finds the socket
     * closed and gives its thread back.
     */
    void abort() {
        aborted = true;
        var action = whenAborted;
        if (action != null) {
            action.run();
        }
        try {
            channel.setOption(StandardSocketOptions.SO_LINGER, 0); // what is still unsent is thrown away, too
            channel.shutdownOutput(); // first, or whoever finds the input closed would still answer
            channel.shutdownInput();
        } catch (IOException | UnsupportedOperationException gone) {
            OpenConnections.log.trace("The client was faster", gone);
        }
    }

    // ---- what Tomcat does with it

    /** Waits only when nothing is there: on a busy machine a thread that is not waiting for its client is slow, too. */
    @Override
    public int read(boolean block, byte[] bytes, int offset, int length) throws IOException {
        var read = arrived(super.read(false, bytes, offset, length));
        if (!block || read > 0) {
            return reading.passed(read);
        }
        block(Blocked.READING);
        try {
            return reading.passed(super.read(true, bytes, offset, length));
        } finally {
            unblock(reading);
        }
    }

    @Override
    public int read(boolean block, ByteBuffer to) throws IOException {
        var read = arrived(super.read(false, to));
        if (!block || read > 0) {
            return reading.passed(read);
        }
        block(Blocked.READING);
        try {
            return reading.passed(super.read(true, to));
        } finally {
            unblock(reading);
        }
    }

    @Override
    protected void doWrite(boolean block, ByteBuffer from) throws IOException {
        var length = from.remaining();
        super.doWrite(false, from);
        if (block && from.hasRemaining()) {
            block(Blocked.WRITING);
            try {
                super.doWrite(true, from);
            } finally {
                unblock(writing);
            }
        }
        writing.passed(length - from.remaining());
    }

    private int arrived(int read) {
        if (read > 0 && phase == Phase.IDLE) {
            turn(Phase.HEADERS);
        }
        return read;
    }

    private void block(Blocked direction) {
        blockedSince = System.nanoTime();
        blocked = direction;
        var action = whenBlocked;
        if (action != null) {
            action.run();
        }
        open.blocked(this);
    }

    private void unblock(Wait wait) {
        wait.add(System.nanoTime() - blockedSince);
        blocked = Blocked.NOT;
        open.unblocked();
    }

    // ---- what others ask it

    boolean isAborted() {
        return aborted;
    }

    Phase phase() {
        return phase;
    }

    Blocked isBlocked() {
        return blocked;
    }

    /** The address at the other end of the socket, an IPv6 /64 as one. */
    String network() {
        return network;
    }

    /** Who holds it: a signed-in person, else an address. */
    String client() {
        return client;
    }

    boolean isSignedIn() {
        return signedIn;
    }

    /** When it turned to what it is doing; in nanoseconds of {@link System#nanoTime}. */
    long phaseSince() {
        return phaseSince;
    }

    /** When it began to work without a pause, for one request or for several that were sent at once. */
    long busySince() {
        return busySince;
    }

    /** How long its request has waited for the client until now, in nanoseconds. */
    long waited(long now) {
        return switch (blocked) {
            case NOT -> 0;
            case READING -> reading.nanos + now - blockedSince;
            case WRITING -> writing.nanos + now - blockedSince;
        };
    }

    /** Whether its client took longer than it may. */
    boolean isOverdue(ConnectionLimits limits, long now) {
        if (phase == Phase.HEADERS) {
            return !queued && now - phaseSince > limits.headersWithin().toNanos();
        }
        if (blocked == Blocked.NOT) {
            return false;
        }
        var bytes = blocked == Blocked.READING ? reading.bytes : writing.bytes;
        var prolonged = signedIn || blocked == Blocked.WRITING
                ? Duration.ofNanos(TimeUnit.SECONDS.toNanos(1) * bytes / limits.slowest())
                : Duration.ZERO;
        return waited(now) > limits.waitAtMost().plus(prolonged).toNanos();
    }

    /** How long one direction of a request has waited, and for how many bytes; changed by the request's thread alone. */
    private static final class Wait {
        private volatile long nanos;
        private volatile long bytes;

        void reset() {
            nanos = 0;
            bytes = 0;
        }

        void add(long more) {
            var before = nanos;
            nanos = before + more;
        }

        int passed(int more) {
            var before = bytes;
            bytes = before + Math.max(0, more);
            return more;
        }
    }
}
