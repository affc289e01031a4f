package org.imprimatur.access;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.imprimatur.access.Visitor.basic;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.core.AppenderBase;
import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.imprimatur.Api;
import org.imprimatur.ImprimaturTest;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Looks for passwords and tokens where they must not be. */
@ImprimaturTest
class SecretsTests {

    private static final String PASSWORD = "kept-to-myself-0001";
    private static final String NEW_PASSWORD = "kept-to-myself-0002";
    private static final String MISTYPED = "kept-to-myself-0003";
    private static final String AS_A_NAME = "kept-to-myself-0004";

    @LocalServerPort
    private int port;

    @Autowired
    private JdbcClient jdbc;

    @Test
    void noSecretIsInALogLineInTheLogOrAnywhereInTheDatabase() {
        var secrets = new ArrayList<>(List.of(PASSWORD, NEW_PASSWORD, MISTYPED, AS_A_NAME));
        for (var given : List.of(PASSWORD, MISTYPED, NEW_PASSWORD)) {
            secrets.add(basic("quiet", given).substring("Basic ".length()));
        }
        List<String> lines;
        try (var log = new Listening()) {
            secrets.addAll(comeAndGo());
            lines = log.lines();
        }

        assertThat(lines).anySatisfy(line -> assertThat(line).contains("POST \"/api/tokens\""));
        for (var secret : secrets) {
            assertThat(lines).noneMatch(line -> line.contains(secret));
            assertThat(tablesWith(secret)).as("Tables that hold a secret").isEmpty();
        }
    }

    /** Signs in and out in every way, rightly and wrongly, and answers with the tokens that came of it. */
    private List<String> comeAndGo() {
        var admin = Api.byPassword(port, "admin", "demo");
        assertThat(admin.post("/api/people", """
                {"id": "quiet", "name": "Quiet", "zone": "UTC", "password": "%s", "administrator": false, "roles": {}}""".formatted(PASSWORD)).status()).isEqualTo(201);
        new Visitor(port).signIn("quiet", MISTYPED);
        new Visitor(port).signIn(AS_A_NAME, "quiet");
        var browser = Visitor.signedIn(port, "quiet", PASSWORD);
        assertThat(browser.get("/account/tokens").statusCode()).isEqualTo(200);

        var program = new Visitor(port);
        assertThat(program.get("/api/account", "Authorization", basic("quiet", MISTYPED))
                        .statusCode())
                .isEqualTo(401);
        var made = program.json(
                "POST", "/api/tokens", "{\"name\": \"Script\"}", "Authorization", basic("quiet", PASSWORD));
        var token = made.body().replaceAll("(?s).*\"token\":\"([^\"]+)\".*", "$1");
        assertThat(token).startsWith("imp_");
        var guessed = "imp_" + "x".repeat(43);
        assertThat(program.get("/api/account", "Authorization", "Bearer " + guessed)
                        .statusCode())
                .isEqualTo(401);
        assertThat(program.get("/api/account", "Authorization", "Bearer " + token)
                        .statusCode())
                .isEqualTo(200);
        assertThat(program.json(
                                "PUT",
                                "/api/account/password",
                                "{\"old\": \"%s\", \"password\": \"%s\"}".formatted(PASSWORD, NEW_PASSWORD),
                                "Authorization",
                                "Bearer " + token)
                        .statusCode())
                .isEqualTo(204);
        assertThat(program.json(
                                "PUT",
                                "/api/account/password",
                                "{\"old\": \"%s\", \"password\": \"short\"}".formatted(MISTYPED),
                                "Authorization",
                                "Bearer " + token)
                        .statusCode())
                .isEqualTo(422);
        program.json(
                "PATCH",
                "/api/people/quiet",
                "{\"password\": \"" + MISTYPED + "\"}",
                "Authorization",
                basic("quiet", NEW_PASSWORD));
        program.json("POST", "/api/tokens", "{\"name\": \"" + "x", "Authorization", basic("quiet", NEW_PASSWORD));
        return List.of(token, guessed);
    }

