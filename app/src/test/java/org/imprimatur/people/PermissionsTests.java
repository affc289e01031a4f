package org.imprimatur.people;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.imprimatur.people.Permissions.Action.DECIDE_ASSET;
import static org.imprimatur.people.Permissions.Action.LEDGER;
import static org.imprimatur.people.Permissions.Action.READ;
import static org.imprimatur.people.Permissions.Action.UPLOAD;
import static org.imprimatur.people.Permissions.Action.WITHDRAW;
import static org.imprimatur.people.Permissions.Action.WRITE;

import java.time.ZoneId;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.imprimatur.people.Permissions.Action;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class PermissionsTests {

    private final Permissions permissions = new Permissions();

    static Stream<Arguments> table() {
        return Stream.of(
                Arguments.of(Role.CREATOR, Set.of(READ, UPLOAD, WRITE)),
                Arguments.of(Role.LIBRARIAN, Set.of(READ, UPLOAD, DECIDE_ASSET)),
                Arguments.of(Role.REVIEWER, Set.of(READ)),
                Arguments.of(Role.BRAND_MANAGER, Set.of(READ, UPLOAD, DECIDE_ASSET, WITHDRAW, LEDGER)),
                Arguments.of(Role.PUBLISHER, Set.of(READ, LEDGER)),
                Arguments.of(Role.MODELER, Set.of(READ)),
                Arguments.of(Role.AUDITOR, Set.of(READ, LEDGER)));
    }

    @ParameterizedTest
    @MethodSource("table")
    void aRoleMayWhatTheTableSaysAndNothingElse(Role role, Set<Action> allowed) {
        assertThat(allowedIn("aurora", somebody(role, false, true))).isEqualTo(allowed);
        assertThat(allowedIn("boreal", somebody(role, false, true))).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("table")
    void somebodySwitchedOffMayNothing(Role role, Set<Action> allowed) {
        assertThat(allowedIn("aurora", somebody(role, false, false))).isEmpty();
    }

    @Test
    void anAdministratorKeepsPeopleAndReadsNoBrand() {
        var admin = new Person("admin", "Ada", ZoneId.of("UTC"), true, true, Map.of());

        assertThat(allowedIn("aurora", admin)).isEmpty();
        permissions.requireAdministrator(admin);
        assertThatThrownBy(() -> permissions.requireAdministrator(somebody(Role.BRAND_MANAGER, false, true)))
                .isInstanceOf(NotPermitted.class);
    }

    @Test
    void aForeignBrandLooksAsIfItDidNotExist() {
        assertThatThrownBy(() -> permissions.require(somebody(Role.CREATOR, false, true), WRITE, "boreal"))
                .isInstanceOfSatisfying(
                        NotPermitted.class, no -> assertThat(no.secret()).isTrue());
        assertThatThrownBy(() -> permissions.require(somebody(Role.REVIEWER, false, true), WRITE, "aurora"))
                .isInstanceOfSatisfying(
                        NotPermitted.class, no -> assertThat(no.secret()).isFalse())
                .hasMessageContaining("creator");
    }

    private Set<Action> allowedIn(String brand, Person person) {
        return Arrays.stream(Action.values())
                .filter(action -> permissions.may(person, action, brand))
                .collect(Collectors.toSet());
    }

    private static Person somebody(Role role, boolean administrator, boolean enabled) {
        return new Person("sam", "Sam", ZoneId.of("UTC"), administrator, enabled, Map.of("aurora", Set.of(role)));
    }
}
