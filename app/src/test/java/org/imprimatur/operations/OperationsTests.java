package org.imprimatur.operations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import com.fasterxml.jackson.databind.JsonNode;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.UUID;
import org.imprimatur.Api;
import org.imprimatur.Cast;
import org.imprimatur.ImprimaturTest;
import org.imprimatur.access.Visitor;
import org.imprimatur.assets.AssetStore;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What whoever runs the product can see of it from outside. */
@ImprimaturTest
class OperationsTests {

    @LocalServerPort
    private int port;

    @Autowired
    private MeterRegistry meters;

    @Autowired
    private AssetStore store;

    @Autowired
    private JdbcClient jdbc;

    @Test
    void everybodyHearsWhichPartIsWellAndNothingBesides() {
        var nobody = Api.nobody(port);
        for (var path : new String[] {"", "/liveness", "/readiness"}) {
            var health = nobody.get("/actuator/health" + path);
            assertThat(health.status()).isEqualTo(200);
            assertThat(health.at("/status")).isEqualTo("UP");
            assertThat(health.text()).doesNotContain("details", "jdbc", "http", "/");
        }
        assertThat(nobody.get("/actuator/health/db").status()).isNotEqualTo(200);
    }

    @Test
    void withoutATokenInTheSettingsNobodyReadsTheMetrics() {
        for (var caller : new Api[] {Api.nobody(port), Api.of(port, "admin")}) {
            assertThat(caller.get("/actuator/prometheus").status()).isEqualTo(401);
        }
        assertThat(Api.nobody(port)
                        .get("/actuator/prometheus", "Authorization", "Bearer ")
                        .status())
                .isEqualTo(401);
        assertThat(Visitor.signedIn(port, "admin", "demo")
                        .get("/actuator/prometheus")
                        .statusCode())
                .isEqualTo(401);
    }

    @Test
    void nothingElseOfTheActuatorIsOpen() {
        for (var path : new String[] {"", "/env", "/beans", "/metrics", "/loggers", "/heapdump", "/prometheus/"}) {
            assertThat(Api.nobody(port).get("/actuator" + path).status())
                    .as(path)
                    .isIn(302, 401, 403, 404);
            assertThat(Api.of(port, "admin").get("/actuator" + path).status())
                    .as(path)
                    .isIn(401, 403, 404);
        }
    }

    @Test
    void whatWaitsIsCounted() {
        var cast = new Cast(port);
        cast.submitted(cast.creator, "Counted", "null");

        assertThat(meters.get("imprimatur.tasks.open").gauge().value()).isPositive();
        for (var name : new String[] {
            "imprimatur.tasks.overdue",
            "imprimatur.cataloging.waiting",
            "imprimatur.cataloging.oldest",
            "imprimatur.assets.failed",
            "imprimatur.publications",
            "imprimatur.jobs.due",
            "imprimatur.jobs.lag",
            "imprimatur.jobs.failed",
            "imprimatur.incidents"
        }) {
            assertThat(meters.get(name).gauges()).as(name).isNotEmpty().allSatisfy(gauge -> assertThat(gauge.value())
                    .isNotNegative());
        }
        cast.uploaded(cast.creator, "counted.jpg", Cast.picture());
        assertThat(meters.get("imprimatur.store.requests").tag("method", "PUT").timers())
                .isNotEmpty();
    }

    @Test
    void aRequestKeepsTheIdThatItCameWith() {
        var answer = Api.nobody(port).get("/api/tasks", "X-Request-Id", "from-the-proxy-0042");

        assertThat(answer.header("X-Request-Id")).isEqualTo("from-the-proxy-0042");
        assertThat(answer.text("/request")).isEqualTo("from-the-proxy-0042");
    }

