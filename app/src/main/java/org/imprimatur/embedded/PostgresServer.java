package org.imprimatur.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.imprimatur.startup.CannotStart;
import org.springframework.boot.autoconfigure.jdbc.JdbcConnectionDetails;
import org.springframework.util.FileSystemUtils;

/**
 * The embedded PostgreSQL: a real server under {@code postgres}, as durable and as closed as one of its own would be.
 *
 * <p>It answers on loopback alone and has no Unix socket. The only role that may come in, with a password that only we
 * know, owns the one database and nothing else; the superuser cannot connect at all. These settings are given at each
 * start, so that no edit of a file undoes them.
 */
final class PostgresServer extends Server implements JdbcConnectionDetails {

    /** Files of one major version cannot be read by another. */
    static final String MAJOR = "17";

    /** Of the server in our files, {@link #NAME} of its database and of the role that owns it. */
    static final String SERVER = "postgres";

    static final String NAME = "imprimatur";
    static final String PASSWORD = "postgres-password";

    /**
     * Ends PostgreSQL, which cannot hold a leash itself, when standard input ends. INT is its "fast shutdown"; sent
     * again and again, because in its first moments PostgreSQL does not listen yet. The shell keeps file 3 because a
     * command in the background loses standard input.
     */
    private static final String LEASH = """
            exec 3<&0 </dev/null
            "$@" 3<&- &
            server=$!
            (cat <&3 >/dev/null; while kill -INT "$server" 2>/dev/null; do sleep 0.2; done) &
            exec 3<&-
            wait "$server"
            """;

    private final Path folder;
    private final Path cluster;
    private final PostgresBinaries binaries;
    private final List<String> account = Account.forPostgres();

    PostgresServer(DataFolder data, Parts parts) {
        super(data, SERVER);
        this.folder = data.folder("postgres");
        this.cluster = folder.resolve("cluster");
        this.binaries = new PostgresBinaries(folder, parts.postgres());
    }

    @Override
    void prepare() {
        requireOurMajor();
        binaries.unpack();
        if (!Files.exists(cluster)) {
            initialize();
        }
        forgetProcess();
        DataFolder.write(folder.resolve("pg_hba.conf"), "host " + NAME + " " + NAME + " 127.0.0.1/32 scram-sha-256\n");
    }

