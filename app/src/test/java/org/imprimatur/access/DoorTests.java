package org.imprimatur.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.imprimatur.access.Visitor.basic;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.imprimatur.people.Brand;
import org.imprimatur.people.People;
import org.imprimatur.people.People.Change;
import org.imprimatur.people.People.NewPerson;
import org.imprimatur.people.Role;
import org.imprimatur.people.Tokens;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;

@SpringBootTest(classes = SmallHouse.class, webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
class DoorTests {

    private static final String SECRET = "a long password";
    private static final String TASKS = "/camunda/api/engine/engine/default/task";

    @LocalServerPort
    private int port;

    @Autowired
    private People people;

    @Autowired
    private Tokens tokens;

    @BeforeEach
    void somePeople() {
        if (people.brand("aurora").isPresent()) {
            return;
        }
        people.createBrand(Brand.of("aurora", "Aurora Coffee", "Europe/Berlin"), null);
        people.create(new NewPerson("ada", "Ada Admin", "UTC", SECRET, true, Map.of()), null);
        people.create(person("sam", Role.CREATOR), null);
        people.create(person("mo", Role.MODELER), null);
        people.create(new NewPerson("demo", "Demo Person", "UTC", "demo", false, Map.of()), null);
    }

    @Test
    void nobodyIsSentToTheSignInPageAndProgramsAreTold() {
        var nobody = new Visitor(port);

        var page = nobody.get("/account/tokens");
        assertThat(page.statusCode()).isEqualTo(302);
        assertThat(page.headers().firstValue("Location"))
                .hasValueSatisfying(to -> assertThat(to).endsWith("/sign-in"));
        var api = nobody.get("/api/tokens");
        assertThat(api.statusCode()).isEqualTo(401);
        assertThat(api.headers().firstValue("Content-Type")).hasValue("application/problem+json");
        assertThat(api.headers().firstValue("WWW-Authenticate")).hasValue("Bearer realm=\"Imprimatur\"");
        assertThat(nobody.get(TASKS).statusCode()).isEqualTo(401);
        assertThat(nobody.get("/camunda/app/tasklist/").statusCode()).isEqualTo(302);
        assertThat(nobody.get("/api/tokens", "HX-Request", "true").statusCode()).isEqualTo(401);
    }

    @Test
    void healthIsPublicAndNothingElseOfTheActuator() {
        var nobody = new Visitor(port);

        assertThat(nobody.get("/actuator/health").statusCode()).isEqualTo(200);
        assertThat(Visitor.signedIn(port, "ada", SECRET).get("/actuator/env").statusCode())
                .isEqualTo(403);
    }

    @Test
    void signingInMakesANewSessionWithACookieOfThisInstallation() {
        var sam = new Visitor(port);
        sam.get("/sign-in");
        assertThat(sam.cookie("imprimatur-")).isEmpty();

        var answer = sam.signIn("sam", SECRET);

        assertThat(answer.statusCode()).isEqualTo(302);
        assertThat(sam.cookie("imprimatur-")).isPresent();
        assertThat(answer.headers().allValues("Set-Cookie"))
                .anySatisfy(cookie ->
                        assertThat(cookie).matches("imprimatur-[0-9a-f]{12}=.*").contains("HttpOnly", "SameSite=Lax"));
        assertThat(sam.get("/account/tokens").statusCode()).isEqualTo(200);
    }

    @Test
    void aWrongPasswordIsRefusedInTheSameWordsAsAnUnknownName() {
        var wrong = new Visitor(port).signIn("sam", "not the password");
        var unknown = new Visitor(port).signIn("nobody", "not the password");

        assertThat(wrong.headers().map().get("Location"))
                .isEqualTo(unknown.headers().map().get("Location"));
        assertThat(new Visitor(port).get("/sign-in?refused").body()).contains("Wrong user name or password.");
    }

    @Test
    void onlyAccountsWithTheDemoPasswordAreOffered() {
        assertThat(new Visitor(port).get("/sign-in").body())
                .contains("value=\"demo\"")
                .doesNotContain("value=\"sam\"");
    }

    @Test
    void aForgedFormIsRefused() {
        var sam = Visitor.signedIn(port, "sam", SECRET);

        assertThat(sam.form("/account/tokens", "name", "stolen").statusCode()).isEqualTo(403);
        assertThat(sam.json("POST", "/api/tokens", "{\"name\":\"stolen\"}").statusCode())
                .isEqualTo(403);
        assertThat(sam.camunda("POST", TASKS, "{}").statusCode()).isEqualTo(403); // has no token of Camunda's yet
    }

    @Test
    void somebodySwitchedOffIsOutAtOnceWithSessionsAndTokens() {
        people.create(person("tim", Role.CREATOR), null);
        var tim = Visitor.signedIn(port, "tim", SECRET);
        var token =
                tokens.create(people.find("tim").orElseThrow(), "Laptop", null).secret();
        var program = new Visitor(port);
        assertThat(tim.get("/account/tokens").statusCode()).isEqualTo(200);
        assertThat(program.get("/api/tokens", "Authorization", "Bearer " + token)
                        .statusCode())
                .isEqualTo(200);

        people.update("tim", new Change(null, null, null, false, null), null);

        assertThat(tim.get("/account/tokens").statusCode()).isEqualTo(302);
        assertThat(tim.get(TASKS).statusCode()).isEqualTo(401);
        assertThat(program.get("/api/tokens", "Authorization", "Bearer " + token)
                        .statusCode())
                .isEqualTo(401);
        assertThat(program.get("/api/tokens", "Authorization", basic("tim", SECRET))
                        .statusCode())
                .isEqualTo(401);
    }

    @Test
    void aNewPasswordEndsTheSession() {
        people.create(person("tom", Role.CREATOR), null);
        var tom = Visitor.signedIn(port, "tom", SECRET);

        people.changePassword("tom", SECRET, "quite another one");

        assertThat(tom.get("/account/tokens").statusCode()).isEqualTo(302);
    }

    @Test
    void aProgramGetsNoCookieAndNeedsNoTokenAgainstForgedRequests() {
        var program = new Visitor(port);

        var made = program.json("POST", "/api/tokens", "{\"name\":\"Script\"}", "Authorization", basic("sam", SECRET));

        assertThat(made.statusCode()).isEqualTo(201);
        assertThat(made.body()).contains("\"token\":\"imp_");
        assertThat(made.headers().allValues("Set-Cookie")).isEmpty();
        assertThat(program.get("/api/account", "Authorization", "Bearer imp_nonsense")
                        .statusCode())
                .isEqualTo(401);
        assertThat(program.get("/api/account", "Authorization", "Basic %%%").statusCode())
                .isEqualTo(401);
        assertThat(program.get(TASKS, "Authorization", basic("sam", SECRET)).statusCode())
                .isEqualTo(403);
    }

    @Test
    void aTokenThatWasRevokedOpensNothing() {
        var sam = people.find("sam").orElseThrow();
        var fresh = tokens.create(sam, "Laptop", null);
        var program = new Visitor(port);
        var header = "Bearer " + fresh.secret();
        assertThat(program.get("/api/account", "Authorization", header).body()).contains("\"id\":\"sam\"");

        assertThat(program.send(
                                "DELETE",
                                "/api/tokens/" + fresh.token().id(),
                                java.net.http.HttpRequest.BodyPublishers.noBody(),
                                "Authorization",
                                header)
                        .statusCode())
                .isEqualTo(204);

        assertThat(program.get("/api/account", "Authorization", header).statusCode())
                .isEqualTo(401);
    }

    @Test
    void aStolenTokenMakesNoOtherThatWouldOutliveIt() {
        var stolen = tokens.create(people.find("sam").orElseThrow(), "Stolen", null);
        var thief = new Visitor(port);
        var header = "Bearer " + stolen.secret();

        var api = thief.json("POST", "/api/tokens", "{\"name\":\"Heir\"}", "Authorization", header);
        assertThat(api.statusCode()).isEqualTo(403);
        assertThat(api.body()).contains("/problems/token-makes-no-way-in");
        assertThat(thief.send(
                                "POST",
                                "/account/tokens",
                                java.net.http.HttpRequest.BodyPublishers.ofString("name=Heir"),
                                "Content-Type",
                                "application/x-www-form-urlencoded",
                                "Authorization",
                                header)
                        .statusCode())
                .isEqualTo(403);

        var sam = people.find("sam").orElseThrow();
        assertThat(tokens.of(sam)).extracting(Tokens.Token::name).doesNotContain("Heir");
        tokens.revoke(sam, stolen.token().id());
        assertThat(thief.get("/api/account", "Authorization", header).statusCode())
                .isEqualTo(401);
    }

    @Test
    void aStolenTokenOfAnAdministratorMakesNoAccountAndNoPassword() {
        var stolen = tokens.create(people.find("ada").orElseThrow(), "Stolen", null);
        var thief = new Visitor(port);
        var header = "Bearer " + stolen.secret();

        var account = thief.json(
                "POST",
                "/api/people",
                "{\"id\": \"eve\", \"password\": \"a long password\", \"administrator\": true}",
                "Authorization",
                header);
        var password = thief.json(
                "PATCH", "/api/people/sam", "{\"password\": \"known to the thief\"}", "Authorization", header);
        var forms = List.of(
                Map.entry("/admin/people", "id=eve&name=Eve&zone=UTC&administrator=true&password=a+long+password"),
                Map.entry("/admin/people/sam", "name=Sam&zone=UTC&enabled=true&password=known+to+the+thief"));

        assertThat(account.statusCode()).isEqualTo(403);
        assertThat(password.statusCode()).isEqualTo(403);
        assertThat(password.body()).contains("/problems/token-makes-no-way-in");
        for (var form : forms) {
            assertThat(thief.send(
                                    "POST",
                                    form.getKey(),
                                    java.net.http.HttpRequest.BodyPublishers.ofString(form.getValue()),
                                    "Content-Type",
                                    "application/x-www-form-urlencoded",
                                    "Authorization",
                                    header)
                            .statusCode())
                    .as(form.getKey())
                    .isEqualTo(403);
        }
        assertThat(people.find("eve")).isEmpty();
        assertThat(people.authenticate("sam", SECRET)).isPresent();
        assertThat(thief.get("/api/people", "Authorization", header).statusCode())
                .isEqualTo(200);
    }

    @Test
    void aSessionThatSomebodyElsePreparedIsNotTheOneSignedInTo() {
        var attacker = Visitor.signedIn(port, "mo", SECRET);
        var planted = attacker.cookie("imprimatur-").orElseThrow();
        var name = attacker.cookieName("imprimatur-").orElseThrow();
        var token = Pattern.compile("\"token\":\"([^\"]+)\"")
                .matcher(attacker.get("/session").body());
        assertThat(token.find()).isTrue();

        var victim = attacker; // their browser has the attacker's cookie
        assertThat(victim.form("/sign-in", "username", "sam", "password", SECRET, "_csrf", token.group(1))
                        .statusCode())
                .isEqualTo(302);

        assertThat(victim.cookie("imprimatur-")).isPresent().isNotEqualTo(Optional.of(planted));
        assertThat(victim.get("/session").body()).contains("\"person\":\"sam\"");
        var page = new Visitor(port).get("/account/tokens", "Cookie", name + "=" + planted);
        assertThat(page.statusCode()).isEqualTo(302);
    }

    @Test
    void signingOutOfCamundaSignsOutOfEverything() {
        var sam = Visitor.signedIn(port, "sam", SECRET);

        assertThat(sam.camunda("POST", "/camunda/api/admin/auth/user/default/logout", "")
                        .statusCode())
                .isEqualTo(204);

        assertThat(sam.get("/account/tokens").statusCode()).isEqualTo(302);
    }

    @Test
    void peopleAndBrandsAreKeptByAdministratorsAlone() {
        var program = new Visitor(port);

        for (var path : new String[] {"/api/people", "/api/brands", "/api/people/sam"}) {
            assertThat(program.get(path, "Authorization", basic("sam", SECRET)).statusCode())
                    .isEqualTo(403);
            assertThat(program.get(path, "Authorization", basic("ada", SECRET)).statusCode())
                    .isEqualTo(200);
        }
        assertThat(Visitor.signedIn(port, "mo", SECRET).get("/admin/people").statusCode())
                .isEqualTo(403);
        var page = Visitor.signedIn(port, "ada", SECRET).get("/admin/people");
        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.body()).contains("Ada Admin", "Aurora Coffee");
    }

    @Test
    void anAdministratorMakesAPersonWhoThenSignsIn() {
        var program = new Visitor(port);
        var ada = basic("ada", SECRET);

        var made = program.json("POST", "/api/people", """
                {"id": "eva", "name": "Eva", "password": "a long password", "roles": {"aurora": ["reviewer"]}}""", "Authorization", ada);
        assertThat(made.statusCode()).isEqualTo(201);
        assertThat(made.body()).contains("reviewer").doesNotContain(SECRET);
        assertThat(program.json(
                                "PATCH",
                                "/api/people/eva",
                                "{\"roles\": {\"aurora\": [\"boss\"]}}",
                                "Authorization",
                                ada)
                        .body())
                .contains("\"field\":\"roles\"", "brand-manager");
        assertThat(program.json(
                                "POST",
                                "/api/people",
                                "{\"id\": \"eva\", \"zone\": \"UTC\", \"password\": \"a long password\"}",
                                "Authorization",
                                ada)
                        .statusCode())
                .isEqualTo(409);
        assertThat(program.json("POST", "/api/people", "{", "Authorization", ada)
                        .statusCode())
                .isEqualTo(400);

        assertThat(Visitor.signedIn(port, "eva", SECRET).get("/account/tokens").statusCode())
                .isEqualTo(200);
    }

    @Test
    void pagesOfOursRunNoInlineScriptAndCannotBeFramed() {
        var page = new Visitor(port).get("/sign-in");

        assertThat(page.headers().firstValue("Content-Security-Policy")).hasValueSatisfying(policy -> assertThat(policy)
                .contains("script-src 'self'", "frame-ancestors 'none'")
                .doesNotContain("unsafe"));
        assertThat(page.headers().firstValue("X-Content-Type-Options")).hasValue("nosniff");
        assertThat(page.headers().firstValue("X-Frame-Options")).hasValue("DENY");
        assertThat(page.headers().firstValue("Referrer-Policy")).hasValue("same-origin");
    }

    @Test
    void theWebappsAloneMayEvaluate() {
        var tasklist = Visitor.signedIn(port, "sam", SECRET).get("/camunda/app/tasklist/default/");

        assertThat(tasklist.statusCode()).isEqualTo(200);
        assertThat(tasklist.headers().firstValue("Content-Security-Policy"))
                .hasValueSatisfying(policy -> assertThat(policy).contains("'unsafe-eval'"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/camunda/api/admin/setup/default/user/create",
                "/camunda/api/admin/setup/default/user/create/",
                "/camunda/api/admin/SETUP/default/user/create",
                "/camunda/app/admin/default/setup/",
                "/camunda/app/admin/default/setup",
                "/camunda/api/admin/auth/../setup/default/user/create",
                "/camunda/api/admin/auth/%2e%2e/setup/default/user/create",
                "/camunda/api/admin/s%65tup/default/user/create",
                "/camunda/api/admin/setup;a=b/default/user/create",
                "/camunda//api/admin/setup/default/user/create",
                "/camunda/api/admin/%2e/setup/default/user/create",
                "/camunda/api/admin/setup%2fdefault/user/create"
            })
    void theFirstRunSetupIsClosedToEveryoneHoweverItIsSpelled(String path) {
        var body = """
                {"profile": {"id": "eve", "firstName": "E", "lastName": "E", "email": "e@x.io"},
                 "credentials": {"password": "p"}}""";
        for (var visitor : new Visitor[] {
            new Visitor(port), Visitor.signedIn(port, "sam", SECRET), Visitor.signedIn(port, "ada", SECRET)
        }) {
            visitor.get("/camunda/app/welcome/default/"); // has Camunda's token now, if it may
            assertThat(visitor.camunda("POST", path, body).statusCode()).isIn(400, 401, 403);
            assertThat(visitor.get(path).statusCode()).isIn(302, 400, 401, 403);
        }
        assertThat(people.find("eve")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/engine-rest/task", "/engine-rest/engine", "/camunda/unknown", "/camunda/api/unknown/x"})
    void whatIsNotOpenedUnderCamundaIsClosedToAdministratorsToo(String path) {
        assertThat(Visitor.signedIn(port, "ada", SECRET).get(path).statusCode()).isEqualTo(403);
    }

    @Test
    void cockpitIsForThoseWhoLookIntoTheEngineAndAdminForAdministrators() {
        var sam = Visitor.signedIn(port, "sam", SECRET);
        var mo = Visitor.signedIn(port, "mo", SECRET);
        var ada = Visitor.signedIn(port, "ada", SECRET);

        assertThat(sam.get("/camunda/app/cockpit/default/").statusCode()).isEqualTo(403);
        assertThat(mo.get("/camunda/app/cockpit/default/").statusCode()).isEqualTo(200);
        assertThat(mo.get("/camunda/app/admin/default/").statusCode()).isEqualTo(403);
        assertThat(ada.get("/camunda/app/admin/default/").statusCode()).isEqualTo(200);
        assertThat(ada.get("/camunda/app/cockpit/default/").statusCode()).isEqualTo(200);
    }

    private static NewPerson person(String id, Role role) {
        return new NewPerson(id, "Some Body", "Europe/Berlin", SECRET, false, Map.of("aurora", Set.of(role)));
    }
}