    @ParameterizedTest
    @ValueSource(strings = {"short", "with spaces in it", "{\"json\":1}", "<script>alert(1)</script>"})
    void anIdThatIsNoneIsReplaced(String given) {
        var answer = Api.nobody(port).get("/api/tasks", "X-Request-Id", given);

        assertThat(answer.header("X-Request-Id")).isNotEqualTo(given).matches("[0-9a-f-]{36}");
    }

    @Test
    void twoRequestsAreTwo() {
        var nobody = Api.nobody(port);

        assertThat(nobody.get("/feeds/aurora").header("X-Request-Id"))
                .isNotEqualTo(nobody.get("/feeds/aurora").header("X-Request-Id"));
    }

    @Test
    void thePageOfAnErrorNamesItsRequest() {
        var answer = Visitor.signedIn(port, "creator", "demo").get("/no-such-page");

        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(answer.body())
                .contains(answer.headers().firstValue("X-Request-Id").orElseThrow());
    }

    @Test
    void theLogNamesTheRequestThatALineBelongsTo() {
        var lines = new ListAppender<ILoggingEvent>();
        var root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
        lines.start();
        root.addAppender(lines);
        try {
            var cast = new Cast(port);
            compared(cast, "X-Request-Id", "looked-up-later");
        } finally {
            root.detachAppender(lines);
        }
        assertThat(lines.list)
                .filteredOn(line -> line.getFormattedMessage().startsWith("Store and database"))
                .extracting(line -> line.getMDCPropertyMap().get("request_id"))
                .contains("looked-up-later");
    }

    @Test
    void anAdministratorComparesStoreAndDatabase() {
        var cast = new Cast(port);
        cast.uploaded(cast.creator, "compared.jpg", Cast.picture());

        var compared = compared(cast);

        assertThat(compared.at("/objects").asInt()).isPositive();
        assertThat(compared.at("/rowsCompared").asInt()).isPositive();
        assertThat(compared.at("/removed")).isEmpty();
    }

    @Test
    void anAdministratorHearsWhichAssetHasLostItsBytes() throws IOException {
        var cast = new Cast(port);
        var picture = Cast.picture();
        var lost = cast.uploaded(cast.creator, "lost.jpg", picture);
        var key = jdbc.sql("select storage_key from asset where id = :id")
                .param("id", UUID.fromString(lost))
                .query(String.class)
                .single();
        store.remove(key);
        try {
            assertThat(compared(cast).at("/missing"))
                    .extracting(JsonNode::asText)
                    .contains(lost);
        } finally {
            store.put(key, new ByteArrayInputStream(picture), picture.length, "image/jpeg");
        }
    }

    @Test
    void whoeverComparesWhileAnotherDoesIsNotToldThatAllIsWell() {
        var cast = new Cast(port);

        compared(cast);
        jdbc.sql("update reconciliation set state = 'running', leased_until = now() + interval '1 minute'")
                .update();
        try {
            var refused = cast.admin.post("/api/reconciliations");

            assertThat(refused.status()).isEqualTo(409);
            assertThat(refused.text("/type")).endsWith("/already-comparing");
            assertThat(cast.admin.get("/api/reconciliations/latest").text("/state"))
                    .isEqualTo("running");
        } finally {
            jdbc.sql("update reconciliation set state = 'done'").update();
        }
    }

    /** Begins a comparison, waits for its end where the answer says, and answers what it found. */
    private static JsonNode compared(Cast cast, String... headers) {
        var begun = cast.admin.send(
                "POST", "/api/reconciliations", java.net.http.HttpRequest.BodyPublishers.noBody(), headers);
        assertThat(begun.status()).as(begun::toString).isEqualTo(202);
        assertThat(begun.header("Location")).endsWith("/api/reconciliations/latest");
        await().atMost(Duration.ofSeconds(60)).until(() -> !cast.admin
                .get("/api/reconciliations/latest")
                .text("/state")
                .equals("running"));
        var ended = cast.admin.get("/api/reconciliations/latest").json();
        assertThat(ended.at("/state").asText()).isEqualTo("done");
        return ended;
    }
}
