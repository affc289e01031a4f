package org.imprimatur.bench;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/** Something that can be measured: prints what it found, and judges nothing. */
interface Bench {

    void run(Settings settings) throws Exception;

    static void main(String... arguments) throws Exception {
        var benches = new LinkedHashMap<String, Bench>();
        benches.put("approvals", new ApprovalBench());
        benches.put("inbox", new InboxBench());
        benches.put("upload", new UploadBench());
        benches.put("cataloging", new CatalogingBench());
        benches.put("start", new StartBench());
        benches.put("pages", new PagesBench());
        benches.put("growth", new GrowthBench());
        var bench = arguments.length == 0 ? null : benches.get(arguments[0]);
        if (bench == null) {
            System.err.println("bench/run BENCH [name=value ...], where BENCH is one of " + benches.keySet());
            System.exit(2);
        } else {
            var status = 1;
            try {
                Machine.print();
                bench.run(Settings.of(Arrays.copyOfRange(arguments, 1, arguments.length)));
                Machine.print();
                status = 0;
            } catch (Exception e) {
                System.err.println("The bench broke off");
                e.printStackTrace(System.err);
            }
            System.exit(status); // the job executors' threads would keep it
        }
    }

    /** {@code name=value} as given on the command line; what is not given has the value that the bench likes. */
    record Settings(Map<String, String> given) {

        static Settings of(String... arguments) {
            var given = new LinkedHashMap<String, String>();
            for (var argument : arguments) {
                var parts = argument.split("=", 2);
                given.put(parts[0], parts.length == 2 ? parts[1] : "");
            }
            return new Settings(given);
        }

        int number(String name, int otherwise) {
            return Integer.parseInt(given.getOrDefault(name, Integer.toString(otherwise)));
        }

        String text(String name, String otherwise) {
            return given.getOrDefault(name, otherwise);
        }

        /** Whether one part of a bench is wanted: all are, unless {@code only=} names one. */
        boolean has(String part) {
            return given.getOrDefault("only", part).equals(part);
        }
    }
}
