package org.imprimatur.embedded;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Holds both servers in a process of its own, which a test can kill. */
public final class SmallParent {

    private SmallParent() {}

    /** @param args the data folder */
    public static void main(String... args) throws Exception {
        DataFolder data = DataFolder.open(Path.of(args[0]));
        var store = new S3Server(data, Parts.find());
        store.launch();
        var database = new PostgresServer(data, Parts.find());
        database.launch();
        System.out.println(
                "up " + database.getJdbcUrl() + " " + store.connection().endpoint());
        Thread.currentThread().join();
    }

    /** @param before what the command line begins with, to run in other circumstances */
    public static Process start(Path data, String... before) throws Exception {
        var command = new ArrayList<>(List.of(before));
        command.addAll(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Duser.timezone=UTC",
                "-cp",
                System.getProperty("java.class.path"),
                SmallParent.class.getName(),
                data.toString()));
        return new ProcessBuilder(command).redirectErrorStream(true).start();
    }

    /** Its first line that begins with "up", or all it said when it ended without one. */
    public static String answerOf(Process parent) throws Exception {
        var said = new StringBuilder();
        var reader = parent.inputReader();
        for (String line = reader.readLine(); line != null; line = reader.readLine()) {
            said.append(line).append('\n');
            if (line.startsWith("up ")) {
                return line;
            }
        }
        return said.toString();
    }
}
