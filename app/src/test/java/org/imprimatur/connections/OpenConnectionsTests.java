package org.imprimatur.connections;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.apache.catalina.LifecycleException;
import org.apache.catalina.connector.Connector;
import org.apache.catalina.startup.Tomcat;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a client may hold of the server, on a Tomcat with small limits. */
class OpenConnectionsTests {

    private static final int WAITING = 12;
    private static final int UNFINISHED = 8;
    private static final int BLOCKED = 4;
    private static final Duration SOON = Duration.ofMillis(600);
    private static final Duration LATE = Duration.ofMinutes(5);
    private static final String EXPECT = "Expect: 100-continue";
    private static final int PATIENCE = 10_000; // ms; what comes at all comes much sooner

    private final Tomcat tomcat = new Tomcat();
    private final List<RawClient> clients = new ArrayList<>();
    private final CompletableFuture<Throwable> writing = new CompletableFuture<>();
    private final Semaphore working = new Semaphore(0);
    private final CountDownLatch released = new CountDownLatch(1);
    private int port;

    @TempDir
    private Path folder = Path.of("");

    private void start(Duration deadline) throws LifecycleException {
        tomcat.setBaseDir(folder.toString());
        var protocol = new LimitedHttp11Protocol();
        protocol.use(new OpenConnections(
                new ConnectionLimits(200, WAITING, UNFINISHED, 60, BLOCKED, 20, 30, deadline, deadline, 1_000_000_000),
                address -> false));
        var connector = new Connector(protocol);
        connector.setPort(0);
        connector.setProperty("address", "127.0.0.1");
        tomcat.setConnector(connector);
        var context = tomcat.addContext("", folder.toString());
        serve(context, "/quick", (request, response) -> response.getWriter().print("quick"));
        serve(context, "/endless", (request, response) -> {
            ClientConnection.current().orElseThrow().from("192.0.2.7");
            working.release();
            await(released);
            response.getWriter().print("done");
        });
        serve(context, "/endless-of-a-known-session", (request, response) -> {
            ClientConnection.current().orElseThrow().from("192.0.2.7");
            ClientConnection.current().orElseThrow().recognized("a digest");
            working.release();
            await(released);
            response.getWriter().print("done");
        });
        serve(context, "/body", (request, response) -> {
            request.getInputStream().readAllBytes();
            response.getWriter().print("read");
        });
        serve(context, "/body-of-a-person", (request, response) -> {
            ClientConnection.current().orElseThrow().signedIn("p1");
            request.getInputStream().readAllBytes();
            response.getWriter().print("read");
        });
        serve(context, "/large", (request, response) -> {
            try {
                for (var piece = 0; piece < 1_000; piece++) {
                    response.getOutputStream().write(new byte[100_000]);
                }
                writing.completeExceptionally(new AssertionError("All of it was written"));
            } catch (IOException e) {
                writing.complete(e);
                throw e;
            }
        });
        tomcat.start();
        port = tomcat.getConnector().getLocalPort();
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private interface Answer {
        void to(HttpServletRequest request, HttpServletResponse response) throws IOException;
    }

    private static void serve(org.apache.catalina.Context context, String path, Answer answer) {
        Tomcat.addServlet(context, path, new HttpServlet() {
            @Override
            protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
                answer.to(request, response);
            }
        });
        context.addServletMappingDecoded(path, path);
    }

    @AfterEach
    void stop() throws LifecycleException {
        released.countDown();
        clients.forEach(RawClient::close);
        tomcat.stop();
        tomcat.destroy();
    }

    @Test
    void headersThatDripAreCutOffAtTheirDeadline() throws Exception {
        start(SOON);
        var slow = client().sends("GET /quick HTTP/1.1", "Host: localhost");

        assertThat(slow.isClosedWhileDripping(500)).isTrue();
    }

    @Test
    void aBodyThatDripsIsCutOffAtItsDeadline() throws Exception {
        start(SOON);
        var slow = client().sends("POST /body HTTP/1.1", "Host: localhost", "Content-Length: 100000", "");

        assertThat(slow.isClosedWhileDripping(500)).isTrue();
    }

