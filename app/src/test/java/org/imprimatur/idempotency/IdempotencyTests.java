package org.imprimatur.idempotency;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.Base64;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.imprimatur.Api;
import org.imprimatur.Api.Answer;
import org.imprimatur.Cast;
import org.imprimatur.ImprimaturTest;
import org.imprimatur.log.Log;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.dao.OptimisticLockingFailureException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.transaction.support.TransactionTemplate;

@ImprimaturTest
class IdempotencyTests {

    private static final String POSTS = "/api/brands/meridian/posts";

    @LocalServerPort
    private int port;

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private Log log;

    @Autowired
    private KeyRepository keys;

    @Autowired
    private RunningCalls running;

    @Autowired
    private TransactionTemplate transaction;

    private Cast cast;
    private String key;

    @BeforeEach
    void somebodyHasAKey() {
        cast = new Cast(port);
        key = UUID.randomUUID().toString();
    }

    @Test
    void whoRepeatsACallGetsTheFirstAnswerAgainAndNothingHappensTwice() {
        var title = "Once " + key;
        var first = write(cast.creator, title);

        var second = write(cast.creator, title);

        assertThat(first.status()).as(first::toString).isEqualTo(201);
        assertThat(first.header("Idempotency-Replayed")).isNull();
        assertThat(second.status()).isEqualTo(201);
        assertThat(second.body()).isEqualTo(first.body());
        for (var header : new String[] {"Location", "ETag", "Content-Type"}) {
            assertThat(second.header(header)).as(header).isNotNull().isEqualTo(first.header(header));
        }
        assertThat(second.header("Idempotency-Replayed")).isEqualTo("true");
        assertThat(posts(title)).isEqualTo(1);
    }

    @Test
    void theSameKeyWithAnotherBodyIsRefused() {
        write(cast.creator, "One");

        var other = write(cast.creator, "Another");

        assertThat(other.status()).isEqualTo(422);
        assertThat(other.text("/type")).endsWith("key-of-another-body");
    }

    @Test
    void aKeyIsGoodForOnePersonAndOnePath() {
        var mine = write(cast.creator, "Same words");
        var theirs = write(cast.alone, "Same words");
        var draft = cast.draft(cast.creator, "Elsewhere", "null");
        var elsewhere = cast.creator.json("POST", "/api/posts/" + draft + "/submit", "{}", "Idempotency-Key", key);

        assertThat(theirs.status()).isEqualTo(201);
        assertThat(theirs.text("/id")).isNotEqualTo(mine.text("/id"));
        assertThat(elsewhere.status()).isEqualTo(202);
    }

    @Test
    void aDecisionIsTakenOnceAndItsOutcomeToldTwice() {
        var post = cast.submitted(cast.creator, "Decided " + key, "null");
        var task = cast.task(cast.reviewer, post);
        Callable<Answer> decide = () -> cast.reviewer.json(
                "POST",
                "/api/tasks/" + task.get("id").asText() + "/decision",
                "{\"decision\": \"approve\", \"hash\": \""
                        + task.at("/subject/hash").asText() + "\"}",
                "Idempotency-Key",
                key);

        var first = call(decide);
        var second = call(decide);

        assertThat(first.status()).as(first::toString).isEqualTo(200);
        assertThat(second.status()).isEqualTo(200);
        assertThat(second.body()).isEqualTo(first.body());
    }

