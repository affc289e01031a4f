package org.imprimatur.killed;

import static java.time.ZoneOffset.UTC;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.temporal.ChronoUnit;
import java.util.stream.IntStream;
import org.imprimatur.Api;
import org.imprimatur.Cast;
import org.imprimatur.Product;
import org.imprimatur.access.Visitor;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/** Two nodes that {@code ./start} and {@code ./start --join} have started: one house with two doors. */
@Tag("killed")
@TestMethodOrder(OrderAnnotation.class)
class TwoNodesTests {

    private static final String ENGINE = "/camunda/api/engine/engine/default";

    private static Path data;
    private static Product first;
    private static Product second;
    private static Cast here;
    private static Cast there;

    @BeforeAll
    static void startBoth(@TempDir Path temporary) throws Exception {
        data = temporary.toRealPath().resolve("data");
        first = Product.start(Product.freePort(), House.SMALL, "--data", data.toString());
        first.address();
        second = join();
        here = new Cast(first.port());
        second.address();
        there = new Cast(second.port());
    }

    @AfterAll
    static void stopBoth() {
        second.close();
        first.close();
    }

    @Test
    @Order(1)
    void theSecondOneHasNoServersOfItsOwn() {
        var servers = Servers.on(data);

        assertThat(servers).isNotEmpty();
        assertThat(first.children()).containsAll(servers);
        assertThat(second.children()).doesNotContainAnyElementsOf(servers);
    }

    @Test
    @Order(2)
    void whoSignsInAtOneDecidesAtTheOtherInTasklist() {
        var post = here.submitted(here.creator, "Two doors", "null");
        var task = there.task(there.reviewer, post);
        var browser = Visitor.signedIn(first.port(), "meridian-reviewer", Cast.PASSWORD);

        var other = browser.at(second.port());
        assertThat(other.get("/inbox").body()).contains("Two doors").contains("meridian-reviewer");
        assertThat(other.get("/camunda/app/tasklist/default/").statusCode()).isEqualTo(200);
        var decided = other.camunda("POST", ENGINE + "/task/" + task.get("id").asText() + "/submit-form", """
                {"variables": {"decision": {"value": "approve", "type": "String"},
                  "hash": {"value": "%s", "type": "String"}}}""".formatted(
                        task.at("/subject/hash").asText()));

        assertThat(decided.statusCode()).as(decided::body).isEqualTo(204);
        assertThat(here.state(post)).isEqualTo("brand_approval");
        assertThat(browser.get("/inbox").body()).doesNotContain("Two doors");
    }

    @Test
    @Order(3)
    void whoSignsOutAtOneIsOutAtTheOther() {
        var browser = Visitor.signedIn(second.port(), "meridian-reviewer", Cast.PASSWORD);
        var other = browser.at(first.port());
        assertThat(other.get("/inbox").statusCode()).isEqualTo(200);

        browser.signOut();

        assertThat(other.get("/inbox").statusCode()).isEqualTo(302);
    }

    @Test
    @Order(4)
    void whatIsUploadedAtOneIsThereAtTheOtherAtOnce() {
        var picture = Cast.picture();

        var stored = there.creator.upload("meridian", "cup.jpg", picture).text("/id");

        assertThat(here.creator.get("/api/assets/" + stored + "/content").body())
                .isEqualTo(picture);
        var again = here.creator.upload("meridian", "again.jpg", picture);
        assertThat(again.status()).as(again::toString).isEqualTo(200);
        assertThat(again.text("/id")).isEqualTo(stored);
    }

    @Test
    @Order(5)
    void aSlotComesOnceHoweverManyLookAtTheClock() {
        var posts = IntStream.range(0, 8)
                .mapToObj(number -> (number % 2 == 0 ? here : there).approved("Slot " + number, inHalfAMinute()))
                .toList();

        posts.forEach(post -> here.awaitState(post, "published"));

        posts.forEach(TwoNodesTests::wentOutOnce);
        assertThat(new Books(data).wrong()).isEmpty();
    }

    /** What a killed node held is free again when its leases and locks run out, after half a minute. */
    @Test
    @Order(6)
    void whatAKilledNodeHadBegunTheOtherOneFinishes() {
        var pictures = IntStream.range(0, 12)
                .mapToObj(number -> there.creator
                        .upload("meridian", "cup.jpg", Cast.picture())
                        .text("/id"))
                .toList();
        var posts = IntStream.range(0, 12)
                .mapToObj(number -> there.approved("Killed " + number, "null"))
                .toList();
        second.kill();
        var killed = Instant.now();

        var books = new Books(data);
        await().atMost(Duration.ofSeconds(90))
                .pollInterval(Duration.ofMillis(500))
                .until(() -> books.underWay().isEmpty());
        System.out.printf(
                "taken over and done %.1f s after the kill%n",
                Duration.between(killed, Instant.now()).toMillis() / 1000.0);
        posts.forEach(TwoNodesTests::wentOutOnce);
        pictures.forEach(
                picture -> assertThat(here.creator.get("/api/assets/" + picture).text("/state"))
                        .isEqualTo("cataloged"));
        assertThat(books.wrong()).isEmpty();
        assertThat(books.missing()).isEmpty();

        second = join();
        assertThat(Api.nobody(second.address().getPort())
                        .get("/actuator/health")
                        .status())
                .isEqualTo(200);
    }

    @Test
    @Order(7)
    void theSecondOneStopsAloneAndWithTheFirstOneItSaysThatTheDatabaseIsAway() {
        var program = Api.of(second.port(), "meridian-creator", Cast.PASSWORD);
        first.kill();
        await().atMost(Duration.ofSeconds(30)).until(() -> Servers.on(data).isEmpty());

        var away = program.get("/api/brands/meridian/posts");
        assertThat(away.status()).as(away::toString).isEqualTo(503);

        first = Product.start(first.port(), House.SMALL, "--data", data.toString());
        first.address();
        await().atMost(Duration.ofSeconds(30))
                .until(() -> program.get("/api/brands/meridian/posts").status() == 200);
    }

    private static String inHalfAMinute() {
        return """
                {"local": "%s", "zone": "UTC"}""".formatted(LocalDateTime.now(UTC).plusSeconds(30).truncatedTo(ChronoUnit.SECONDS));
    }

    private static Product join() {
        return Product.start(Product.freePort(), House.SMALL, "--join", data.toString());
    }

    private static void wentOutOnce(String post) {
        here.awaitState(post, "published");
        var attempts = here.manager.get("/api/posts/" + post + "/publications").json();
        assertThat(attempts).hasSize(1);
        assertThat(attempts.get(0).get("state").asText()).isEqualTo("sent");
    }
}
