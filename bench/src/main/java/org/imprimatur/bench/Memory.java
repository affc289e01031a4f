package org.imprimatur.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** How much memory the product and each kind of its children use, in MB. */
final class Memory {

    private static final Pattern HEAP = Pattern.compile("used (\\d+)K");

    private Memory() {}

    static void print(String when, Product product) throws IOException, InterruptedException {
        System.out.printf("%nmemory %s, MB%n%-28s%12s%12s%16s%n", when, "", "resident", "shared out", "heap after GC");
        row("application", product.pid(), heap(product.pid()));
        Map<String, ArrayList<Long>> kinds = new TreeMap<>();
        for (var child : product.children()) {
            kinds.computeIfAbsent(kind(child.pid()), kind -> new ArrayList<>()).add(child.pid());
        }
        for (var kind : kinds.entrySet()) {
            var resident = 0L;
            var share = 0L;
            for (var pid : kind.getValue()) {
                resident += resident(pid);
                share += share(pid);
            }
            print(kind.getKey() + " (" + kind.getValue().size() + ")", resident, share, "");
        }
    }

    private static void row(String name, long pid, long heap) throws IOException {
        print(name, resident(pid), share(pid), Long.toString(heap / 1024));
    }

    private static void print(String name, long resident, long share, String heap) {
        System.out.printf(Locale.ROOT, "%-28s%12d%12d%16s%n", name, resident / 1024, share / 1024, heap);
    }

    /** In kB; the most that it ever was. */
    static long peak(long pid) throws IOException {
        return Machine.kilobytes(Path.of("/proc/" + pid + "/status"), "VmHWM");
    }

    static long resident(long pid) throws IOException {
        return Machine.kilobytes(Path.of("/proc/" + pid + "/status"), "VmRSS");
    }

    /** In kB, pages that several processes share counted in parts: what PostgreSQL's processes use together. */
    private static long share(long pid) throws IOException {
        return Machine.kilobytes(Path.of("/proc/" + pid + "/smaps_rollup"), "Pss");
    }

    /** Of a Java process, in kB, after a full collection. */
    static long heap(long pid) throws IOException, InterruptedException {
        ask(pid, "GC.run");
        var used = HEAP.matcher(ask(pid, "GC.heap_info"));
        var sum = 0L;
        while (used.find()) {
            sum += Long.parseLong(used.group(1));
        }
        var metaspace = HEAP.matcher(ask(pid, "GC.heap_info").replaceFirst("(?s).*Metaspace", ""));
        while (metaspace.find()) {
            sum -= Long.parseLong(metaspace.group(1));
        }
        return sum;
    }

    private static String ask(long pid, String question) throws IOException, InterruptedException {
        var jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
        var process = new ProcessBuilder(jcmd, Long.toString(pid), question)
                .redirectErrorStream(true)
                .start();
        var answer = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        process.waitFor();
        return answer;
    }

    private static String kind(long pid) throws IOException {
        var line = Files.readString(Path.of("/proc/" + pid + "/cmdline")).replace('\0', ' ');
        if (line.contains("s3proxy")) {
            return "object store";
        }
        if (line.contains("ExaminerProcess")) {
            return "cataloging child";
        }
        return line.contains("postgres") ? "PostgreSQL" : "other";
    }
}
