package org.imprimatur.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * A process of this machine as Linux shows it in {@code /proc}. Which one is ours is read from the living process and
 * not from a note made earlier: process numbers come round again, and notes survive a crash of the machine.
 *
 * @param executable the program's file
 */
record Running(ProcessHandle handle, Path executable, List<String> commandLine) {

    private static final Path PROC = Path.of("/proc");

    /** Those that we may look at; another user's are none of our business. */
    static List<Running> where(Predicate<Running> isOurs) {
        return ProcessHandle.allProcesses()
                .flatMap(process -> look(process).stream())
                .filter(isOurs)
                .toList();
    }

    private static Optional<Running> look(ProcessHandle process) {
        Path entry = PROC.resolve(Long.toString(process.pid()));
        try {
            return Optional.of(new Running(
                    process,
                    Files.readSymbolicLink(entry.resolve("exe")),
                    Stream.of(Files.readString(entry.resolve("cmdline")).split("\0"))
                            .toList()));
        } catch (IOException goneOrNotOurs) {
            return Optional.empty();
        }
    }
}
