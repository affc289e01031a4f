package org.imprimatur.connections;

import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import org.imprimatur.people.Person;
import org.imprimatur.proxy.ClientNetwork;
import org.imprimatur.web.ConcurrentCallLimit;
import org.jspecify.annotations.Nullable;
import org.springframework.util.unit.DataSize;

/**
 * How many large bodies are in memory at once, of one client and in all. What is made of a body while it is read takes
 * many times its bytes, and each thread may have one.
 */
final class LargeBodies {

    /** Smaller ones are not counted: all threads together may hold them. What people type is smaller. */
    static final DataSize LARGE = DataSize.ofKilobytes(32);

    /** Of memory for one: 512 KB as text and as a tree, and what is made of them; four times what was measured. */
    private static final long EACH = DataSize.ofMegabytes(24).toBytes();

    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final ConcurrentCallLimit limit;

    LargeBodies() {
        this((int) Math.max(4, Runtime.getRuntime().maxMemory() / EACH), PATIENCE);
    }

    /**
     * With other numbers than usual.
     *
     * @param atOnce large bodies of all clients; half of them may be of one
     * @param patience how long one waits for its turn
     */
    LargeBodies(int atOnce, Duration patience) {
        limit = new ConcurrentCallLimit(
                Math.max(1, atOnce / 2), atOnce, patience, atOnce, 2 * atOnce, ConcurrentCallLimit.Order.OLDEST_FIRST);
    }

    /** Who sends it: a person, as soon as that is known, or an address. */
    private static String client(HttpServletRequest request) {
        return request.getAttribute(Person.class.getName()) instanceof Person person
                ? "person " + person.id()
                : ClientNetwork.of(request.getRemoteAddr());
    }

    /** A body that may turn out to be large; of one request. */
    Turn turn(HttpServletRequest request) {
        return new Turn(request);
    }

    /** Counts one body, from when it is large until its request ends. */
    final class Turn implements AutoCloseable {

        private final HttpServletRequest request;
        private @Nullable String client;

        private Turn(HttpServletRequest request) {
            this.request = request;
        }

        /** Waits for its turn, once; false when there are too many. */
        boolean begin() {
            if (client == null) {
                var sender = client(request);
                if (!limit.begin(sender)) {
                    return false;
                }
                client = sender;
            }
            return true;
        }

        @Override
        public void close() {
            if (client != null) {
                limit.end(client);
                client = null;
            }
        }
    }
}
