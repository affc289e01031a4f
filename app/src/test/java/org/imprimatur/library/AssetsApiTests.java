package org.imprimatur.library;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.imprimatur.Api.file;
import static org.imprimatur.Api.title;
import static org.imprimatur.Cast.picture;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.Arrays;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.imprimatur.Api;
import org.imprimatur.Cast;
import org.imprimatur.ImprimaturTest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.web.server.LocalServerPort;

/** What programs may rely on when they send files and read them back. */
@ImprimaturTest
class AssetsApiTests {

    private static final String UPLOAD = "/api/brands/meridian/assets";

    @LocalServerPort
    private int port;

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
        assertThat(asset.text("/reason")).contains("image/png", "image/jpeg");
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

        var answers = IntStream.range(0, 6)
                .mapToObj(n -> CompletableFuture.supplyAsync(() -> cast.creator.upload("meridian", n + ".jpg", bytes)))
                .toList()
                .stream()
                .map(CompletableFuture::join)
                .toList();

        assertThat(answers).filteredOn(answer -> answer.status() == 201).hasSize(1);
        assertThat(answers).filteredOn(answer -> answer.status() == 200).hasSize(5);
        assertThat(answers)
                .extracting(answer -> answer.text("/id"))
                .containsOnly(answers.get(0).text("/id"));
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

    @Test
    void aNameOf300CharactersKeepsItsEnding() {
        var name = cast.creator
                .upload("meridian", "x".repeat(300) + ".jpg", picture())
                .text("/fileName");

        assertThat(name).hasSize(255).endsWith("x.jpg");
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

    @Test
    void moreThanTheLimitIsRefusedBeforeItIsRead() throws IOException {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            var token =
                    java.util.Base64.getEncoder().encodeToString(("meridian-creator:" + Cast.PASSWORD).getBytes(UTF_8));
            socket.getOutputStream()
                    .write(("POST " + UPLOAD
                                    + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nAuthorization: Basic "
                                    + token + "\r\nContent-Type: " + Api.multipart()
                                    + "\r\nContent-Length: 3000000000\r\n\r\n")
                            .getBytes(UTF_8));
            socket.setSoTimeout(20_000);

            var answer = new StringBuilder();
            while (answer.indexOf("\"field\"") < 0) { // it comes before a single byte of the file is sent
                var next = socket.getInputStream().read();
                assertThat(next).as("what follows %s", answer).isNotNegative();
                answer.append((char) next);
            }

            assertThat(answer.toString()).startsWith("HTTP/1.1 413").contains("2 GB (2,147,483,648 bytes)");
        }
    }

    @ParameterizedTest
    @CsvSource({"image/svg+xml, x.svg", "text/html, x.html", "text/html, x.jpg"})
    void whatCouldRunIsSentAsBytesToKeepAndNeverAttached(String type, String name) {
        var text = (type.startsWith("text")
                        ? "<html><script>alert(1)</script>"
                        : "<svg xmlns=\"http://www.w3.org/2000/svg\"><script>alert(1)</script></svg>")
                + "<!--" + UUID.randomUUID() + "-->";
        var id = cast.uploaded(cast.creator, name, text.getBytes(UTF_8));

        var asset = cast.creator.get("/api/assets/" + id);
        assertThat(asset.text("/mediaType")).isEqualTo(type);
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
