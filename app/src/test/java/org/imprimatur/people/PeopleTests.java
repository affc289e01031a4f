package org.imprimatur.people;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.imprimatur.InvalidFields;
import org.imprimatur.approval.Groups;
import org.imprimatur.approval.Refused;
import org.imprimatur.log.Log;
import org.imprimatur.people.People.Change;
import org.imprimatur.people.People.NewPerson;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.autoconfigure.jdbc.AutoConfigureTestDatabase;
import org.springframework.boot.test.autoconfigure.jdbc.JdbcTest;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.FilterType;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.ContextConfiguration;

/** Each test rolls back, so all of them start with nobody. */
@JdbcTest(properties = "spring.flyway.locations=classpath:db/migration/people,classpath:db/migration/log")
@AutoConfigureTestDatabase(replace = AutoConfigureTestDatabase.Replace.NONE)
@ContextConfiguration(classes = PeopleTests.Room.class)
@Import(PostgresForTests.class)
class PeopleTests {

    @Configuration(proxyBeanMethods = false)
    @ComponentScan(
            basePackageClasses = {People.class, Log.class},
            excludeFilters =
                    @ComponentScan.Filter(
                            type = FilterType.REGEX,
                            pattern = {".*\\.engine\\..*", ".*Tests.*"}))
    static class Room {
        @Bean
        Clock clock() {
            return Clock.systemUTC();
        }
    }

    @Autowired
    private People people;

    @Autowired
    private Tokens tokens;

    @Autowired
    private Groups groups;

    @Autowired
    private Log log;

    @Autowired
    private JdbcClient jdbc;

    @BeforeEach
    void twoBrands() {
        people.createBrand(Brand.of("aurora", "Aurora Coffee", "Europe/Berlin"), null);
        people.createBrand(Brand.of("boreal", "Boreal Tea", "Asia/Tokyo"), null);
    }

    @Test
    void somebodyIsFoundWithTheirRolesAndGroups() {
        var sam = people.create(
                person("sam", Map.of("aurora", Set.of(Role.CREATOR), "boreal", Set.of(Role.REVIEWER))), null);

        assertThat(people.find("sam")).contains(sam);
        assertThat(groups.of("sam")).containsExactlyInAnyOrder("aurora:creator", "boreal:reviewer");
        assertThat(people.in("boreal:reviewer")).containsExactly(sam);
        assertThat(people.in("aurora:reviewer")).isEmpty();
        assertThat(people.brandsOf(sam)).extracting(Brand::id).containsExactly("aurora", "boreal");
    }

    @Test
    void somebodySwitchedOffBelongsNowhereAndCannotSignIn() {
        people.create(person("sam", Map.of("aurora", Set.of(Role.REVIEWER))), null);
        assertThat(people.authenticate("sam", "a long password")).isPresent();

        people.update("sam", new Change(null, null, null, false, null), "admin");

        assertThat(groups.of("sam")).isEmpty();
        assertThat(people.in("aurora:reviewer")).isEmpty();
        assertThat(people.authenticate("sam", "a long password")).isEmpty();
    }

    @Test
    void aWrongPasswordAndAnUnknownNameAreTheSameAnswer() {
        people.create(person("sam", Map.of()), null);

        assertThat(people.authenticate("sam", "another password")).isEmpty();
        assertThat(people.authenticate("nobody", "a long password")).isEmpty();
    }

    @Test
    void anAdministratorNeverGetsToDecide() {
        var deciding = Map.of("aurora", Set.of(Role.REVIEWER));

        assertThatThrownBy(() ->
                        people.create(new NewPerson("ada", "Ada", "UTC", "a long password", true, deciding), null))
                .isInstanceOf(Unfit.class)
                .hasMessageContaining("decides nothing");
        people.create(person("sam", deciding), null);
        assertThatThrownBy(() -> people.update("sam", new Change(null, null, true, null, null), null))
                .isInstanceOf(Unfit.class);
    }