    private List<String> tablesWith(String secret) {
        var hex = HexFormat.of().formatHex(secret.getBytes(UTF_8));
        return jdbc
                .sql("select tablename from pg_tables where schemaname = current_schema() order by tablename")
                .query(String.class)
                .list()
                .stream()
                .filter(table -> jdbc.sql("select exists (select 1 from \"" + table + "\" row"
                                + " where row::text like '%' || :plain || '%' or row::text like '%' || :hex || '%')")
                        .param("plain", secret)
                        .param("hex", hex)
                        .query(Boolean.class)
                        .single())
                .toList();
    }

    /** Spring tells at this level what it read from a request: the record, by its {@code toString}. */
    @Test
    void noRecordTellsItsSecretWhenItIsWrittenOut() throws IOException, ReflectiveOperationException {
        var looked = new ArrayList<String>();
        for (var type : records()) {
            for (var component : type.getRecordComponents()) {
                if (component
                                .getName()
                                .matches("(?i)old|(.*(password|secret|token|authorization))|.*secretKey|accessKey")
                        && component.getType() == String.class) {
                    looked.add(type.getSimpleName() + "." + component.getName());
                    assertThat(written(type)).as(type.getName()).doesNotContain("its-" + component.getName());
                }
            }
        }
        assertThat(looked)
                .contains("NewPerson.password", "Fresh.secret", "StoreConnection.secretKey", "TokenJson.token");
    }

    private static List<Class<?>> records() throws IOException, ClassNotFoundException {
        var records = new ArrayList<Class<?>>();
        for (var file :
                new PathMatchingResourcePatternResolver().getResources("classpath*:org/imprimatur/**/*.class")) {
            var path = file.getURL().getPath();
            var name = path.substring(path.lastIndexOf("org/imprimatur/"), path.length() - ".class".length())
                    .replace('/', '.');
            if (!name.endsWith("-info")) {
                var type = Class.forName(name, false, SecretsTests.class.getClassLoader());
                if (type.isRecord()) {
                    records.add(type);
                }
            }
        }
        return records;
    }

    private static String written(Class<?> type) throws ReflectiveOperationException {
        var components = type.getRecordComponents();
        var constructor = type.getDeclaredConstructor(
                Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new));
        constructor.setAccessible(true);
        return constructor
                .newInstance(Arrays.stream(components).map(SecretsTests::sample).toArray())
                .toString();
    }

    private static @Nullable Object sample(RecordComponent component) {
        if (component.getType() == String.class) {
            return "its-" + component.getName() + ", longer than sixteen";
        }
        return Map.<Class<?>, Object>of(boolean.class, true, int.class, 1, long.class, 1L)
                .get(component.getType());
    }

    /** Hears everything that is logged, with Spring's web layer and our own code as talkative as an operator makes them. */
    private static final class Listening implements AutoCloseable {

        private static final List<String> TALKATIVE =
                List.of("org.springframework.web", "org.springframework.security", "org.imprimatur");

        private final LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
        private final ConcurrentLinkedQueue<String> lines = new ConcurrentLinkedQueue<>();
        private final AppenderBase<ILoggingEvent> appender = new AppenderBase<>() {
            @Override
            protected void append(ILoggingEvent event) {
                var line = new StringBuilder(event.getFormattedMessage())
                        .append(' ')
                        .append(event.getMDCPropertyMap());
                for (IThrowableProxy thrown = event.getThrowableProxy(); thrown != null; thrown = thrown.getCause()) {
                    line.append(' ').append(thrown.getMessage());
                }
                lines.add(line.toString());
            }
        };

        Listening() {
            appender.setContext(context);
            appender.start();
            root().addAppender(appender);
            TALKATIVE.forEach(name -> context.getLogger(name).setLevel(Level.DEBUG));
        }

        List<String> lines() {
            return List.copyOf(lines);
        }

        private Logger root() {
            return context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
        }

        @Override
        public void close() {
            TALKATIVE.forEach(name -> context.getLogger(name).setLevel(null));
            root().detachAppender(appender);
        }
    }
}
