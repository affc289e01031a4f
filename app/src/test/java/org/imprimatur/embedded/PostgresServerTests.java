package org.imprimatur.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import org.imprimatur.startup.CannotStart;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.util.FileSystemUtils;

/** Each fact with a real server, real files and real signals. */
class PostgresServerTests {

    private final Path temporary;

    private static @Nullable Path programs;

    private Path folder;
    private DataFolder data;
    private PostgresServer server;

    PostgresServerTests(@TempDir Path temporary) {
        this.temporary = temporary;
    }

    @BeforeEach
    void start() {
        start(temporary.resolve("data"));
    }

    private void start(Path where) {
        folder = where;
        data = DataFolder.open(where);
        takePrograms();
        server = new PostgresServer(data, Parts.find());
        server.launch();
    }

    @AfterEach
    void stop() throws Exception {
        server.close();
        data.close();
        keepPrograms();
    }

    /** Unpacking takes longer than a test. */
    private void keepPrograms() throws IOException {
        if (programs == null) {
            programs = Files.createTempDirectory("programs");
            link(folder.resolve("postgres"), programs);
        }
    }

    private void takePrograms() {
        if (programs != null) {
            link(programs, data.folder("postgres"));
        }
    }

    private static void link(Path from, Path to) {
        try (var files = Files.walk(from)) {
            for (Path file : files.toList()) {
                Path target = to.resolve(from.relativize(file));
                if (!from.relativize(file).startsWith("cluster") && !Files.exists(target)) {
                    if (Files.isDirectory(file)) {
                        Files.createDirectory(
                                target,
                                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
                    } else {
                        Files.createLink(target, file);
                    }
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @AfterAll
    static void removePrograms() throws IOException {
        FileSystemUtils.deleteRecursively(programs);
    }

    private void restart() throws Exception {
        stop();
        start(folder);
    }

    @Test
    void rowsAreFoundAgainAtTheSameAddress() throws Exception {
        String address = server.getJdbcUrl();
        execute("create table note as select 'kept' as text");

        restart();

        assertThat(server.getJdbcUrl()).isEqualTo(address);
        assertThat(query("select text from note")).isEqualTo("kept");
    }

    @Test
    void acknowledgedRowsAreWrittenToTheDisk() throws Exception {
        assertThat(query("show fsync")).isEqualTo("on");
        assertThat(query("show synchronous_commit")).isEqualTo("on");
        assertThat(query("show full_page_writes")).isEqualTo("on");
        assertThat(query("show data_checksums")).isEqualTo("on");
    }

    @Test
    void anEditOfTheServersOwnFilesDoesNotUndoThat() throws Exception {
        Files.writeString(folder.resolve("postgres/cluster/postgresql.auto.conf"), "fsync = off\n");
        Files.writeString(folder.resolve("postgres/cluster/pg_hba.conf"), "host all all 127.0.0.1/32 trust\n");

        restart();

        assertThat(query("show fsync")).isEqualTo("on");
        assertRefused(server.getUsername(), "wrong");
    }

    @Test
    void onlyTheOneRoleWithItsPasswordComesIn() {
        assertRefused(server.getUsername(), "wrong");
        assertRefused("postgres", server.getPassword());
    }

    @Test
    void theRoleOwnsItsDatabaseAndIsNoSuperuser() throws Exception {
        assertThat(query("select current_setting('is_superuser')")).isEqualTo("off");
        assertThat(query("select pg_get_userbyid(datdba) from pg_database where datname = current_database()"))
                .isEqualTo(server.getUsername());
        assertThat(query("select rolcreaterole or rolcreatedb or rolreplication or rolbypassrls from pg_roles"
                        + " where rolname = current_user"))
                .isEqualTo("f");
        assertThatExceptionOfType(SQLException.class).isThrownBy(() -> query("select pg_read_file('/etc/passwd')"));
    }

    @Test
    void textIsComparedTheSameWayOnEveryMachine() throws Exception {
        assertThat(query("show server_encoding")).isEqualTo("UTF8");
        assertThat(query("select lower('ÄÖÜ ÇŞ')")).isEqualTo("äöü çş");
        assertThat(query("show timezone")).isEqualTo("UTC");
    }

    @Test
    void aFailedStatementIsLoggedWithoutItsTextAndItsValues() throws Exception {
        execute("create table note (id int primary key, text text)");
        execute("insert into note values (1, 'x')");

        for (var failing : List.of(
                "insert into note values (1, 'personal of Ada')",
                "select 'personal of Bob' from nowhere",
                "do $$ begin raise exception using message = 'refused', detail = 'personal of Eve'; end $$")) {
            assertThatExceptionOfType(SQLException.class).isThrownBy(() -> execute(failing));
        }

        assertThat(log()).contains("duplicate key", "refused").doesNotContain("personal of");
        assertThat(query("show log_parameter_max_length_on_error")).isEqualTo("0");
        assertThat(query("show log_statement")).isEqualTo("none");
    }

    private String log() throws IOException {
        return Files.readString(folder.resolve("log/postgres.log"));
    }

    @Test
    void itListensOnLoopbackAloneAndOnNoSocketFile() throws Exception {
        server.getJdbcUrl();
        List<String> note = Files.readAllLines(folder.resolve("postgres/cluster/postmaster.pid"));
        assertThat(note.get(4)).as("folder of its socket").isBlank();
        int port = Integer.parseInt(query("show port"));
        for (var network : Collections.list(NetworkInterface.getNetworkInterfaces())) {
            for (InetAddress address : Collections.list(network.getInetAddresses())) {
                if (!address.isLoopbackAddress()) {
                    assertThatExceptionOfType(IOException.class)
                            .as("%s", address)
                            .isThrownBy(() -> new Socket(address, port).close());
                }
            }
        }
    }

    @Test
    void nobodyElseMayLookIntoTheDataFolder() throws Exception {
        server.getJdbcUrl();

        assertThat(permissions("")).isEqualTo("rwx------");
        assertThat(permissions("postgres")).isEqualTo("rwx------");
        assertThat(permissions("postgres/cluster")).isEqualTo("rwx------");
        assertThat(permissions("secrets")).isEqualTo("rwx------");
        assertThat(permissions("secrets/postgres-password")).isEqualTo("rw-------");
        try (var servers = Files.newDirectoryStream(folder.resolve("postgres"), "server-*")) {
            assertThat(servers).allSatisfy(unpacked -> assertThat(permissions("postgres/" + unpacked.getFileName()))
                    .isEqualTo("rwx------"));
        }
    }

    @Test
    void aKilledPostmasterComesBackAtItsAddressWithEverythingAcknowledged() throws Exception {
        execute("create table note as select 'kept' as text");
        long killed = postmaster();
        kill(killed);

        await().atMost(Duration.ofSeconds(30)).ignoreExceptions().until(() -> query("select text from note")
                .equals("kept"));
        assertThat(postmaster()).isNotEqualTo(killed);
    }

    @Test
    void aProcessNumberThatAnotherProgramHasByNowDoesNotStopTheStart() throws Exception {
        execute("create table note as select 'kept' as text");
        stop();
        Process other = new ProcessBuilder("sleep", "60").start();
        try {
            Files.writeString(
                    folder.resolve("postgres/cluster/postmaster.pid"),
                    other.pid() + "\n" + folder.resolve("postgres/cluster") + "\n1\n5432\n\n127.0.0.1\n");

            start(folder);

            assertThat(query("select text from note")).isEqualTo("kept");
            assertThat(other.isAlive()).isTrue();
        } finally {
            other.destroyForcibly();
        }
    }

    @Test
    void aHalfMadeClusterIsMadeAnew() throws Exception {
        server.getJdbcUrl();
        stop();
        Files.move(folder.resolve("postgres/cluster"), folder.resolve("postgres/cluster.new"));

        start(folder);

        assertThat(query("select 'fresh'")).isEqualTo("fresh");
    }

    @Test
    void aFolderOfAnotherMajorVersionIsLeftAlone() throws Exception {
        server.getJdbcUrl();
        stop();
        Path version = folder.resolve("postgres/cluster/PG_VERSION");
        Files.writeString(version, "16\n");
        try {
            assertThatExceptionOfType(CannotStart.class)
                    .isThrownBy(() -> start(folder))
                    .withMessageContaining("PostgreSQL 16")
                    .withMessageContaining("untouched");
        } finally {
            assertThat(version).hasContent("16");
        }
    }

    @Test
    void theProgramsAreOfThePinnedMajorVersion() throws Exception {
        assertThat(query("show server_version")).startsWith(PostgresServer.MAJOR + ".");
    }

    @Test
    void aLongPathWithSpacesAndLettersServesToo() throws Exception {
        stop();

        start(temporary.resolve("Räume mit Platz").resolve("x".repeat(120)).resolve("daten " + "y".repeat(60)));

        assertThat(query("select 'here'")).isEqualTo("here");
    }

    @Test
    void aLostPasswordIsNamed() throws Exception {
        server.getJdbcUrl();
        stop();
        Files.delete(folder.resolve("secrets/postgres-password"));

        start(folder);

        assertThatExceptionOfType(CannotStart.class)
                .isThrownBy(() -> server.getJdbcUrl())
                .withMessageContaining("refuses the password");
    }

    @Test
    void aMachineThatForbidsUserNamespacesIsToldWhatHelps() {
        assertThatExceptionOfType(CannotStart.class)
                .isThrownBy(() -> Account.inUserNamespace("false"))
                .withMessageContaining("ordinary user")
                .withMessageContaining("IMPRIMATUR_DATABASE_URL");
    }

    private long postmaster() throws Exception {
        return Long.parseLong(Files.readAllLines(folder.resolve("postgres/cluster/postmaster.pid"))
                .get(0));
    }

    private static void kill(long process) {
        ProcessHandle.of(process).orElseThrow().destroyForcibly();
    }

    private String permissions(String path) throws Exception {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve(path)));
    }

    private void assertRefused(String user, String password) {
        assertThatExceptionOfType(SQLException.class)
                .isThrownBy(() -> DriverManager.getConnection(server.getJdbcUrl(), user, password)
                        .close())
                .satisfies(refusal -> assertThat(refusal.getSQLState()).startsWith("28"));
    }

    private void execute(String sql) throws SQLException {
        try (Connection connection = connect();
                var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private String query(String sql) throws SQLException {
        try (Connection connection = connect();
                var row = connection.createStatement().executeQuery(sql)) {
            row.next();
            return row.getString(1);
        }
    }

    private Connection connect() throws SQLException {
        return DriverManager.getConnection(server.getJdbcUrl(), server.getUsername(), server.getPassword());
    }
}
