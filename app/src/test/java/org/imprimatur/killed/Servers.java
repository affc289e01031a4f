package org.imprimatur.killed;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The processes that work on a data folder, as Linux shows them, and what lies there for whoever wants to ask them. */
final class Servers {

    private Servers() {}

    static List<ProcessHandle> postgres(Path data) {
        var programs = data.toAbsolutePath().resolve("postgres");
        return where(process ->
                executable(process).filter(file -> file.startsWith(programs)).isPresent());
    }

    /** The first process of PostgreSQL; its end is the end of all of them. */
    static Optional<ProcessHandle> postmaster(Path data) {
        var all = postgres(data);
        return all.stream()
                .filter(process -> process.parent().filter(all::contains).isEmpty())
                .findFirst();
    }

    static List<ProcessHandle> store(Path data) {
        var configuration = data.toAbsolutePath()
                .resolve("secrets")
                .resolve("s3proxy.properties")
                .toString();
        return where(process -> commandLine(process).contains(configuration));
    }

    static boolean isExaminer(ProcessHandle process) {
        return commandLine(process).contains("org.imprimatur.assets.tika.ExaminerProcess");
    }

    /** All of them, whoever has started them. */
    static List<ProcessHandle> on(Path data) {
        return Stream.concat(postgres(data).stream(), store(data).stream()).toList();
    }

    private static List<ProcessHandle> where(java.util.function.Predicate<ProcessHandle> ours) {
        return ProcessHandle.allProcesses().filter(ours).toList();
    }

    private static Optional<Path> executable(ProcessHandle process) {
        try {
            return Optional.of(Files.readSymbolicLink(Path.of("/proc", Long.toString(process.pid()), "exe")));
        } catch (IOException goneOrNotOurs) {
            return Optional.empty();
        }
    }

    private static List<String> commandLine(ProcessHandle process) {
        try {
            return List.of(Files.readString(Path.of("/proc", Long.toString(process.pid()), "cmdline"))
                    .split("\0", -1));
        } catch (IOException goneOrNotOurs) {
            return List.of();
        }
    }

    static String secret(Path data, String name) {
        return read(data.resolve("secrets").resolve(name));
    }

    static int port(Path data, String server) {
        return Integer.parseInt(read(data.resolve("ports").resolve(server)));
    }

    private static String read(Path file) {
        try {
            return Files.readString(file).strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Sends a signal by its name, as {@code kill} knows it. */
    static void signal(String name, List<ProcessHandle> processes) {
        var command = Stream.concat(
                Stream.of("kill", "-" + name), processes.stream().map(process -> Long.toString(process.pid())));
        try {
            new ProcessBuilder(command.toList()).start().waitFor(); // one that is gone by now needs no signal
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
