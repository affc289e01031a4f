package org.imprimatur.story;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.imprimatur.Api;
import org.imprimatur.Cast;
import org.imprimatur.Product;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.TestMethodOrder;

/**
 * The product as an operator runs it: the image's own command, a PostgreSQL and a MinIO server of one's own, a proxy that
 * ends TLS and serves it under a prefix; watched, backed up, lost and brought back. Each test is a chapter and leans on
 * the one before.
 */
@Tag("story")
@TestMethodOrder(OrderAnnotation.class)
@TestInstance(Lifecycle.PER_CLASS)
class RunByOthersTests {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    /** Of whoever waits for something that takes its time on a busy machine. */
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    private static final String PASSWORD = "let it be printed";
    private static final String METRICS = "a token that only reads metrics";
    private static final String TEXT = "Fresh from the press, through a proxy.";
    private static final Path SHOTS = Path.of("target/story/RunByOthersTests");

    private final byte[] picture = Cast.picture();
    private @Nullable EmbeddedPostgres postgres;
    private @Nullable MinioServer minio;
    private @Nullable Nginx nginx;
    private @Nullable Browser browser;
    private @Nullable Product product;
    private Path folder = Path.of("");
    private Path programs = Path.of("");
    private int port;
    private String post = "";

    /** What the operator has, besides the image. */
    @BeforeAll
    void thereAreADatabaseAStoreAndAProxy() throws Exception {
        assumeTrue(Nginx.program().isPresent(), skipped("nginx is not installed"));
        assumeTrue(Files.isExecutable(Path.of("/usr/bin/rclone")), skipped("rclone is not installed"));
        programs = programs();
        Files.createDirectories(SHOTS);
        folder = Files.createTempDirectory(Path.of("target").toAbsolutePath(), "run-by-others-");
        minio = MinioServer.start(Files.createDirectory(folder.resolve("bucket")));
        postgres = EmbeddedPostgres.builder().start();
        sql("create role imprimatur login password 'imprimatur'", "create database imprimatur owner imprimatur");
        port = Product.freePort();
        nginx = Nginx.start(Files.createDirectory(folder.resolve("nginx")), port);
    }

    private static String skipped(String why) {
        return "The story of operating is skipped: " + why + "; ./verify installs it when it runs as root";
    }

    private static Path programs() throws IOException {
        var asked = new ProcessBuilder("src/test/peers/postgres-programs", "--path")
                .redirectErrorStream(true)
                .start();
        var words = new String(asked.getInputStream().readAllBytes(), UTF_8).strip();
        assumeTrue(asked.onExit().join().exitValue() == 0, skipped(words));
        return Path.of(words);
    }

    @AfterAll
    void everythingStops() throws IOException {
        if (browser != null) {
            browser.close();
        }
        if (product != null) {
            product.close();
        }
        if (nginx != null) {
            nginx.close();
        }
        if (minio != null) {
            minio.close();
        }
        if (postgres != null) {
            postgres.close();
        }
    }

    @Test
    @Order(1)
    void theFirstStartAsksForTheAdministratorsPassword() throws IOException {
        var refused = Image.build().run(port, settings());

        assertThat(refused.ended()).isNotZero();
        assertThat(refused.said())
                .anyMatch(line -> line.startsWith("Imprimatur did not start. This is the first start on this database:"
                        + " set IMPRIMATUR_ADMIN_PASSWORD"));
    }

    @Test
    @Order(2)
    void aPasswordThatIsTooShortIsRefusedInWords() throws IOException {
        var refused = Image.build().run(port, with(settings(), "IMPRIMATUR_ADMIN_PASSWORD", "too short"));

        assertThat(refused.ended()).isNotZero();
        assertThat(refused.said())
                .anyMatch(line -> line.startsWith("Imprimatur did not start. IMPRIMATUR_ADMIN_PASSWORD cannot be used:"
                        + " A password has at least 12 characters."))
                .noneMatch(line -> line.contains("too short"));
    }

