package org.imprimatur.library;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.imprimatur.Api.file;
import static org.imprimatur.Api.title;
import static org.imprimatur.Cast.picture;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.imprimatur.Api;
import org.imprimatur.Cast;
import org.imprimatur.ImprimaturTest;
import org.imprimatur.assets.ObjectListing;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What programs may rely on when they send files and read them back. */
@ImprimaturTest
class AssetsApiTests {

    private static final String UPLOAD = "/api/brands/meridian/assets";

    /** In bytes. */
    private static final long LIMIT = 2L << 30;

    private static final String END = "\r\n--" + Api.multipart().replaceFirst(".*boundary=", "") + "--\r\n";

    @LocalServerPort
    private int port;

    @Autowired
    private ObjectListing listing;

    @Autowired
    private JdbcClient jdbc;

    private Cast cast;

    @BeforeEach
    void people() {
        cast = new Cast(port);
    }

    @Test
    void anUploadAnswers201AndWhatItIsFollowsFromItsBytes() {
        var bytes = picture();

        var answer = cast.creator.parts(UPLOAD, title("Tea"), file("cup.png", bytes));

        assertThat(answer.status()).isEqualTo(201);
        assertThat(answer.header("Location")).isEqualTo("/api/assets/" + answer.text("/id"));
        assertThat(answer.text("/state")).isEqualTo("received");
        assertThat(answer.text("/sha256")).hasSize(64);
        assertThat(answer.json().get("size").asInt()).isEqualTo(bytes.length);
        var id = answer.text("/id");
        await().until(() -> cast.creator.get("/api/assets/" + id).text("/state"), "cataloged"::equals);
        var asset = cast.creator.get("/api/assets/" + id);
        assertThat(asset.text("/title")).isEqualTo("Tea");
        assertThat(asset.text("/fileName")).isEqualTo("cup.png");
        assertThat(asset.text("/mediaType")).isEqualTo("image/jpeg");
        assertThat(asset.text("/reason")).isEqualTo("The name ends in “.png”, but this is a JPEG picture.");
        assertThat(asset.text("/metadata/width/value")).isEqualTo("32");
        assertThat(asset.text("/metadata/width/origin")).isNotBlank();
        assertThat(cast.creator
                        .get("/api/assets/" + id + "/renditions/thumbnail")
                        .header("Content-Type"))
                .isEqualTo("image/jpeg");
    }

    @Test
    void theSameBytesAgainAnswer200WithTheAssetThereIsAndBarWhoSentThem() {
        var bytes = picture();
        var first = cast.uploaded(cast.creator, "cup.jpg", bytes);
        assertThat(cast.entry(cast.manager, first)).isPresent();

        var again = cast.manager.upload("meridian", "other.jpg", bytes);

        assertThat(again.status()).isEqualTo(200);
        assertThat(again.text("/id")).isEqualTo(first);
        assertThat(again.json().get("duplicate").asBoolean()).isTrue();
        assertThat(cast.entry(cast.manager, first)).isEmpty();
        var own = cast.decide(cast.manager, cast.task(cast.librarian, first), "approve", null);
        assertThat(own.status()).isEqualTo(403);
        assertThat(own.text("/type")).isEqualTo("/problems/own-work");
        assertThat(cast.decide(cast.librarian, first, "approve").status()).isEqualTo(200);
    }

    @Test
    void ofManyUploadsOfTheSameBytesAtTheSameMomentOneIsNew() {
        var bytes = picture();

        var clients = Executors.newFixedThreadPool(20);
        var answers = IntStream.range(0, 20)
                .mapToObj(n -> CompletableFuture.supplyAsync(
                        () -> cast.creator.upload("meridian", n + ".jpg", bytes), clients))
                .toList()
                .stream()
                .map(CompletableFuture::join)
                .toList();

        clients.shutdown();
        assertThat(answers).filteredOn(answer -> answer.status() == 201).hasSize(1);
        assertThat(answers)
                .filteredOn(answer ->
                        answer.status() == 200 && answer.json().get("duplicate").asBoolean())
                .hasSize(19);
        assertThat(answers)
                .extracting(answer -> answer.text("/id"))
                .containsOnly(answers.get(0).text("/id"));
    }