    private void requireOurMajor() {
        try {
            Path version = cluster.resolve("PG_VERSION");
            if (Files.exists(version) && !Files.readString(version).strip().equals(MAJOR)) {
                throw new CannotStart("The data folder was written by PostgreSQL "
                        + Files.readString(version).strip() + ", and this Imprimatur brings PostgreSQL " + MAJOR
                        + ", which cannot read it: start the Imprimatur that wrote it, or choose another folder with"
                        + " --data. The data in " + cluster + " are untouched.");
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Works aside and renames at the end: a cluster that is there is whole. */
    private void initialize() {
        Path draft = folder.resolve("cluster.new");
        delete(draft);
        run(
                "",
                binaries.program("initdb"),
                "--pgdata=" + draft,
                "--username=postgres",
                "--auth=reject",
                "--encoding=UTF8",
                "--locale=C.UTF-8",
                "--locale-provider=builtin",
                "--data-checksums");
        run(
                """
                create role %1$s login password '%2$s';
                create database %1$s owner %1$s;
                """.formatted(NAME, getPassword()),
                binaries.program("postgres"),
                "--single",
                "-D",
                draft.toString(),
                "template1");
        try {
            Files.move(draft, cluster);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * PostgreSQL will not start while the process number in its pid file is in use, were it by another program after
     * a crash. No server of ours is left here, and a server of somebody else's would work in this folder.
     */
    private void forgetProcess() {
        Path note = cluster.resolve("postmaster.pid");
        if (!Files.exists(note)) {
            return;
        }
        try {
            String pid = Files.readAllLines(note).get(0).strip();
            Path working = Path.of("/proc", pid, "cwd");
            if (Files.isSymbolicLink(working)) {
                if (Files.readSymbolicLink(working).equals(cluster)) {
                    throw new CannotStart(
                            "Another PostgreSQL, process " + pid + ", works on " + cluster + ": stop it first.");
                }
                Files.delete(note);
            }
        } catch (IOException | IndexOutOfBoundsException unreadable) {
            // then PostgreSQL judges for itself, and says so in its log
        }
    }

    private void run(String input, String... command) {
        try {
            var line = new ArrayList<>(account);
            line.addAll(List.of(command));
            Path words = Files.createTempFile(folder, "output", ".txt");
            Process process = Child.quiet(line, folder)
                    .redirectErrorStream(true)
                    .redirectOutput(words.toFile())
                    .start();
            try (var stdin = process.getOutputStream()) {
                stdin.write(input.getBytes(StandardCharsets.UTF_8));
            }
            boolean ended = process.waitFor(2, TimeUnit.MINUTES);
            String said = Files.readString(words);
            Files.delete(words);
            if (!ended || process.exitValue() != 0 || said.contains("ERROR:")) {
                process.destroyForcibly();
                throw new CannotStart("PostgreSQL could not be prepared: " + said.strip());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CannotStart("Interrupted", e);
        }
    }

    @Override
    List<String> command(int port) {
        var command = new ArrayList<>(account);
        command.addAll(List.of("sh", "-c", LEASH, "leash", binaries.program("postgres"), "-D", cluster.toString()));
        Stream.of(
                        "port=" + port,
                        "listen_addresses=127.0.0.1",
                        "unix_socket_directories=",
                        "hba_file=" + folder.resolve("pg_hba.conf"),
                        "password_encryption=scram-sha-256",
                        "fsync=on",
                        "synchronous_commit=on",
                        "full_page_writes=on",
                        "timezone=UTC",
                        "log_timezone=UTC",
                        "logging_collector=off",
                        "log_destination=stderr",
                        // what people wrote is in statements, parameters and details
                        "log_error_verbosity=terse",
                        "log_min_error_statement=panic",
                        "log_parameter_max_length_on_error=0",
                        "log_parameter_max_length=0",
                        "log_statement=none",
                        "log_min_duration_statement=-1",
                        "shared_buffers=64MB",
                        "max_connections=50")
                .forEach(setting -> command.addAll(List.of("-c", setting)));
        return command;
    }

    @Override
    Path workingFolder() {
        return folder;
    }

    /** That it accepts our password proves that it is ours: scram shows it to nobody. */
    @Override
    boolean answers(int port) {
        try (Connection connection = DriverManager.getConnection(url(port), getUsername(), getPassword())) {
            return connection.isValid(5);
        } catch (SQLException e) {
            if ("28P01".equals(e.getSQLState())) { // invalid_password
                throw new CannotStart("The embedded PostgreSQL refuses the password in " + data.folder("secrets")
                        + ": that folder and " + cluster + " belong together, bring back the one that was there.");
            }
            return false;
        }
    }

    @Override
    boolean isOurs(Running process) {
        return process.executable().startsWith(folder);
    }

    /** The postmaster alone shows its arguments; the others follow it. */
    @Override
    void ask(Running orphan) {
        if (orphan.commandLine().contains("-D")) {
            try {
                new ProcessBuilder(
                                "sh",
                                "-c",
                                "kill -INT \"$1\"",
                                "kill",
                                Long.toString(orphan.handle().pid()))
                        .start()
                        .waitFor();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private static void delete(Path path) {
        try {
            FileSystemUtils.deleteRecursively(path);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static String url(int port) {
        return "jdbc:postgresql://127.0.0.1:" + port + "/" + NAME;
    }

    /** Waits until it answers. */
    @Override
    public String getJdbcUrl() {
        return url(awaitAnswer());
    }

    @Override
    public String getUsername() {
        return NAME;
    }

    @Override
    public String getPassword() {
        return data.secret(PASSWORD);
    }
}