    @Test
    @Order(3)
    void withOneItStartsAndPeopleSignInBehindTheProxy() throws IOException {
        product = Image.build().run(port, with(settings(), "IMPRIMATUR_ADMIN_PASSWORD", PASSWORD));
        product.address();
        browser = new Browser();
        var broken = new ConcurrentLinkedQueue<String>();
        try (var admin = Portal.signIn(browser, URI.create(address()), SHOTS, "admin", PASSWORD)) {
            var page = admin.page();
            page.onResponse(response -> {
                if (response.status() >= 400) {
                    broken.add(response.status() + " " + response.url());
                }
            });
            page.onRequest(request -> {
                if (!request.url().startsWith(address()) && !request.url().startsWith("data:")) {
                    broken.add("outside of the prefix: " + request.url());
                }
            });
            admin.open("/");
            assertThat(page).hasURL(address() + "/");
            admin.shoot("home-under-a-prefix");
            page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("People"))
                    .first()
                    .click();
            assertThat(page).hasURL(address() + "/admin/people");
            // again if need be: Camunda's webapps give up on an answer that a busy machine keeps waiting
            await().pollInSameThread().atMost(PATIENCE).ignoreExceptions().until(() -> {
                page.navigate(address() + "/camunda/app/cockpit/default/");
                page.getByText("Administrator").first().waitFor();
                return true;
            });
            assertThat(page.context().cookies()).isNotEmpty().allSatisfy(cookie -> {
                assertThat(cookie.secure).as(cookie.name).isTrue();
                assertThat(cookie.path).as(cookie.name).startsWith("/imprimatur");
            });
            page.getByText("‹ Imprimatur").click();
            assertThat(page).hasURL(address() + "/");
            assertThat(broken).isEmpty();

            admin.find("nav.side details.menu:last-of-type summary").click();
            page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Sign out"))
                    .first()
                    .click();
            assertThat(page).hasURL(address() + "/sign-in?signed-out");
        }
    }

    @Test
    @Order(4)
    void aPostGoesOutAndTheFeedLeadsBackThroughTheProxy() throws Exception {
        var admin = admin();
        admin.post("/api/brands", "{\"id\": \"press\", \"name\": \"The Press\", \"zone\": \"UTC\"}");
        for (var role : List.of("creator", "librarian", "reviewer", "brand-manager")) {
            admin.post("/api/people", """
                    {"id": "%1$s", "name": "%1$s", "zone": "UTC", "password": "%2$s", "administrator": false,
                     "roles": {"press": ["%1$s"]}}""".formatted(role, PASSWORD));
        }
        var asset = upload("cup.jpg", picture).at("/id").asText();
        await().atMost(PATIENCE).until(() -> "cataloged"
                .equals(as("creator").get("/api/assets/" + asset).at("/state")));
        decide("librarian", asset);
        var made = as("creator").post("/api/brands/press/posts", """
                {"title": "Out of the press", "slot": null, "variants": [{"channel": "feed", "text": "%s"}],
                 "assets": [{"id": "%s", "alt": "A cup"}]}""".formatted(TEXT, asset));
        assertThat(made.status()).as(made::toString).isEqualTo(201);
        post = made.text("/id");
        var submitted = as("creator").post("/api/posts/" + post + "/submit");
        assertThat(submitted.status()).as(submitted::toString).isEqualTo(202);
        decide("reviewer", post);
        decide("brand-manager", post);

        await().atMost(PATIENCE).until(() -> feed().size() == 1);
        var item = feed().get(0);
        assertThat(item.at("/content_text").asText()).isEqualTo(TEXT);
        assertThat(item.at("/url").asText()).isEqualTo(address() + "/feeds/press/posts/" + post);
        assertThat(bytes(item.at("/image").asText())).isEqualTo(picture);
        assertThat(get("/feeds/press.atom").body()).contains("href=\"" + address() + "/feeds/press\"");
    }

    @Test
    @Order(5)
    void aLargeUploadStreamsThroughTheProxyAndItsTaskOpensInTasklist() throws Exception {
        var megabytes = 64;
        var uploaded = upload("large.bin", new byte[megabytes << 20]);

        assertThat(uploaded.at("/size").asLong()).isEqualTo((long) megabytes << 20);
        try (var kept = Files.list(folder.resolve("nginx/bodies"))) {
            assertThat(kept).as("bodies that nginx has spooled").isEmpty();
        }
        assertThat(Files.readString(folder.resolve("nginx/error.log"))).doesNotContain("buffered to a temporary file");
        try (var librarian =
                Portal.signIn(requireNonNull(browser), URI.create(address()), SHOTS, "librarian", PASSWORD)) {
            var waiting = upload("quay.jpg", Cast.picture());
            await().atMost(PATIENCE)
                    .until(() -> !task("librarian", waiting.at("/id").asText()).isEmpty());
            librarian.tasklist(waiting.at("/title").asText());
            librarian.shoot("tasklist-under-a-prefix");
        }
    }

    @Test
    @Order(6)
    void itsLogIsJsonAndEachRequestIsNamedInIt() throws Exception {
        var answer = get("/api/posts/" + post);
        var id = answer.headers().firstValue("X-Request-Id").orElseThrow();
        assertThat(JSON.readTree(answer.body()).at("/request").asText()).isEqualTo(id);

        var lines = requireNonNull(product).said().stream()
                .filter(line -> line.startsWith("{"))
                .toList();
        assertThat(lines).isNotEmpty();
        for (var line : lines) {
            assertThat(JSON.readTree(line).has("@timestamp")).as(line).isTrue();
        }
        assertThat(String.join("\n", lines))
                .doesNotContain(PASSWORD)
                .doesNotContain("story-secret-key")
                .doesNotContain(METRICS);
    }

    @Test
    @Order(7)
    void itIsReadyOnlyWhileItsStoreAnswersAndComesBackByItself() throws IOException {
        assertThat(ready()).isEqualTo(200);
        var stopped = requireNonNull(minio);
        stopped.close();
        await().atMost(PATIENCE).until(() -> ready() == 503);
        assertThat(nobody().get("/actuator/health/liveness").status()).isEqualTo(200);
        minio = MinioServer.start(stopped.folder(), stopped.port());
        await().atMost(PATIENCE).until(() -> ready() == 200);
    }

    @Test
    @Order(8)
    void itsMetricsAreReadWithTheirOwnTokenAlone() {
        assertThat(nobody().get("/actuator/prometheus").status()).isEqualTo(401);
        assertThat(admin().get("/actuator/prometheus").status()).isEqualTo(401);

        var read = nobody().get("/actuator/prometheus", "Authorization", "Bearer " + METRICS);

        assertThat(read.status()).isEqualTo(200);
        assertThat(read.text())
                .contains("imprimatur_tasks_open")
                .contains("imprimatur_store_requests_seconds_count")
                .contains("hikaricp_connections_usage_seconds");
    }

    /** Bodies stall at the application, which sees their address behind the proxy; headers stall at the proxy. */
    @Test
    @Order(9)
    void fiveHundredSocketsThatStallAtTheProxyKeepNobodyOut() throws Exception {
        var sockets = new ArrayList<Socket>();
        try {
            for (var each = 0; each < 500; each++) {
                var socket = requireNonNull(nginx).trust().getSocketFactory().createSocket("localhost", proxyPort());
                sockets.add(socket);
                var request = each % 2 == 0
                        ? "POST /imprimatur/sign-in HTTP/1.1\r\nHost: localhost\r\nContent-Length: 400000\r\n"
                                + "Content-Type: application/x-www-form-urlencoded\r\n\r\nusername="
                        : "GET /imprimatur/sign-in HTTP/1.1\r\nHost: localhost\r\nX-Half: ";
                try {
                    socket.getOutputStream().write(request.getBytes(UTF_8));
                } catch (IOException cutOff) {
                    continue; // which is what the limits are for
                }
                if (each % 50 == 0) {
                    assertThat(get("/sign-in", Duration.ofSeconds(2)).statusCode())
                            .isEqualTo(200);
                }
            }
            for (var visit = 0; visit < 10; visit++) {
                assertThat(get("/sign-in", Duration.ofSeconds(2)).statusCode()).isEqualTo(200);
            }
        } finally {
            for (var socket : sockets) {
                socket.close();
            }
        }
    }

    private int proxyPort() {
        return URI.create(address()).getPort();
    }

    @Test
    @Order(10)
    void whatWasBackedUpInUseIsThereAgainAfterEverythingWasLost() throws Exception {
        var acknowledged = new ConcurrentLinkedQueue<String>();
        var before = new ArrayList<String>();
        var busy = new AtomicBoolean(true);
        var clients = Executors.newSingleThreadExecutor();
        var backup = folder.resolve("backup");
        var working = clients.submit(() -> {
            while (busy.get()) {
                acknowledged.add(as("creator")
                        .upload("press", "busy.jpg", Cast.picture())
                        .text("/id"));
            }
        });
        await().atMost(PATIENCE).until(() -> acknowledged.size() >= 3);
        before.addAll(acknowledged);
        assertThat(operator("backup", backup)).contains("Backed up");
        var during = acknowledged.size();
        await().atMost(PATIENCE).until(() -> acknowledged.size() > during);
        busy.set(false);
        working.get(1, TimeUnit.MINUTES);
        clients.shutdown();

        everythingIsLost();
        assertThat(operator("restore", backup)).contains("Restored");
        assertThat(operator("restore", backup)).as("a second time").contains("The database is not empty");

        product = Image.build().run(port, settings()); // which needs no administrator's password any more
        product.address();
        assertThat(feed().get(0).at("/content_text").asText()).isEqualTo(TEXT);
        assertThat(bytes(feed().get(0).at("/image").asText())).isEqualTo(picture);
        for (var id : before) {
            assertThat(as("creator").get("/api/assets/" + id + "/content").status())
                    .isEqualTo(200);
        }
        assertThat(admin().post("/api/reconciliations").status()).isEqualTo(202);
        await().atMost(Duration.ofMinutes(2)).until(() -> !admin().get("/api/reconciliations/latest")
                .text("/state")
                .equals("running"));
        var compared = admin().get("/api/reconciliations/latest").json();
        assertThat(compared.at("/state").asText()).isEqualTo("done");
        assertThat(compared.at("/missing")).isEmpty();
        assertThat(compared.at("/removed")).isEmpty();
        assertThat(compared.at("/objects").asInt()).isGreaterThan(before.size());
    }

    private void everythingIsLost() throws Exception {
        requireNonNull(product).kill();
        var lost = requireNonNull(minio);
        lost.close();
        minio = MinioServer.start(Files.createDirectory(folder.resolve("new-bucket")), lost.port());
        sql("drop database imprimatur with (force)", "create database imprimatur owner imprimatur");
    }

    /** Runs what {@code docs/operations.md} tells operators to run; its words. */
    private String operator(String command, Path backup) throws IOException {
        var builder = new ProcessBuilder(
                        Product.root().resolve("ops").resolve(command).toString(), backup.toString())
                .redirectErrorStream(true);
        builder.environment().putAll(settings());
        builder.environment().merge("PATH", programs.toString(), (path, first) -> first + ":" + path);
        var process = builder.start();
        return new String(process.getInputStream().readAllBytes(), UTF_8);
    }

    private Map<String, String> settings() {
        var settings = new HashMap<>(requireNonNull(minio).settings());
        settings.put(
                "IMPRIMATUR_DATABASE_URL",
                "jdbc:postgresql://127.0.0.1:" + requireNonNull(postgres).getPort() + "/imprimatur");
        settings.put("IMPRIMATUR_DATABASE_PASSWORD", "imprimatur");
        settings.put("IMPRIMATUR_PROXY_TRUSTED", "127.0.0.1");
        settings.put("IMPRIMATUR_PUBLIC_HOSTS", "localhost");
        settings.put("IMPRIMATUR_METRICS_TOKEN", METRICS);
        return settings;
    }

    private static Map<String, String> with(Map<String, String> settings, String name, String value) {
        var more = new HashMap<>(settings);
        more.put(name, value);
        return more;
    }

    private void sql(String... statements) throws SQLException {
        try (var connection = requireNonNull(postgres).getPostgresDatabase().getConnection();
                var statement = connection.createStatement()) {
            for (var each : statements) {
                statement.execute(each);
            }
        }
    }

    private String address() {
        return requireNonNull(nginx).address();
    }

    private Api admin() {
        return Api.byPassword(port, "admin", PASSWORD);
    }

    private Api as(String person) {
        return Api.of(port, person, PASSWORD);
    }

    private Api nobody() {
        return Api.nobody(port);
    }

    private int ready() {
        return nobody().get("/actuator/health/readiness").status();
    }

    private void decide(String person, String subject) {
        await().atMost(PATIENCE).until(() -> !task(person, subject).isEmpty());
        var task = task(person, subject);
        var decided = as(person).post("/api/tasks/" + task.at("/id").asText() + "/decision", """
                {"decision": "approve", "hash": "%s"}""".formatted(
                        task.at("/subject/hash").asText()));
        assertThat(decided.status()).as(decided::toString).isEqualTo(200);
    }

    /** The open task of this person on a subject or, by its title, on a file; an empty node when there is none. */
    private JsonNode task(String person, String subjectOrTitle) {
        for (var task : as(person).get("/api/tasks").json()) {
            if (List.of(
                            task.at("/subject/id").asText(),
                            task.at("/subject/title").asText())
                    .contains(subjectOrTitle)) {
                return task;
            }
        }
        return JSON.createObjectNode();
    }

    private JsonNode feed() throws IOException, InterruptedException {
        return JSON.readTree(get("/feeds/press.json").body()).at("/items");
    }

    private HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return get(path, PATIENCE);
    }

    private HttpResponse<String> get(String path, Duration within) throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(URI.create(address() + path)).timeout(within);
        return client().send(request.build(), BodyHandlers.ofString());
    }

    private byte[] bytes(String address) throws IOException, InterruptedException {
        return client().send(HttpRequest.newBuilder(URI.create(address)).build(), BodyHandlers.ofByteArray())
                .body();
    }

    private HttpClient client() {
        return HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .sslContext(requireNonNull(nginx).trust())
                .build();
    }

    /** Through the proxy, in chunks, as a program does that does not know the length. */
    private JsonNode upload(String name, byte[] content) throws IOException, InterruptedException {
        var creator = Base64.getEncoder().encodeToString(("creator:" + PASSWORD).getBytes(UTF_8));
        var body = Api.body(Api.file(name, content));
        var answer = client().send(
                        HttpRequest.newBuilder(URI.create(address() + "/api/brands/press/assets"))
                                .header("Authorization", "Basic " + creator)
                                .header("Content-Type", Api.multipart())
                                .POST(BodyPublishers.ofInputStream(() -> stream(body)))
                                .build(),
                        BodyHandlers.ofString());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
        assertThat(answer.headers().firstValue("Location").orElseThrow()).startsWith("/imprimatur/api/assets/");
        return JSON.readTree(answer.body());
    }

    private static InputStream stream(byte[] body) {
        return new java.io.ByteArrayInputStream(body);
    }
}
