package org.imprimatur.killed;

import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static org.awaitility.Awaitility.await;

import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.imprimatur.Api;
import org.imprimatur.Product;
import org.imprimatur.embedded.SmallParent;
import org.jspecify.annotations.Nullable;

/** What is tortured: nodes, and the servers they work on. Each node can be killed and comes back at its address. */
final class House implements AutoCloseable {

    /**
     * For a product that lives for a minute: little memory, no time lost on compiling well, patience with
     * files, and leftovers in the bucket that count as such at once.
     */
    static final Map<String, String> SMALL = Map.of(
            "IMPRIMATUR_JAVA_OPTIONS", "-Xmx384m -XX:TieredStopAtLevel=1",
            "IMPRIMATUR_CATALOGING_HEAP", "256MB",
            "IMPRIMATUR_CATALOGING_TIMEOUT", "5m",
            "IMPRIMATUR_RECONCILE_GRACE", "5s");

    private static final Duration TO_COME_BACK = Duration.ofMinutes(3);

    private final Path data;
    private final @Nullable Process servers;
    private final Map<String, String> settings;
    private final List<Integer> ports;
    private final List<Product> nodes = new ArrayList<>();
    private final String password;

    private House(Path data, @Nullable Process servers, int count, Map<String, String> shared, String password) {
        this.data = data;
        this.servers = servers;
        this.password = password;
        this.settings = shared;
        this.ports = new ArrayList<>();
        for (int node = 0; node < count; node++) {
            ports.add(Product.freePort());
            start(node);
        }
        nodes.forEach(Product::address);
    }

    /** One node, with database and store as its children. */
    static House alone(Path data) {
        return new House(data, null, 1, SMALL, "demo");
    }

    /** Several nodes on a database and a store that belong to none of them, named by their settings. */
    static House shared(Path data, int nodes) throws Exception {
        var servers = SmallParent.start(data);
        var addresses = SmallParent.answerOf(servers).strip().split(" ", -1);
        var all = new HashMap<>(SMALL);
        all.put("IMPRIMATUR_DATABASE_URL", addresses[1]);
        all.put("IMPRIMATUR_DATABASE_PASSWORD", Servers.secret(data, "postgres-password"));
        all.put("IMPRIMATUR_STORE_URL", addresses[2]);
        all.put("IMPRIMATUR_STORE_ACCESS_KEY", Servers.secret(data, "s3-access-key"));
        all.put("IMPRIMATUR_STORE_SECRET_KEY", Servers.secret(data, "s3-secret-key"));
        all.put("IMPRIMATUR_ADMIN_PASSWORD", Crew.PASSWORD);
        return new House(data, servers, nodes, Map.copyOf(all), Crew.PASSWORD);
    }

    private void start(int node) {
        var folder = servers == null ? data : data.resolve("node-" + node);
        var started = Product.start(ports.get(node), settings, "--data", folder.toString());
        if (node < nodes.size()) {
            nodes.set(node, started);
        } else {
            nodes.add(started);
        }
    }

    Path data() {
        return data;
    }

    List<Product> nodes() {
        return List.copyOf(nodes);
    }

    int port(int node) {
        return ports.get(node);
    }

    Api admin() {
        return Api.byPassword(ports.get(0), "admin", password);
    }

    /** Starts a node that was killed, and waits until it says that it is ready. */
    void comesBack(int node) {
        start(node);
        nodes.get(node).address();
    }

    /** Waits until every node says that all it needs is there. */
    void awaitHealthy() {
        await().atMost(TO_COME_BACK).pollInterval(200, MILLISECONDS).until(() -> ports.stream()
                .allMatch(House::healthy));
    }

    private static boolean healthy(int port) {
        try {
            return Api.nobody(port).get("/actuator/health").status() == 200;
        } catch (UncheckedIOException notThere) {
            return false;
        }
    }

    <T> List<T> each(Function<Integer, T> of) {
        return ports.stream().map(of).toList();
    }

    @Override
    public void close() {
        nodes.forEach(Product::close);
        if (servers != null) {
            servers.destroyForcibly(); // on its leash are its children
            await().atMost(Duration.ofSeconds(30)).until(() -> Servers.on(data).isEmpty());
        }
    }
}