    @Test
    void theLastAdministratorStays() {
        people.create(new NewPerson("ada", "Ada", "UTC", "a long password", true, Map.of()), null);

        assertThatThrownBy(() -> people.update("ada", new Change(null, null, null, false, null), "ada"))
                .isInstanceOfSatisfying(
                        Refused.class, no -> assertThat(no.code()).isEqualTo("last-administrator"));

        people.create(new NewPerson("bea", "Bea", "UTC", "a long password", true, Map.of()), "ada");
        assertThat(people.update("ada", new Change(null, null, null, false, null), "bea")
                        .enabled())
                .isFalse();
    }

    @Test
    void aNewPasswordEndsWhatTheOldOneOpened() {
        people.create(person("sam", Map.of()), null);
        var before = people.account("sam").orElseThrow().stamp();

        assertThatThrownBy(() -> people.changePassword("sam", "not it at all", "quite another one"))
                .isInstanceOfSatisfying(
                        InvalidFields.class, no -> assertThat(no.field()).isEqualTo("old"));
        people.changePassword("sam", "a long password", "quite another one");

        assertThat(people.account("sam").orElseThrow().stamp()).isGreaterThan(before);
        assertThat(people.authenticate("sam", "quite another one")).isPresent();
    }

    @Test
    void whoeverIsSwitchedOffLosesTheirTokensForGood() {
        var sam = people.create(person("sam", Map.of()), null);
        var laptop = tokens.create(sam, "Laptop", null).secret();

        people.update("sam", new Change(null, null, null, false, null), "ada");
        people.update("sam", new Change(null, null, null, true, null), "ada");

        assertThat(tokens.owner(laptop)).isEmpty();
        assertThat(tokens.of(sam)).isEmpty();
        assertThat(log.about("person:sam")).extracting(Log.Written::entry).anySatisfy(entry -> {
            assertThat(entry.what()).isEqualTo("token.revoked");
            assertThat(entry.actor()).isEqualTo("ada");
        });
    }

    @Test
    void aPasswordThatSomebodyElseSetsEndsTheTokensAndOnesOwnDoesNot() {
        var sam = people.create(person("sam", Map.of()), null);
        var laptop = tokens.create(sam, "Laptop", null).secret();

        people.changePassword("sam", "a long password", "quite another one");
        assertThat(tokens.owner(laptop)).contains("sam");

        people.update("sam", new Change(null, null, null, null, "set by somebody else"), "ada");
        assertThat(tokens.owner(laptop)).isEmpty();
    }

    @Test
    void bcryptKeepsThePassword() {
        people.create(person("sam", Map.of()), null);

        assertThat(jdbc.sql("select password from person").query(String.class).single())
                .startsWith("{bcrypt}$2");
    }

    @Test
    void valuesThatNobodyCanHaveAreRefusedByField() {
        assertThatThrownBy(() -> people.create(
                        new NewPerson("Sam Sung", "Sam", "UTC", "a long password", false, Map.of()), null))
                .isInstanceOfSatisfying(
                        Unfit.class, no -> assertThat(no.field()).isEqualTo("id"));
        assertThatThrownBy(() ->
                        people.create(new NewPerson("sam", "Sam", "+02:00", "a long password", false, Map.of()), null))
                .isInstanceOfSatisfying(
                        Unfit.class, no -> assertThat(no.field()).isEqualTo("zone"));
        assertThatThrownBy(() -> people.create(new NewPerson("sam", "Sam", "UTC", "short", false, Map.of()), null))
                .isInstanceOfSatisfying(
                        Unfit.class, no -> assertThat(no.field()).isEqualTo("password"));
        assertThatThrownBy(() -> Brand.of("Aurora:x", "Aurora", "UTC"))
                .isInstanceOfSatisfying(
                        Unfit.class, no -> assertThat(no.field()).isEqualTo("id"));
        assertThatThrownBy(() -> people.create(person("sam", Map.of("corona", Set.of(Role.CREATOR))), null))
                .isInstanceOfSatisfying(
                        Unfit.class, no -> assertThat(no.field()).isEqualTo("roles"));
    }

