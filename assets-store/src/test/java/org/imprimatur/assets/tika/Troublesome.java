package org.imprimatur.assets.tika;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
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
            var said = obey(order, Path.of(request.thumbnail()));
            return new Answer(
                    request.number(),
                    "text/plain",
                    Map.of(),
                    ProcessHandle.current().pid() + " " + said,
                    Files.exists(Path.of(request.thumbnail()), LinkOption.NOFOLLOW_LINKS) ? "image/png" : null,
                    List.of(),
                    null);
        });
    }

    private static String obey(String order, Path thumbnail) throws IOException {
        var words = order.split(" ", 2);
        switch (words[0]) {
            case "hang" -> hang();
            case "explode" -> explode();
            case "exit" -> System.exit(42);
            case "die" -> ProcessHandle.of(ProcessHandle.current().pid()).ifPresent(Troublesome::kill);
            case "scream" -> scream();
            case "fill" -> fill(thumbnail.resolveSibling("unpacked"));
            case "answer" -> answer(words[1]);
            case "link" -> Files.createSymbolicLink(thumbnail, Path.of(words[1]));
            case "pipe" -> pipe(thumbnail);
            case "call" -> call(Integer.parseInt(words[1]));
            case "tell" -> {
                return System.getenv().keySet() + " " + System.getProperty("java.io.tmpdir");
            }
            default -> {}
        }
        return order;
    }

    /** A line of 200 MB that does not end. */
    private static void scream() {
        var breath = "a".repeat(1 << 20);
        for (var i = 0; i < 200; i++) {
            System.err.print(breath);
        }
        System.err.flush();
    }

    /** Until somebody stops it. */
    private static void fill(Path file) throws IOException {
        try (var out = Files.newOutputStream(file)) {
            var block = new byte[1 << 20];
            for (var i = 0; i < 2_000; i++) {
                out.write(block);
            }
        }
    }

    /** Says what it likes. */
    private static void answer(String line) throws IOException {
        new FileOutputStream(FileDescriptor.out).write((line + "\n").getBytes(StandardCharsets.UTF_8));
    }

    private static void call(int port) throws IOException {
        try (var line = new Socket()) {
            line.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 2_000);
            line.getOutputStream().write(1);
        } catch (SocketException | SocketTimeoutException e) {
            System.err.println("Nobody is reached: " + e.getMessage());
        }
    }

    /** A reader of it waits for ever. */
    private static void pipe(Path path) throws IOException {
        try {
            new ProcessBuilder("mkfifo", path.toString()).start().waitFor();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
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