    /** Whatever ended the process that looked into it, three times over: perhaps it was not the file. */
    @Test
    void theBytesOfAFileThatFailedAreLookedIntoAgainWhenTheyAreSentAgain() throws IOException {
        var bytes = largePicture();
        // One that has looked into others already might be done with the picture before it is ended.
        await().until(() -> examiners().peek(ProcessHandle::destroyForcibly).count() == 0);
        var id = cast.creator.upload("meridian", "cup.jpg", bytes).text("/id");
        await().atMost(Duration.ofSeconds(60))
                .pollInterval(Duration.ofMillis(10))
                .until(() -> {
                    examiners().filter(AssetsApiTests::awake).forEach(ProcessHandle::destroyForcibly);
                    return cast.creator.get("/api/assets/" + id).text("/state").equals("failed");
                });
        assertThat(cast.creator.get("/api/assets/" + id).text("/reason")).contains("crashed", "exit code 137");

        var again = cast.manager.upload("meridian", "again.jpg", bytes);

        assertThat(again.status()).isEqualTo(200);
        assertThat(again.text("/id")).isEqualTo(id);
        assertThat(again.json().get("duplicate").asBoolean()).isTrue();
        assertThat(again.text("/state")).isEqualTo("received");
        assertThat(again.at("/reason")).isNull();
        await().atMost(Duration.ofSeconds(60))
                .until(() -> cast.creator.get("/api/assets/" + id).text("/state"), "cataloged"::equals);
        assertThat(cast.creator.get("/api/assets/" + id + "/content").body()).isEqualTo(bytes);
        assertThat(cast.entry(cast.manager, id)).isEmpty();
        assertThat(cast.decide(cast.librarian, id, "approve").status()).isEqualTo(200);
    }

    /** The children of this application that look into files, told by the folder that each is given. */
    private static Stream<ProcessHandle> examiners() {
        return ProcessHandle.current().children().filter(child -> {
            try {
                return Files.readString(Path.of("/proc", Long.toString(child.pid()), "cmdline"), ISO_8859_1)
                        .contains("imprimatur-child-");
            } catch (IOException e) {
                return false; // it has just ended
            }
        });
    }

    /** One that is still starting is nobody's fault and costs the file nothing. */
    private static boolean awake(ProcessHandle examiner) {
        try (var threads = Files.newDirectoryStream(Path.of("/proc", Long.toString(examiner.pid()), "task"))) {
            for (var thread : threads) {
                if (Files.readString(thread.resolve("comm"), ISO_8859_1).strip().equals("leash")) {
                    return true;
                }
            }
            return false;
        } catch (IOException e) {
            return false; // it has just ended
        }
    }

    /** It takes some time to look into. */
    private static byte[] largePicture() throws IOException {
        var bytes = new ByteArrayOutputStream();
        ImageIO.write(new BufferedImage(5_000, 4_000, BufferedImage.TYPE_BYTE_GRAY), "jpeg", bytes);
        bytes.writeBytes(UUID.randomUUID().toString().getBytes(ISO_8859_1));
        return bytes.toByteArray();
    }

    @Test
    void sameBytesWhileSomebodyDecidesNeverBreakEither() {
        for (var round = 0; round < 5; round++) {
            var bytes = picture();
            var id = cast.uploaded(cast.creator, "cup.jpg", bytes);
            var task = cast.task(cast.librarian, id);

            var again = CompletableFuture.supplyAsync(() -> cast.creator.upload("meridian", "again.jpg", bytes));
            var decided = cast.decide(cast.librarian, task, "approve", null);

            assertThat(again.join().status()).as(again.join()::toString).isEqualTo(200);
            assertThat(decided.status()).as(decided::toString).isEqualTo(200);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "../../etc/cup.jpg, cup.jpg",
        "C:\\\\pictures\\\\cup.jpg, cup.jpg",
        "cu\u0001\u0007p.jpg, cup.jpg",
        "\u202egpj.cup, gpj.cup",
        "Ünïcödé 照片.jpg, Ünïcödé 照片.jpg"
    })
    void aNameIsMadeHarmless(String sent, String kept) {
        assertThat(cast.creator.upload("meridian", sent, picture()).text("/fileName"))
                .isEqualTo(kept);
    }

