package org.imprimatur.bench;

import java.util.ArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** One side of the bench of approvals: how it brings one from draft to published, and how it tells that all are. */
interface Approving {

    /** Drafts, submits, reviews and approves; the rest is the job executor's. Answers whose approval it is. */
    String approve() throws Exception;

    /** How many are published by now. */
    long published();

    /** Full approvals per second: {@code clients} callers at once, and the clock runs until the last one is out. */
    static double rate(Approving side, int approvals, int clients) throws Exception {
        var before = side.published();
        var begin = System.nanoTime();
        var callers = Executors.newFixedThreadPool(clients);
        try {
            var calls = new ArrayList<Future<String>>();
            for (var i = 0; i < approvals; i++) {
                calls.add(callers.submit(side::approve));
            }
            for (var call : calls) {
                call.get();
            }
            while (side.published() - before < approvals) {
                Thread.sleep(10);
            }
        } finally {
            callers.shutdownNow();
        }
        return approvals / ((System.nanoTime() - begin) / 1e9);
    }
}
