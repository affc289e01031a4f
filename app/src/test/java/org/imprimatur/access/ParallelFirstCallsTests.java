package org.imprimatur.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import org.imprimatur.ImprimaturTest;
import org.junit.jupiter.api.RepeatedTest;
import org.springframework.boot.test.web.server.LocalServerPort;

/** A session whose first calls come at the same moment, as Camunda's webapps send them. */
@ImprimaturTest
class ParallelFirstCallsTests {

    /** The first of them writes what Camunda knows of somebody into the session. */
    private static final String TASKS = "/camunda/api/engine/engine/default/task?maxResults=1";

    @LocalServerPort
    private int port;

    @RepeatedTest(5)
    void parallelFirstCallsOfASessionAreAllAnswered() {
        var kai = Visitor.signedIn(port, "reviewer", "demo");
        var calls = 12;
        var together = new CyclicBarrier(calls);
        var threads = Executors.newFixedThreadPool(calls);
        try {
            var answers = new ArrayList<CompletableFuture<Integer>>();
            for (var i = 0; i < calls; i++) {
                answers.add(CompletableFuture.supplyAsync(
                        () -> {
                            await(together);
                            return kai.get(TASKS).statusCode();
                        },
                        threads));
            }

            assertThat(answers).allSatisfy(answer -> assertThat(answer.join()).isEqualTo(200));
        } finally {
            threads.shutdown();
        }
    }

    private static void await(CyclicBarrier together) {
        try {
            together.await();
        } catch (InterruptedException | BrokenBarrierException e) {
            throw new IllegalStateException(e);
        }
    }
}