    /** What is sent as {@code filename}, and how the file is called. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
        27%22 screen.jpg  | 27" screen.jpg | 27_ screen.jpg | 27%22%20screen.jpg
        27\\" screen.jpg  | 27" screen.jpg | 27_ screen.jpg | 27%22%20screen.jpg
        front\\back.jpg   | front\\back.jpg | front_back.jpg | front%5Cback.jpg
        50%25 *off*?.jpg  | 50%25 *off*?.jpg | 50_25 *off*?.jpg | 50%2525%20%2Aoff%2A%3F.jpg""")
    void aNameWithQuotesAndBackslashesComesBackAsItWas(String sent, String name, String plain, String encoded) {
        var uploaded = cast.creator.upload("meridian", sent, picture());

        assertThat(uploaded.text("/fileName")).isEqualTo(name);
        assertThat(uploaded.text("/title")).isEqualTo(name);
        assertThat(cast.creator
                        .get("/api/assets/" + uploaded.text("/id") + "/content?download=true")
                        .header("Content-Disposition"))
                .isEqualTo("attachment; filename=\"" + plain + "\"; filename*=UTF-8''" + encoded);
    }

    /** Programs by name and by their first bytes, before they are stored; what only the whole content tells, after. */
    @Test
    void aProgramIsRefusedWhateverItIsCalled() {
        var script = "#!/bin/sh\nrm -rf /\n".getBytes(UTF_8);
        var named = cast.creator.upload("meridian", "setup.exe", picture());
        var begins = cast.creator.upload("meridian", "cup.jpg", script);

        assertThat(named.status()).isEqualTo(415);
        assertThat(named.text("/detail")).contains("“.exe”", "a program").doesNotContain("application/");
        assertThat(named.text("/field")).isEqualTo("file");
        assertThat(begins.status()).isEqualTo(415);
        assertThat(begins.text("/detail")).startsWith("This is a script.");
        var page = cast.uploaded(
                cast.creator,
                "cup",
                "<!DOCTYPE html><html><p>%s</p></html>"
                        .formatted(UUID.randomUUID())
                        .getBytes(UTF_8));
        assertThat(cast.creator.get("/api/assets/" + page).text("/state")).isEqualTo("failed");
        assertThat(cast.creator.get("/api/assets/" + page).text("/reason")).startsWith("This is a web page.");
        assertThat(cast.entry(cast.librarian, page)).isEmpty();
    }

    @Test
    void aPartOfAPictureIsNeitherDecidedOnNorAttached() throws IOException {
        var picture = largePicture();
        var id = cast.uploaded(cast.creator, "cup.jpg", Arrays.copyOf(picture, picture.length / 3));

        var asset = cast.creator.get("/api/assets/" + id);
        assertThat(asset.text("/state")).isEqualTo("failed");
        assertThat(asset.json().get("attachable").asBoolean()).isFalse();
        assertThat(asset.text("/reason")).contains("ends in the middle of the picture", "of about 4,000 rows");
        assertThat(cast.entry(cast.librarian, id)).isEmpty();
        var post = cast.creator.post("/api/brands/meridian/posts", """
                {"title": "x", "assets": [{"id": "%s", "alt": "x"}]}""".formatted(id));
        assertThat(post.status()).isEqualTo(422);
        assertThat(post.text("/detail")).endsWith(asset.text("/reason"));
    }

    @Test
    void aDocumentIsNotAttachableAndSaysWhy() {
        var id = cast.uploaded(cast.creator, "notes.txt", ("Notes " + UUID.randomUUID()).getBytes(UTF_8));

        var asset = cast.creator.get("/api/assets/" + id);

        assertThat(asset.text("/state")).isEqualTo("cataloged");
        assertThat(asset.json().get("attachable").asBoolean()).isFalse();
        assertThat(asset.text("/reason")).isEqualTo("A plain text does not go with posts of this brand.");
    }

