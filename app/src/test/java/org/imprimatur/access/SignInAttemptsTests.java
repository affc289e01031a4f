package org.imprimatur.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.imprimatur.access.Visitor.basic;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.eq;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.times;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.imprimatur.people.People;
import org.imprimatur.people.People.NewPerson;
import org.imprimatur.people.Tokens;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.authentication.BadCredentialsException;
import org.springframework.transaction.support.TransactionTemplate;

@SpringBootTest(classes = SmallHouse.class, webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
class SignInAttemptsTests {

    private static final String SECRET = "a long password";

    private final String account = "somebody " + UUID.randomUUID();
    private final String home = "home " + UUID.randomUUID();

    private Instant now = Instant.parse("2026-11-25T12:00:00Z");

    @LocalServerPort
    private int port;

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private TransactionTemplate transaction;

    @Autowired
    private People people;

    @Autowired
    private Tokens tokens;

    @Test
    void anAccountIsTriedTenTimesInARowAndThenOnceEveryThreeMinutes() {
        var attempts = node();
        for (var i = 0; i < 10; i++) {
            take(attempts, account, home + i);
        }

        assertThatThrownBy(() -> take(attempts, account, "elsewhere " + home))
                .isInstanceOf(TooManyAttempts.class)
                .hasMessageContaining("Try again in 180 seconds");
        passes(Duration.ofSeconds(170));
        assertThatThrownBy(() -> take(attempts, account, home)).hasMessageContaining("Try again in 10 seconds");
        passes(Duration.ofSeconds(10));
        take(attempts, account, home);
        assertThatThrownBy(() -> take(attempts, account, home)).isInstanceOf(TooManyAttempts.class);

        passes(Duration.ofMinutes(30));
        for (var i = 0; i < 10; i++) {
            take(attempts, account, home);
        }
    }

    @Test
    void aRightPasswordCostsNothing() {
        var attempts = node();
        for (var i = 0; i < 100; i++) {
            take(attempts, account, home);
            transaction.executeWithoutResult(done -> attempts.giveBack(account, home));
        }
    }

    @Test
    void manyAtOnceOnTwoNodesAreNoMoreThanTen() throws Exception {
        var nodes = new SignInAttempts[] {node(), node()};
        var pool = Executors.newFixedThreadPool(8);
        try {
            var guesses = new ArrayList<Callable<Boolean>>();
            for (var i = 0; i < 40; i++) {
                var node = nodes[i % 2];
                guesses.add(() -> {
                    try {
                        take(node, account, home);
                        return true;
                    } catch (TooManyAttempts e) {
                        return false;
                    }
                });
            }
            var compared = 0;
            for (Future<Boolean> guess : pool.invokeAll(guesses)) {
                compared += guess.get() ? 1 : 0;
            }

            assertThat(compared).isEqualTo(10);
        } finally {
            pool.shutdownNow();
        }
    }

    @Test
    void anAddressTriesSixtyAccountsInARowAndThenOneEveryHalfMinute() {
        var attempts = node();
        for (var i = 0; i < 60; i++) {
            take(attempts, account + i, home);
        }

        assertThatThrownBy(() -> take(attempts, account, home)).hasMessageContaining("Try again in 30 seconds");
        assertThatCode(() -> take(attempts, account, "elsewhere " + home)).doesNotThrowAnyException();
        passes(Duration.ofSeconds(30));
        assertThatCode(() -> take(attempts, account, home)).doesNotThrowAnyException();
    }

    @Test
    void anAddressThatIsRefusedCostsNobodyAnAttempt() {
        var attempts = node();
        for (var i = 0; i < 60; i++) {
            take(attempts, account + i, home);
        }
        for (var i = 0; i < 20; i++) {
            assertThatThrownBy(() -> take(attempts, account, home)).isInstanceOf(TooManyAttempts.class);
        }

        for (var i = 0; i < 10; i++) {
            take(attempts, account, "elsewhere " + home);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "2001:db8:1:2::1, 2001:db8:1:2:ffff::7, true",
        "2001:db8:1:2::1, 2001:db8:1:3::1, false",
        "192.0.2.1, 192.0.2.2, false",
    })
    void allOfAnIpv6NetworkIsOneAddress(String one, String other, boolean same) {
        jdbc.sql("delete from sign_in_attempt where tried like 'address %'").update();
        var attempts = node();
        for (var i = 0; i < 60; i++) {
            take(attempts, account + i, one);
        }

        if (same) {
            assertThatThrownBy(() -> take(attempts, account, other)).isInstanceOf(TooManyAttempts.class);
        } else {
            take(attempts, account, other);
        }
    }

    @Test
    void whatIsForgottenIsGoneAndWhatWasTypedIsNowhere() {
        var attempts = node();
        take(attempts, account, home);
        assertThat(jdbc.sql("select tried from sign_in_attempt")
                        .query(String.class)
                        .list())
                .contains("address " + home)
                .noneMatch(tried -> tried.contains(account));

        passes(Duration.ofHours(1));
        take(attempts, "another " + account, "elsewhere");

        assertThat(jdbc.sql("select tried from sign_in_attempt")
                        .query(String.class)
                        .list())
                .doesNotContain("address " + home);
    }

    @Test
    void afterTenWrongPasswordsEvenTheRightOneWaitsWhileALiveSessionAndATokenGoOn() {
        people.create(new NewPerson("lou", "Lou Locked", "UTC", SECRET, false, Map.of()), null);
        var alive = Visitor.signedIn(port, "lou", SECRET);
        var token =
                tokens.create(people.find("lou").orElseThrow(), "Laptop", null).secret();
        var program = new Visitor(port);
        for (var i = 0; i < 10; i++) {
            assertThat(program.get("/api/account", "Authorization", basic("lou", "wrong " + i))
                            .statusCode())
                    .isEqualTo(401);
        }

        var refused = program.get("/api/account", "Authorization", basic("lou", SECRET));
        assertThat(refused.statusCode()).isEqualTo(429);
        assertThat(refused.body()).contains("/problems/too-many-attempts", "Try again in ");
        assertThat(refused.headers().firstValueAsLong("Retry-After").orElseThrow())
                .isBetween(1L, 180L);
        var door = new Visitor(port);
        var sentBack =
                door.signIn("lou", SECRET).headers().firstValue("Location").orElseThrow();
        assertThat(sentBack).endsWith("/sign-in?wait=3");
        assertThat(door.get("/sign-in?wait=3").body()).contains("Try again in 3 minutes.");

        assertThat(alive.get("/account/tokens").statusCode()).isEqualTo(200);
        assertThat(program.get("/api/account", "Authorization", "Bearer " + token)
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void rightPasswordsThatComeTogetherDoNotUseUpEachOthersAttempts() throws Exception {
        people.create(new NewPerson("max", "Max Many", "UTC", SECRET, false, Map.of()), null);
        var pool = Executors.newFixedThreadPool(12);
        try {
            Callable<Integer> call = () -> new Visitor(port)
                    .get("/api/account", "Authorization", basic("max", SECRET))
                    .statusCode();

            for (Future<Integer> status : pool.invokeAll(Collections.nCopies(12, call))) {
                assertThat(status.get()).isEqualTo(200);
            }
        } finally {
            pool.shutdownNow();
        }
    }

    @Test
    void whoFindsAllTurnsTakenIsToldToComeBackInsteadOfWaitingForEver() throws Exception {
        var slow = mock(People.class);
        var done = new CountDownLatch(1);
        when(slow.authenticate(any(), any())).thenAnswer(compared -> {
            done.await();
            return Optional.empty();
        });
        var door = new PasswordSignIn(slow, mock(), mock());
        var pool = Executors.newFixedThreadPool(4);
        try {
            for (var i = 0; i < 4; i++) {
                var name = "somebody " + i;
                var unused = pool.submit(() -> door.signIn(name, "a password", null));
            }
            await().untilAsserted(() -> verify(slow, times(4)).authenticate(any(), any()));

            assertThatThrownBy(() -> door.signIn("max", SECRET, null))
                    .isInstanceOf(TooManyAttempts.class)
                    .hasMessageContaining("at this moment");
        } finally {
            done.countDown();
            pool.shutdownNow();
        }
    }

    @Test
    void oneAccountLeavesTurnsForOthers() throws Exception {
        var slow = mock(People.class);
        var done = new CountDownLatch(1);
        when(slow.authenticate(eq("busy"), any())).thenAnswer(compared -> {
            done.await();
            return Optional.empty();
        });
        when(slow.authenticate(eq("max"), any())).thenReturn(Optional.empty());
        var door = new PasswordSignIn(slow, mock(), mock());
        var pool = Executors.newFixedThreadPool(6);
        try {
            for (var i = 0; i < 6; i++) {
                var unused = pool.submit(() -> door.signIn("busy", SECRET, null));
            }
            await().untilAsserted(() -> verify(slow, times(2)).authenticate(eq("busy"), any()));

            assertThatThrownBy(() -> door.signIn("max", SECRET, null)).isInstanceOf(BadCredentialsException.class);
        } finally {
            done.countDown();
            pool.shutdownNow();
        }
    }

    @Test
    void aWrongPasswordInTheFormIsOneAttempt() {
        people.create(new NewPerson("fay", "Fay Form", "UTC", SECRET, false, Map.of()), null);
        var door = new Visitor(port);
        for (var i = 0; i < 10; i++) {
            assertThat(door.signIn("fay", "wrong " + i)
                            .headers()
                            .firstValue("Location")
                            .orElseThrow())
                    .contains("?refused");
        }

        assertThat(door.signIn("fay", "wrong").headers().firstValue("Location").orElseThrow())
                .contains("?wait=");
    }

    @Test
    void whoGuessesTheOldPasswordFromInsideWaitsTooAndHindersNobodyAtTheDoor() {
        people.create(new NewPerson("ida", "Ida Inside", "UTC", SECRET, false, Map.of()), null);
        var token =
                tokens.create(people.find("ida").orElseThrow(), "Stolen", null).secret();
        for (var i = 0; i < 10; i++) {
            assertThat(changed(token, "wrong " + i, "quite another one")).isEqualTo(422);
        }

        assertThat(changed(token, SECRET, "quite another one")).isEqualTo(429);

        assertThat(Visitor.signedIn(port, "ida", SECRET).get("/account/tokens").statusCode())
                .isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void whatIsTypedAtTheDoorAndWhatIsGuessedInsideAreTwoCounts(boolean atTheDoorFirst) {
        var name = "sid-" + atTheDoorFirst;
        people.create(new NewPerson(name, "Sid Inside", "UTC", SECRET, false, Map.of()), null);
        var token =
                tokens.create(people.find(name).orElseThrow(), "Laptop", null).secret();
        var typed = basic("inside " + name, "wrong");
        for (var i = 0; i < 11; i++) {
            if (atTheDoorFirst) {
                new Visitor(port).get("/api/account", "Authorization", typed);
            } else {
                changed(token, "wrong " + i, "quite another one");
            }
        }

        if (atTheDoorFirst) {
            assertThat(changed(token, SECRET, "quite another one")).isEqualTo(204);
        } else {
            assertThat(new Visitor(port)
                            .get("/api/account", "Authorization", typed)
                            .statusCode())
                    .isEqualTo(401);
        }
    }

    private int changed(String token, String old, String fresh) {
        return new Visitor(port)
                .json(
                        "PUT",
                        "/api/account/password",
                        "{\"old\": \"%s\", \"password\": \"%s\"}".formatted(old, fresh),
                        "Authorization",
                        "Bearer " + token)
                .statusCode();
    }

    private SignInAttempts node() {
        return new SignInAttempts(jdbc, ((InstantSource) () -> now).withZone(ZoneOffset.UTC));
    }

    private void take(SignInAttempts node, String name, String from) {
        transaction.executeWithoutResult(begun -> node.take(name, from));
    }

    private void passes(Duration time) {
        now = now.plus(time);
    }
}