    @Test
    void aRefusalIsNotKeptSoTheSameKeyServesTheCorrectedCall() {
        var refused = cast.creator.json("POST", POSTS, "{\"title\": \"\"}", "Idempotency-Key", key);
        assertThat(refused.status()).isEqualTo(422);

        assertThat(write(cast.creator, "Better").status()).isEqualTo(201);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "  ", "tab\there"})
    void aKeyIsShortAndPrintable(String bad) {
        assertThat(cast.creator
                        .json("POST", POSTS, "{\"title\": \"x\"}", "Idempotency-Key", bad)
                        .status())
                .isEqualTo(400);
        assertThat(cast.creator
                        .json("POST", POSTS, "{\"title\": \"x\"}", "Idempotency-Key", "k".repeat(256))
                        .status())
                .isEqualTo(400);
    }

    @Test
    void twoKeysInOneCallAreRefused() {
        var answer = cast.creator.json(
                "POST", POSTS, "{\"title\": \"x\"}", "Idempotency-Key", "one", "Idempotency-Key", "two");

        assertThat(answer.status()).isEqualTo(400);
    }

    @Test
    void manyAtOnceMakeOnePost() throws Exception {
        var title = "At once " + key;
        var people = Executors.newFixedThreadPool(8);
        try {
            Callable<Answer> write = () -> write(cast.creator, title);
            var statuses = people
                    .invokeAll(Stream.generate(() -> write).limit(24).toList())
                    .stream()
                    .map(future -> call(future::get).status())
                    .toList();

            assertThat(statuses).containsOnly(201, 409).contains(201);
        } finally {
            people.shutdownNow();
        }
        assertThat(posts(title)).isEqualTo(1);
        assertThat(write(cast.creator, title).status()).isEqualTo(201);
    }

    @Test
    void anUploadRunsUnderItsKeyWhileItStreamsAndIsNotStoredAgain() throws Exception {
        var picture = Cast.picture();
        var body = Api.body(Api.file("cup.jpg", picture));
        var first = opened();
        var gate = first.getOutputStream();
        gate.write(body, 0, body.length / 2);
        gate.flush();
        await().until(() -> rows("not took_effect and answer is null and held_until > now()") == 1);

        var meanwhile = upload(new ByteArrayInputStream(body), Api.multipart());

        assertThat(meanwhile.status()).isEqualTo(409);
        assertThat(meanwhile.text("/detail")).contains("running right now");
        assertThat(meanwhile.header("Retry-After")).isEqualTo("1");

        gate.write(body, body.length / 2, body.length - body.length / 2);
        gate.close();
        assertThat(first.getResponseCode()).isEqualTo(201);
        var answer = first.getInputStream().readAllBytes();

        var again = upload(new ByteArrayInputStream(body), Api.multipart());
        assertThat(again.status()).isEqualTo(201); // a second upload would answer 200, duplicate
        assertThat(again.body()).isEqualTo(answer);

        var otherBoundary = new String(body, ISO_8859_1)
                .replace("a-part-of-a-test", "another-boundary")
                .getBytes(ISO_8859_1);
        assertThat(upload(new ByteArrayInputStream(otherBoundary), "multipart/form-data; boundary=another-boundary")
                        .status())
                .isEqualTo(201);

        picture[picture.length - 1]++;
        var other = Api.body(Api.file("cup.jpg", picture));
        assertThat(upload(new ByteArrayInputStream(other), Api.multipart()).status())
                .isEqualTo(422);
    }

    @Test
    void aBodyThatNobodyWouldTakeIsRefusedBeforeItComes() throws IOException {
        write(cast.creator, "Once");
        try (var caller = new Socket(InetAddress.getLoopbackAddress(), port)) {
            caller.setSoTimeout(10_000);
            caller.getOutputStream()
                    .write("""
                    POST %s HTTP/1.1\r
                    Host: localhost\r
                    Authorization: %s\r
                    Content-Type: application/json\r
                    Idempotency-Key: %s\r
                    Content-Length: 3000000000\r
                    \r
                    """.formatted(POSTS, byPassword(), key).getBytes(ISO_8859_1));

            var answer = new BufferedReader(new InputStreamReader(caller.getInputStream(), ISO_8859_1));

            assertThat(answer.readLine()).startsWith("HTTP/1.1 413");
        }
    }

    @Test
    void aRepeatedBodyIsReadNoFurtherThanTheLimit() {
        var endless = new MockHttpServletRequest();
        endless.setContent(new byte[100_000]);

        assertThatThrownBy(() -> new FingerprintedRequest(endless, 50_000).fingerprint())
                .isInstanceOf(FingerprintedRequest.TooLarge.class);
    }

    @Test
    void aTokenIsToldAgainToWhoHasTheKeyAndNotByTheDatabase() {
        Callable<Answer> make = () -> cast.nobody.json(
                "POST", "/api/tokens", "{\"name\": \"Robot\"}", "Authorization", byPassword(), "Idempotency-Key", key);
        var secret = call(make).text("/token");

        assertThat(call(make).text("/token")).isEqualTo(secret);

        var kept = jdbc.sql("select answer from idempotency_key where answer is not null")
                .query((row, index) -> new String(Base64.getDecoder().decode(row.getString(1)), ISO_8859_1))
                .list();
        assertThat(kept).isNotEmpty().noneMatch(answer -> answer.contains(secret));
    }

    @Test
    void aCallThatDiedBeforeAnythingTookEffectRunsAgain() {
        var title = "Second life " + key;
        dies(false);

        assertThat(write(cast.creator, title).status()).isEqualTo(201);
        assertThat(posts(title)).isEqualTo(1);
    }

    @Test
    void aCallThatDiedAfterItTookEffectDoesNotRunAgainAndSaysWhereToLook() {
        var title = "Lost " + key;
        dies(true);

        var answer = write(cast.creator, title);

        assertThat(answer.status()).isEqualTo(409);
        assertThat(answer.text("/type")).endsWith("answer-lost");
        assertThat(answer.text("/detail")).contains("Look at " + POSTS + " ");
        assertThat(posts(title)).isZero();
    }

    @Test
    void theRowSaysInTheVeryTransactionThatSomethingTookEffect() {
        var call = claimed();
        running.begin(call);
        try {
            transaction.executeWithoutResult(
                    only -> jdbc.sql("select 1").query(Integer.class).single());
            assertThat(tookEffect(call)).as("after one that only read").isFalse();

            assertThatThrownBy(() -> transaction.executeWithoutResult(broken -> {
                        touch();
                        throw new IllegalStateException("broken");
                    }))
                    .isInstanceOf(IllegalStateException.class);
            assertThat(tookEffect(call)).as("after one that was rolled back").isFalse();

            transaction.executeWithoutResult(whole -> touch());
            assertThat(tookEffect(call)).as("after one that wrote").isTrue();
        } finally {
            running.end(call);
        }
    }

    @Test
    void aCallThatWasThoughtDeadCanCommitNothingOnceAnotherHasItsKey() {
        var zombie = claimed();
        expire(zombie);
        var second = new ClaimedCall(zombie.id(), UUID.randomUUID());
        assertThat(keys.claim(second)).isTrue();
        running.begin(zombie);
        try {
            assertThatThrownBy(() -> transaction.executeWithoutResult(late -> touch()))
                    .isInstanceOf(OptimisticLockingFailureException.class);
        } finally {
            running.end(zombie);
        }
        assertThat(log.about("test:" + key)).isEmpty();
    }

    @Test
    void runningCallsAreHeldAndOldKeysRemoved() {
        var call = claimed();
        expire(call);
        running.begin(call);
        running.hold();
        running.end(call);
        assertThat(keys.find(call.id()))
                .hasValueSatisfying(row -> assertThat(row.running()).isTrue());

        jdbc.sql(
                        "update idempotency_key set made = now() - interval '25 hours', held_until = now() - interval '1 second'"
                                + " where id = :id")
                .param("id", call.id())
                .update();
        keys.clean();
        assertThat(keys.find(call.id())).isEmpty();
    }

    @Test
    void theApisDocumentTellsOfTheHeaderOnEachPost() {
        cast.creator.get("/api/openapi.json").json().get("paths").forEach(path -> {
            var post = path.get("post");
            if (post != null) {
                assertThat(post.get("parameters").findValuesAsText("name")).contains("Idempotency-Key");
            }
        });
    }

    private Answer write(Api who, String title) {
        return who.json("POST", POSTS, "{\"title\": \"" + title + "\"}", "Idempotency-Key", key);
    }

    private Answer upload(InputStream body, String type) {
        return cast.creator.send(
                "POST",
                "/api/brands/meridian/assets",
                BodyPublishers.ofInputStream(() -> body),
                "Content-Type",
                type,
                "Idempotency-Key",
                key);
    }

    /** An upload that is sent as slowly as the test likes, which Java's newer client does not do. */
    private HttpURLConnection opened() throws IOException {
        var connection = (HttpURLConnection) URI.create("http://127.0.0.1:" + port + "/api/brands/meridian/assets")
                .toURL()
                .openConnection();
        connection.setRequestProperty("Authorization", byPassword());
        connection.setRequestProperty("Content-Type", Api.multipart());
        connection.setRequestProperty("Idempotency-Key", key);
        connection.setDoOutput(true);
        connection.setChunkedStreamingMode(0);
        return connection;
    }

    private static String byPassword() {
        var who = "meridian-creator:" + Cast.PASSWORD;
        return "Basic " + Base64.getEncoder().encodeToString(who.getBytes(ISO_8859_1));
    }

    /** A node has died with a call of this key. */
    private void dies(boolean afterTheEffect) {
        var call = new ClaimedCall(new Key("meridian-creator", POSTS, key));
        assertThat(keys.claim(call)).isTrue();
        if (afterTheEffect) {
            keys.tookEffect(call);
        }
        expire(call);
    }

    private ClaimedCall claimed() {
        var call = new ClaimedCall(new Key("somebody", "/api/somewhere", key));
        assertThat(keys.claim(call)).isTrue();
        return call;
    }

    private void expire(ClaimedCall call) {
        jdbc.sql("update idempotency_key set held_until = now() - interval '1 second' where id = :id")
                .param("id", call.id())
                .update();
    }

    private boolean tookEffect(ClaimedCall call) {
        return keys.find(call.id()).orElseThrow().tookEffect();
    }

    private long rows(String where) {
        return jdbc.sql("select count(*) from idempotency_key where id = :id and " + where)
                .param("id", new Key("meridian-creator", "/api/brands/meridian/assets", key).id())
                .query(Long.class)
                .single();
    }

    private void touch() {
        log.write(new Log.Entry("test.touched", null, null, "test:" + key, null, null));
    }

    private int posts(String title) {
        return (int) cast.creator.get(POSTS + "?limit=200").json().get("items").findValuesAsText("title").stream()
                .filter(title::equals)
                .count();
    }

    private static <T> T call(Callable<T> call) {
        try {
            return call.call();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (Exception e) {
            throw new AssertionError(Map.of("failed", e).toString(), e);
        }
    }
}