    @Test
    void aNameOf300CharactersKeepsItsEnding() {
        var name = cast.creator
                .upload("meridian", "x".repeat(300) + ".jpg", picture())
                .text("/fileName");

        assertThat(name).hasSize(255).endsWith("x.jpg");
    }

    @Test
    void aTitleHasNoCharactersThatTurnItRound() {
        var answer = cast.creator.parts(UPLOAD, title("invoice\u202Egnp.\u0007exe\u2067"), file("a.jpg", picture()));

        assertThat(answer.text("/title")).isEqualTo("invoicegnp. exe");
    }

    @ParameterizedTest
    @ValueSource(strings = {"..", "/", "   ", ""})
    void aNameOfWhichNothingIsLeftIsRefused(String name) {
        var answer = cast.creator.upload("meridian", name, picture());

        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.text("/field")).isEqualTo("file");
    }

    @Test
    void anUploadSaysWhatIsWrongWithIt() {
        var empty = cast.creator.upload("meridian", "cup.jpg", new byte[0]);
        assertThat(empty.status()).isEqualTo(422);
        assertThat(empty.text("/detail")).isEqualTo("The file is empty.");
        assertThat(empty.header("Content-Type")).startsWith("application/problem+json");
        assertThat(cast.creator.parts(UPLOAD, title("Tea")).text("/detail")).contains("\"file\"");
        assertThat(cast.creator
                        .parts(UPLOAD, file("a.jpg", picture()), title("t".repeat(256)))
                        .text("/field"))
                .isEqualTo("title");
        assertThat(cast.creator.post(UPLOAD, "{}").status()).isEqualTo(415);
        assertThat(cast.creator
                        .send("POST", UPLOAD, BodyPublishers.ofString("x"), "Content-Type", "multipart/form-data")
                        .status())
                .isEqualTo(400);
        var cut = Arrays.copyOf(Api.body(file("cup.jpg", picture())), 300);
        assertThat(cast.creator
                        .send("POST", UPLOAD, BodyPublishers.ofByteArray(cut), "Content-Type", Api.multipart())
                        .status())
                .isEqualTo(400);
    }

    @Test
    void aTitleMayComeBeforeOrAfterTheFileAndALengthIsNotNeeded() {
        assertThat(cast.creator
                        .parts(UPLOAD, file("a.jpg", picture()), title("After"))
                        .text("/title"))
                .isEqualTo("After");
        var body = Api.body(file("chunked.jpg", picture()), title("Chunked"));

        var chunked = cast.creator.send(
                "POST",
                UPLOAD,
                BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(body)),
                "Content-Type",
                Api.multipart());

        assertThat(chunked.status()).isEqualTo(201);
        assertThat(chunked.text("/title")).isEqualTo("Chunked");
    }

    /** The answer comes before a single byte of the file is sent. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        a title | 1     | The file has 2 GB (2,147,483,649 bytes), a file at most 2 GB (2,147,483,648 bytes).
                | 5000  | The file has 2 GB (2,147,488,648 bytes), a file at most 2 GB (2,147,483,648 bytes).
        a title | 70000 | The upload has 2 GB (2,147,5""")
    void aFileOverTheLimitIsRefusedBeforeItIsRead(@Nullable String title, long over, String detail) throws IOException {
        var around = around(title);
        try (var client = announced(around, LIMIT + over)) {
            client.getOutputStream().write(around, 0, around.length - END.length());

            assertThat(answer(client)).startsWith("HTTP/1.1 413").contains(detail);
        }
    }

    @Test
    void aFileOfExactlyTheLimitIsNotRefused() throws IOException {
        var around = around("a title");
        try (var client = announced(around, LIMIT)) {
            client.getOutputStream().write(around, 0, around.length - END.length());
            client.setSoTimeout(500);

            assertThatThrownBy(() -> answer(client)).isInstanceOf(SocketTimeoutException.class);
        }
    }

    @Test
    void whoSendsAllOfAFileOverTheLimitBeforeListeningHearsOfItAsWell() throws IOException {
        var around = around("a title");
        try (var client = announced(around, LIMIT + 1)) {
            var out = client.getOutputStream();
            out.write(around, 0, around.length - END.length());
            var block = new byte[1 << 20];
            for (long sent = 0; sent < LIMIT; sent += block.length) {
                out.write(block);
            }
            out.write(1);
            out.write(END.getBytes(UTF_8));

            assertThat(answer(client)).startsWith("HTTP/1.1 413").contains("The file has 2 GB (2,147,483,649 bytes)");
        }
    }

    /** Before its file begins, within the first part that goes to the store, and after some of them. */
    @ParameterizedTest
    @ValueSource(ints = {0, 1_000_000, 20_000_000})
    void anUploadThatBreaksOffLeavesNothingInTheStore(int sent) throws IOException {
        var around = around("a title");
        try (var client = announced(around, 100_000_000)) {
            client.getOutputStream().write(around, 0, around.length - END.length());
            client.getOutputStream().write(new byte[sent]);
        }

        await().during(Duration.ofMillis(500))
                .atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(objectsThatNoAssetNames()).isEmpty());
    }

    private List<String> objectsThatNoAssetNames() {
        var keys = new ArrayList<String>();
        listing.after("").forEachRemaining(stored -> keys.add(stored.key()));
        keys.removeAll(jdbc.sql("select storage_key from asset union all select thumbnail_key from asset")
                .query(String.class)
                .list());
        return keys;
    }

    /** What comes before and after the bytes of a file. */
    private static byte[] around(@Nullable String title) {
        var file = file("film.mp4", new byte[0]);
        return title == null ? Api.body(file) : Api.body(title(title), file);
    }

    /** A client that has said how much it will send. */
    private Socket announced(byte[] around, long file) throws IOException {
        var client = new Socket(InetAddress.getLoopbackAddress(), port);
        client.setSoTimeout(60_000);
        var who = Base64.getEncoder().encodeToString(("meridian-creator:" + Cast.PASSWORD).getBytes(UTF_8));
        client.getOutputStream()
                .write(("POST " + UPLOAD + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nAuthorization: Basic "
                                + who + "\r\nContent-Type: " + Api.multipart() + "\r\nContent-Length: "
                                + (around.length + file) + "\r\n\r\n")
                        .getBytes(UTF_8));
        return client;
    }

    private static String answer(Socket client) throws IOException {
        var answer = new StringBuilder();
        while (answer.indexOf("\"field\"") < 0) {
            var next = client.getInputStream().read();
            assertThat(next).as("what follows %s", answer).isNotNegative();
            answer.append((char) next);
        }
        return answer.toString();
    }

    @ParameterizedTest
    @CsvSource({"image/svg+xml, x.svg", "text/html, x.txt", "text/html, x.jpg"})
    void whatCouldRunIsSentAsBytesToKeepAndNeverAttached(String type, String name) {
        var text = (type.startsWith("text")
                        ? "<html><script>alert(1)</script>"
                        : "<svg xmlns=\"http://www.w3.org/2000/svg\"><script>alert(1)</script></svg>")
                + "<!--" + UUID.randomUUID() + "-->";
        var id = cast.uploaded(cast.creator, name, text.getBytes(UTF_8));

        var asset = cast.creator.get("/api/assets/" + id);
        assertThat(asset.text("/mediaType")).isEqualTo(type);
        assertThat(asset.text("/state")).isEqualTo("failed");
        assertThat(asset.json().get("attachable").asBoolean()).isFalse();
        var content = cast.creator.get("/api/assets/" + id + "/content");
        assertThat(content.header("Content-Type")).isEqualTo("application/octet-stream");
        assertThat(content.header("Content-Disposition")).isEqualTo("attachment; filename=\"" + name + "\"");
        assertThat(content.header("X-Content-Type-Options")).isEqualTo("nosniff");
        assertThat(content.header("Content-Security-Policy")).contains("sandbox");
        var post = cast.creator.post("/api/brands/meridian/posts", """
                {"title": "x", "assets": [{"id": "%s", "alt": "x"}]}""".formatted(id));
        assertThat(post.status()).isEqualTo(422);
        assertThat(post.text("/field")).isEqualTo("assets[0].id");
    }

    @Test
    void contentIsReadInRangesAndAskedForOnCondition() {
        var bytes = picture();
        var address = "/api/assets/" + cast.uploaded(cast.creator, "cup.jpg", bytes) + "/content";
        var whole = cast.creator.get(address);
        var etag = String.valueOf(whole.header("ETag"));

        assertThat(whole.body()).isEqualTo(bytes);
        assertThat(whole.header("Content-Disposition")).isEqualTo("inline; filename=\"cup.jpg\"");
        var part = cast.creator.get(address, "Range", "bytes=10-19");
        assertThat(part.status()).isEqualTo(206);
        assertThat(part.body()).isEqualTo(Arrays.copyOfRange(bytes, 10, 20));
        assertThat(part.header("Content-Range")).isEqualTo("bytes 10-19/" + bytes.length);
        assertThat(cast.creator.get(address, "Range", "bytes=-5").body()).hasSize(5);
        var beyond = cast.creator.get(address, "Range", "bytes=" + bytes.length + "-");
        assertThat(beyond.status()).isEqualTo(416);
        assertThat(beyond.header("Content-Range")).isEqualTo("bytes */" + bytes.length);
        assertThat(cast.creator.get(address, "If-None-Match", etag).status()).isEqualTo(304);
        assertThat(cast.creator
                        .get(address, "Range", "bytes=0-1", "If-Range", "\"other\"")
                        .status())
                .isEqualTo(200);
        assertThat(cast.creator.get(address, "If-Match", "\"other\"").status()).isEqualTo(412);
        assertThat(cast.creator.get(address, "If-Match", etag).status()).isEqualTo(200);
    }

    @Test
    void aTitleThatCannotBeStoredIsRefusedWhereverItStands() {
        var first = cast.creator.parts(UPLOAD, title("cup \0 of"), file("cup.jpg", picture()));
        var last = cast.creator.parts(UPLOAD, file("cup.jpg", picture()), title("\0of a \0 cup"));

        for (var refused : List.of(first, last)) {
            assertThat(refused.status()).as(refused::toString).isEqualTo(422);
            assertThat(refused.text("/field")).isEqualTo("title");
        }
    }

    @Test
    void everythingThatIsWrongWithAnUploadIsToldAtOnce() {
        var empty = file("cup.jpg", new byte[0]);
        var long256 = title("t".repeat(256));

        for (var refused : List.of(
                cast.creator.parts(UPLOAD, long256, empty),
                cast.creator.parts(UPLOAD, title("\0of a \0 cup"), file("..", picture())),
                cast.creator.parts(UPLOAD, empty, long256),
                cast.creator.parts(UPLOAD, title("\0of a \0 cup")))) {
            assertThat(refused.status()).as(refused::toString).isEqualTo(422);
            assertThat(refused.json().at("/errors").findValuesAsText("field"))
                    .as(refused::toString)
                    .containsExactlyInAnyOrder("title", "file");
            assertThat(refused.json().at("/errors").findValuesAsText("message")).doesNotContain("");
        }
    }

    @Test
    void assetsAreFoundInPages() {
        var word = "q" + UUID.randomUUID().toString().replace("-", "");
        for (var n = 0; n < 3; n++) {
            cast.creator.parts(UPLOAD, title(word + " " + n), file("cup.jpg", picture()));
        }

        var first = cast.creator.get(UPLOAD + "?limit=2&q=" + word);
        var second = cast.creator.get(UPLOAD + "?limit=2&q=" + word + "&cursor=" + first.text("/next"));

        assertThat(first.json().get("items")).hasSize(2);
        assertThat(second.json().get("items")).hasSize(1);
        assertThat(second.at("/next")).isNull();
        assertThat(cast.creator.get(UPLOAD + "?state=approved&q=" + word).json().get("items"))
                .isEmpty();
        assertThat(cast.creator.get(UPLOAD + "?state=nice").text("/field")).isEqualTo("state");
        assertThat(cast.creator.get(UPLOAD + "?cursor=nice").text("/type")).isEqualTo("/problems/invalid-input");
    }
}
