package org.imprimatur.assets.tika;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;

/** A child process that does what the file says: what a hostile file might make a parser do. */
final class Troublesome {

    private Troublesome() {}

    public static void main(String... args) throws IOException, InterruptedException {
        ExaminerProcess.serve(request -> {
            var order = Files.readString(Path.of(request.file()));
            System.out.println("parsers print, and that is no answer");
            obey(order);
            return new Answer(
                    "text/plain", Map.of(), ProcessHandle.current().pid() + " " + order, null, List.of(), null);
        });
    }

    private static void obey(String order) {
        switch (order) {
            case "hang" -> hang();
            case "explode" -> explode();
            case "exit" -> System.exit(42);
            case "die" -> ProcessHandle.of(ProcessHandle.current().pid()).ifPresent(Troublesome::kill);
            default -> {}
        }
    }

    private static void hang() {
        try {
            new CountDownLatch(1).await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void explode() {
        var all = new ArrayList<byte[]>();
        while (!all.isEmpty() || all.add(new byte[1])) {
            all.add(new byte[1 << 20]);
        }
    }

    private static void kill(ProcessHandle self) {
        try {
            new ProcessBuilder("kill", "-9", Long.toString(self.pid())).start().waitFor();
        } catch (IOException | InterruptedException e) {
            Runtime.getRuntime().halt(137);
        }
    }
}
