package org.imprimatur.embedded;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.imprimatur.startup.CannotStart;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A server that lives as our child and on our data: starts beside us, is started again if it dies, ends with us. What
 * an earlier life of ours has left running on the same data is ended first.
 */
abstract class Server implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Server.class);

    /** How long a server may take to say that it is there; replaying a log after a crash takes its time. */
    private static final Duration TO_ANSWER = Duration.ofMinutes(5);

    /** How long a server that ends at once is started again: what its predecessor held is freed within that time. */
    private static final Duration TO_SETTLE = Duration.ofSeconds(20);

    private static final Duration ORPHANS_TO_END = Duration.ofSeconds(30);
    private static final Duration BETWEEN_TRIES = Duration.ofSeconds(5);
    private static final Duration PAUSE = Duration.ofMillis(50);

    protected final DataFolder data;
    private final String name;
    private final Path log;

    private int port;
    private @Nullable Child child;
    private boolean answered;
    private boolean everAnswered;
    private volatile boolean closed;

    /** @param name a word for people and for file names */
    protected Server(DataFolder data, String name) {
        this.data = data;
        this.name = name;
        this.log = data.folder("log").resolve(name + ".log");
    }

    /** Makes ready what the server works on; runs once, with no server of an earlier life left. */
    abstract void prepare();

    /** Program and arguments, up to but without our way to keep it on a leash. */
    abstract List<String> command(int port);

    abstract Path workingFolder();

    /** Whether it serves us, and us alone. */
    abstract boolean answers(int port);

    /** Whether a process is this server on this data folder, beyond doubt. */
    abstract boolean isOurs(Running process);

    /** Asks an orphan to end as gently as is safe. */
    abstract void ask(Running orphan);

    /** Sets it going and returns at once, so that several can start side by side. */
    final synchronized void launch() {
        endOrphans();
        prepare();
        port = data.port(name);
        child = Child.start(command(port), workingFolder(), log);
    }

    /** @return the port on which it answers */
    final synchronized int awaitAnswer() {
        Instant begin = Instant.now();
        while (!answered && !closed) {
            if (child == null || !child.isAlive()) {
                startAgain(begin);
            } else if (answers(port)) {
                answered = true;
                everAnswered = true;
                child.whenEnded(this::revive);
            } else if (begin.plus(TO_ANSWER).isBefore(Instant.now())) {
                throw new CannotStart("The embedded " + name + " does not answer; its log is " + log + ".");
            }
            pause();
        }
        return port;
    }

    private void startAgain(Instant begin) {
        if (begin.plus(TO_SETTLE).isBefore(Instant.now())) {
            throw new CannotStart("The embedded " + name + " does not start. It says: "
                    + (child == null ? "nothing" : child.lastWords()) + " (its log is " + log + ")");
        }
        if (!everAnswered) {
            port = data.port(name);
        }
        child = Child.start(command(port), workingFolder(), log);
    }

    /**
     * It died while we live; whoever uses it keeps its address, so it comes back there. Never given up, since what keeps
     * it, a full disk for instance, may be mended while we run.
     */
    private synchronized void revive() {
        if (closed) {
            return;
        }
        LOG.warn("The embedded {} ended unexpectedly and is started again; its log is {}", name, log);
        answered = false;
        while (!answered && !closed) {
            try {
                endOrphans();
                awaitAnswer();
            } catch (RuntimeException e) {
                LOG.error("The embedded {} does not come back and is tried again: {}", name, e.getMessage());
                rest();
            }
        }
    }

    private void rest() {
        Instant end = Instant.now().plus(BETWEEN_TRIES);
        while (!closed && Instant.now().isBefore(end)) {
            pause();
        }
    }

    private void endOrphans() {
        List<Running> orphans = Running.where(this::isOurs);
        if (!orphans.isEmpty()) {
            LOG.info("Ending what an earlier start left of the embedded {}: {}", name, orphans);
            Instant end = Instant.now().plus(ORPHANS_TO_END);
            while (!orphans.isEmpty() && Instant.now().isBefore(end)) {
                orphans.forEach(this::ask); // more than once: a server that only begins may not have heard it
                pause();
                orphans = Running.where(this::isOurs);
            }
            orphans.forEach(orphan -> orphan.handle().destroyForcibly());
        }
    }

    private static void pause() {
        LockSupport.parkNanos(PAUSE.toNanos());
        if (Thread.currentThread().isInterrupted()) {
            throw new CannotStart("Interrupted");
        }
    }

    @Override
    public final void close() {
        closed = true;
        synchronized (this) {
            if (child != null) {
                child.close();
            }
            endOrphans();
        }
    }
}