    @Test
    void headersOfASecondRequestHaveADeadlineToo() throws Exception {
        start(SOON);
        var slow = client().sends("GET /quick HTTP/1.1", "Host: localhost", "");
        assertThat(slow.status(PATIENCE)).contains("200");

        slow.sends("GET /quick HTTP/1.1", "Host: localhost");

        assertThat(slow.isClosedWhileDripping(500)).isTrue();
    }

    @Test
    void aResponseThatNobodyReadsGivesItsThreadBack() throws Exception {
        start(SOON);
        client(4_096).sends("GET /large HTTP/1.1", "Host: localhost", "");

        assertThat(writing.get(PATIENCE, TimeUnit.MILLISECONDS)).isInstanceOf(IOException.class);
    }

    @Test
    void theOldestWaitingConnectionOfAnAddressIsClosedForANewOne() throws Exception {
        start(LATE);
        var first = client().sends("GET /quick HTTP/1.1");
        for (var more = 0; more < WAITING; more++) {
            client().sends("GET /quick HTTP/1.1");
        }

        assertThat(first.status(PATIENCE)).isEmpty();
        assertThat(visitor()).contains("200");
    }

    @Test
    void theOldestStalledBodyOfAClientIsClosedForANewOne() throws Exception {
        start(LATE);
        var stalled = stalled("/body", BLOCKED + 1);

        assertThat(stalled.get(0).status(PATIENCE)).isEmpty();
        assertThat(visitor()).contains("200");
    }

    @Test
    void theOldestUnfinishedRequestOfAClientIsClosedForANewOne() throws Exception {
        start(LATE);
        var first = client().sends("GET /endless HTTP/1.1", "Host: localhost", "");
        assertThat(working.tryAcquire(PATIENCE, TimeUnit.MILLISECONDS)).isTrue();
        for (var more = 0; more < UNFINISHED; more++) {
            client().sends("GET /endless HTTP/1.1", "Host: localhost", "");
        }
        assertThat(working.tryAcquire(UNFINISHED, PATIENCE, TimeUnit.MILLISECONDS))
                .isTrue();
        released.countDown();

        assertThat(first.status(PATIENCE)).isEmpty();
        assertThat(clients.get(UNFINISHED).status(PATIENCE)).contains("200");
    }

    @Test
    void aSessionThatIsKnownIsNoneOfTheUnfinishedOfItsAddress() throws Exception {
        start(LATE);
        var known = client().sends("GET /endless-of-a-known-session HTTP/1.1", "Host: localhost", "");
        assertThat(working.tryAcquire(PATIENCE, TimeUnit.MILLISECONDS)).isTrue();
        for (var more = 0; more <= UNFINISHED; more++) {
            client().sends("GET /endless HTTP/1.1", "Host: localhost", "");
        }
        assertThat(working.tryAcquire(UNFINISHED + 1, PATIENCE, TimeUnit.MILLISECONDS))
                .isTrue();
        released.countDown();

        assertThat(known.status(PATIENCE)).contains("200");
    }

    @Test
    void anAttackersBodiesCloseNoneOfAPerson() throws Exception {
        start(LATE);
        var person =
                client().sends("POST /body-of-a-person HTTP/1.1", "Host: localhost", "Content-Length: 2", EXPECT, "");
        person.isAskedForTheBody(PATIENCE);
        stalled("/body", 3 * BLOCKED);

        person.sends(""); // the two bytes

        assertThat(person.status(PATIENCE)).contains("200");
    }

    private List<RawClient> stalled(String path, int count) {
        var stalled = new ArrayList<RawClient>();
        for (var each = 0; each < count; each++) {
            var client =
                    client().sends("POST " + path + " HTTP/1.1", "Host: localhost", "Content-Length: 9000", EXPECT, "");
            client.isAskedForTheBody(PATIENCE);
            stalled.add(client);
        }
        return stalled;
    }

    private String visitor() {
        return client().sends("GET /quick HTTP/1.1", "Host: localhost", "").status(PATIENCE);
    }

    private RawClient client() {
        return client(0);
    }

    private RawClient client(int receiveBuffer) {
        var client = new RawClient(port, receiveBuffer);
        clients.add(client);
        return client;
    }
}