    @Test
    void aNameThatNobodySeesOrThatTurnsTheLineIsRefused() {
        for (var name : List.of("\u2800", "\u200B\u00AD", "Kim\u202Eeci", "\u2066Kim\u2069")) {
            assertThatThrownBy(() -> Brand.of("kim", name, "UTC"))
                    .isInstanceOfSatisfying(
                            InvalidFields.class, no -> assertThat(no.field()).isEqualTo("name"));
        }
        assertThat(Brand.of("kim", "\u00A0می\u200Cخواهم\u2800", "UTC").name()).isEqualTo("می\u200Cخواهم");
    }

    @Test
    void brandsAreInTheOrderInWhichPeopleLookForThem() {
        people.createBrand(Brand.of("aether", "A\u0308ther", "UTC"), null);
        people.createBrand(Brand.of("azur", "azur", "UTC"), null);
        people.createBrand(Brand.of("oel", "\u00D6l", "UTC"), null);
        people.createBrand(Brand.of("opal", "opal", "UTC"), null);

        assertThat(people.brands())
                .extracting(Brand::id)
                .containsSubsequence("aether", "aurora", "azur", "boreal", "oel", "opal");
    }

    @Test
    void aTokenIsShownOnceKeptAsAHashAndGoneWhenRevoked() {
        var sam = people.create(person("sam", Map.of()), null);
        var fresh = tokens.create(sam, "Laptop", null);

        assertThat(fresh.secret()).matches("imp_[A-Za-z0-9_-]{43}");
        assertThat(fresh.toString()).doesNotContain(fresh.secret());
        assertThat(tokens.owner(fresh.secret())).contains("sam");
        assertThat(jdbc.sql("select encode(sha256, 'hex') from access_token")
                        .query(String.class)
                        .single())
                .hasSize(64);
        assertThat(tokens.of(sam)).singleElement().satisfies(token -> assertThat(token.used())
                .isNotNull());

        tokens.revoke(sam, fresh.token().id());

        assertThat(tokens.owner(fresh.secret())).isEmpty();
        assertThat(tokens.of(sam)).isEmpty();
    }

    @Test
    void aTokenIsRevokedByItsOwnerAlone() {
        var sam = people.create(person("sam", Map.of()), null);
        var tom = people.create(person("tom", Map.of()), null);
        var fresh = tokens.create(sam, "Laptop", null);

        assertThatThrownBy(() -> tokens.revoke(tom, fresh.token().id())).isInstanceOf(NotPermitted.class);
    }

    @Test
    void aTokenEndsWhenItSays() {
        var sam = people.create(person("sam", Map.of()), null);
        var fresh = tokens.create(sam, "Laptop", Clock.systemUTC().instant().plus(Duration.ofDays(1)));
        jdbc.sql("update access_token set expires = now() - interval '1 second'")
                .update();

        assertThat(tokens.owner(fresh.secret())).isEmpty();
        assertThatThrownBy(() ->
                        tokens.create(sam, "Old", Clock.systemUTC().instant().minusSeconds(1)))
                .isInstanceOf(InvalidFields.class);
    }

    @Test
    void whatMatteredIsInTheLogWithoutSecrets() {
        people.create(person("sam", Map.of("aurora", Set.of(Role.CREATOR))), "ada");
        people.assign("sam", Map.of("aurora", Set.of(Role.REVIEWER)), "ada");

        assertThat(log.about("person:sam"))
                .extracting(written -> written.entry().what())
                .containsExactly("person.created", "person.roles");
        assertThat(log.about("person:sam").get(1).entry().detail())
                .isEqualTo("from aurora: creator to aurora: reviewer");
        assertThat(log.about("person:sam").toString()).doesNotContain("a long password");
    }

    private static NewPerson person(String id, Map<String, Set<Role>> roles) {
        return new NewPerson(id, "Somebody", "Europe/Berlin", "a long password", false, roles);
    }
}
