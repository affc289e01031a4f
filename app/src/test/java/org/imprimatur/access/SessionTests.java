package org.imprimatur.access;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import org.imprimatur.people.Brand;
import org.imprimatur.people.People;
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
import org.springframework.session.FindByIndexNameSessionRepository;
import org.springframework.session.Session;
import org.springframework.web.util.HtmlUtils;

/** What becomes of requests before, at and after the end of a session. */
@SpringBootTest(classes = SmallHouse.class, webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
class SessionTests {

    private static final String SECRET = "a long password";
    private static final String TYPED = "Typed \"for\" <an> hour & more: 42 €";
    private static final Pattern INPUT = Pattern.compile("<input type=\"hidden\" name=\"([^\"]+)\" value=\"([^\"]*)\"");
    private static final Pattern STATE = Pattern.compile("\"token\":\"([^\"]+)\"");

    @LocalServerPort
    private int port;

    @Autowired
    private People people;

    @Autowired
    private Tokens tokens;

    @Autowired
    private FindByIndexNameSessionRepository<? extends Session> sessions;

    @BeforeEach
    void somePeople() {
        if (people.brand("borealis").isPresent()) {
            return;
        }
        people.createBrand(Brand.of("borealis", "Borealis Tea", "Europe/Oslo"), null);
        people.create(new NewPerson("lin", "Lin", "UTC", SECRET, true, Map.of()), null);
        people.create(
                new NewPerson("kai", "Kai", "UTC", SECRET, false, Map.of("borealis", Set.of(Role.CREATOR))), null);
    }

    @Test
    void whoeverHadToSignInGoesOnToThePageThatTheyWanted() {
        var kai = new Visitor(port);
        var away = location(kai.get("/account/tokens?from=a%20mail&x=1", "Accept", "text/html"));
        assertThat(away).isEqualTo("/sign-in?continue=%2Faccount%2Ftokens%3Ffrom%3Da%2520mail%26x%3D1");

        var wanted = hidden(kai.get(away), "continue");
        var refused = location(signIn(kai, "wrong", wanted));
        assertThat(refused).startsWith("/sign-in?refused&continue=");
        var again = hidden(kai.get(refused), "continue");

        assertThat(location(signIn(kai, SECRET, again))).isEqualTo("/account/tokens?from=a%20mail&x=1");
        assertThat(location(kai.get(refused))).isEqualTo("/account/tokens?from=a%20mail&x=1");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://evil.example/",
                "//evil.example",
                "///evil.example",
                "/\\evil.example",
                "\\/evil.example",
                "\\\\evil.example",
                "/\t/evil.example",
                "/\n/evil.example",
                "/%09/evil.example",
                "/%0d%0aLocation:%20https://evil.example",
                "\r\nLocation: https://evil.example",
                " //evil.example",
                "/ /evil.example",
                "javascript:alert(1)",
                "/%5cevil.example",
                "/%2f/evil.example",
                "/..//evil.example",
                "/../evil.example",
                "/x/%2e%2E/evil",
                "/.;x/evil",
                "evil.example",
                "@evil.example",
                "/posts\u2028",
                "/{evil}",
                "/api/tokens",
                "/sign-out",
                "/sign-in",
                "?x",
                ""
            })
    void nobodyIsSentElsewhereAfterSignIn(String elsewhere) {
        var kai = new Visitor(port);

        assertThat(location(signIn(kai, SECRET, elsewhere))).isEqualTo("/");
        var page = kai.get("/sign-in?continue=" + URLEncoder.encode(elsewhere, UTF_8));
        assertThat(location(page)).isEqualTo("/");
    }

    @Test
    void aPathOfAnyLengthIsNotCarriedOn() {
        var kai = new Visitor(port);

        assertThat(location(kai.get("/account/tokens?x=" + "y".repeat(1500), "Accept", "text/html")))
                .isEqualTo("/sign-in");
    }

    @Test
    void aTokenOfBeforeSignInIsWorthNothingAfterIt() {
        var kai = new Visitor(port);
        var before = hidden(kai.get("/sign-in"), "_csrf");
        assertThat(location(signIn(kai, SECRET, ""))).isEqualTo("/");

        var made = kai.form("/account/tokens", "name", "Made with it", "_csrf", before);

        assertThat(made.statusCode()).isEqualTo(403);
        assertThat(names("kai")).doesNotContain("Made with it");
    }

    @Test
    void aTokenOfOneBrowserIsWorthNothingInAnother() {
        var mine = hidden(new Visitor(port).get("/sign-in"), "_csrf");
        var other = new Visitor(port);
        other.get("/sign-in");

        var answer = other.form("/sign-in", "username", "kai", "password", SECRET, "_csrf", mine);

        assertThat(location(answer)).isEqualTo("/sign-in?expired");
    }

    @Test
    void whatWasTypedOutlivesItsSessionAndIsSentAfterSignInOnThatPage() {
        var kai = Visitor.signedIn(port, "kai", SECRET);
        var token = hidden(kai.get("/account/tokens"), "_csrf");
        signOut(kai, token);

        var ended = kai.form("/account/tokens", "name", TYPED, "days", "90", "_csrf", token);
        assertThat(ended.statusCode()).isEqualTo(401);
        assertThat(ended.body()).contains("Your session ended", HtmlUtils.htmlEscape(TYPED, "UTF-8"));

        var wrong = send(kai, "/sign-in", with(hidden(ended), "username", "kai", "password", "a wrong one"));
        assertThat(wrong.statusCode()).isEqualTo(401);
        assertThat(wrong.body()).contains("Wrong user name or password").doesNotContain("a wrong one");

        var ready = send(kai, "/sign-in", with(hidden(wrong), "username", "kai", "password", SECRET));
        assertThat(ready.statusCode()).isEqualTo(200);
        assertThat(ready.body()).contains("action=\"/account/tokens\"");
        assertThat(names("kai")).doesNotContain(TYPED);

        assertThat(send(kai, "/account/tokens", hidden(ready)).statusCode()).isEqualTo(200);
        assertThat(names("kai")).contains(TYPED);
    }

    @Test
    void aPageOfAnEarlierSessionSendsWhatWasTypedOnceMore() {
        var kai = Visitor.signedIn(port, "kai", SECRET);
        var token = hidden(kai.get("/account/tokens"), "_csrf");
        signOut(kai, token);
        kai.signIn("kai", SECRET);

        var earlier = kai.form("/account/tokens", "name", "From the earlier page", "_csrf", token);

        assertThat(earlier.statusCode()).isEqualTo(403);
        assertThat(send(kai, "/account/tokens", hidden(earlier)).statusCode()).isEqualTo(200);
        assertThat(names("kai")).contains("From the earlier page");
    }

    @Test
    void aPasswordIsNotWrittenIntoThePageAndIsTypedAgain() {
        var lin = new Visitor(port);

        var ended = lin.form(
                "/admin/people",
                "id",
                "tove",
                "name",
                "Tove",
                "zone",
                "UTC",
                "password",
                "the first of Tove",
                "groups",
                "borealis:reviewer");
        var ready = send(lin, "/sign-in", with(hidden(ended), "username", "lin", "password", SECRET));

        assertThat(ended.body()).contains("Tove", "borealis:reviewer").doesNotContain("the first of Tove");
        assertThat(ready.body())
                .containsPattern("<input[^>]*type=\"password\"[^>]*name=\"password\"")
                .doesNotContain("the first of Tove", SECRET);
        assertThat(send(lin, "/admin/people", with(hidden(ready), "password", "the first of Tove"))
                        .statusCode())
                .isEqualTo(302);
        assertThat(people.authenticate("tove", "the first of Tove")).isPresent();
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://evil.example", "http://localhost", "null", "http://localhost:1"})
    void whatAnotherSiteSentIsNotKept(String site) {
        var kai = Visitor.signedIn(port, "kai", SECRET);
        for (var victim : List.of(kai, new Visitor(port))) {
            var answer = victim.send(
                    "POST",
                    "/account/tokens",
                    BodyPublishers.ofString("name=Planted"),
                    "Content-Type",
                    "application/x-www-form-urlencoded",
                    "Origin",
                    site);

            assertThat(answer.statusCode()).isIn(401, 403);
            assertThat(answer.body()).doesNotContain("Planted");
        }
    }

    @Test
    void aScriptSignsInAndGetsATokenOfTheNewSession() {
        var kai = new Visitor(port);
        var before = kai.get("/session");
        assertThat(before.body()).contains("\"person\":null");

        var wrong = signInByScript(kai, "a wrong one", token(before));
        assertThat(wrong.statusCode()).isEqualTo(401);
        assertThat(wrong.body()).contains("/problems/wrong-password");
        assertThat(wrong.headers().firstValue("WWW-Authenticate")).isEmpty();
        assertThat(signInByScript(kai, SECRET, "made up").statusCode()).isEqualTo(403);
        assertThat(signInByScript(kai, SECRET, token(before)).statusCode()).isEqualTo(204);

        var after = kai.get("/session");
        assertThat(after.body()).contains("\"person\":\"kai\"");
        assertThat(kai.form("/account/tokens", "name", "By a script", "_csrf", token(after))
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void aPartOfAPageIsToldThatTheSessionEndedAndStays() {
        var nobody = new Visitor(port).form("/account/tokens", "name", "x");
        var part = new Visitor(port)
                .send(
                        "POST",
                        "/account/tokens",
                        BodyPublishers.ofString("name=x"),
                        "Content-Type",
                        "application/x-www-form-urlencoded",
                        "HX-Request",
                        "true");
        var read = new Visitor(port).get("/account/tokens", "HX-Request", "true");
        var earlier = Visitor.signedIn(port, "kai", SECRET)
                .send(
                        "POST",
                        "/account/tokens",
                        BodyPublishers.ofString("name=x"),
                        "Content-Type",
                        "application/x-www-form-urlencoded",
                        "HX-Request",
                        "true");

        assertThat(nobody.statusCode()).isEqualTo(401);
        assertThat(part.statusCode()).isEqualTo(401);
        assertThat(part.body()).doesNotContain("<html");
        assertThat(read.statusCode()).isEqualTo(401);
        assertThat(read.headers().firstValue("HX-Redirect")).isEmpty();
        assertThat(earlier.statusCode()).isEqualTo(403);
        assertThat(earlier.headers().firstValue("X-CSRF-Refused")).isPresent();
    }

    @Test
    void theSameAttributeMayBeAddedByTwoCallsAndTheLastOneStays() {
        addedByTwo(sessions);
    }

    @Test
    void aCallThatEndsAfterItsSessionAddsNothingAndDoesNotFail() {
        addedTooLate(sessions);
    }

    private static <S extends Session> void addedByTwo(FindByIndexNameSessionRepository<S> sessions) {
        var made = sessions.createSession();
        sessions.save(made);
        var one = sessions.findById(made.getId());
        var other = sessions.findById(made.getId());
        one.setAttribute("shared", "one");
        other.setAttribute("shared", "other");

        sessions.save(one);
        sessions.save(other);

        assertThat(sessions.findById(made.getId()).<String>getAttribute("shared"))
                .isEqualTo("other");
        sessions.deleteById(made.getId());
    }

    private static <S extends Session> void addedTooLate(FindByIndexNameSessionRepository<S> sessions) {
        var made = sessions.createSession();
        sessions.save(made);
        var running = sessions.findById(made.getId());
        running.setAttribute("late", UUID.randomUUID().toString());
        sessions.deleteById(made.getId());

        sessions.save(running);

        assertThat(sessions.findById(made.getId())).isNull();
    }

    private HttpResponse<String> signIn(Visitor visitor, String password, String wanted) {
        var page = visitor.get("/sign-in");
        var fields = new LinkedHashMap<String, String>();
        fields.put("_csrf", hidden(page).getOrDefault("_csrf", ""));
        return send(visitor, "/sign-in", with(fields, "username", "kai", "password", password, "continue", wanted));
    }

    private static void signOut(Visitor visitor, String token) {
        assertThat(visitor.form("/sign-out", "_csrf", token).statusCode()).isEqualTo(302);
    }

    private static HttpResponse<String> signInByScript(Visitor visitor, String password, String token) {
        return visitor.send(
                "POST",
                "/sign-in",
                BodyPublishers.ofString(body(Map.of("username", "kai", "password", password, "_csrf", token))),
                "Content-Type",
                "application/x-www-form-urlencoded",
                "Accept",
                "application/json");
    }

    private static HttpResponse<String> send(Visitor visitor, String path, Map<String, String> fields) {
        return visitor.send(
                "POST",
                path,
                BodyPublishers.ofString(body(fields)),
                "Content-Type",
                "application/x-www-form-urlencoded");
    }

    private static String body(Map<String, String> fields) {
        return fields.entrySet().stream()
                .map(each -> each.getKey() + "=" + URLEncoder.encode(each.getValue(), UTF_8))
                .collect(joining("&"));
    }

    private static Map<String, String> with(Map<String, String> fields, String... more) {
        var all = new LinkedHashMap<>(fields);
        for (var i = 0; i < more.length; i += 2) {
            all.put(more[i], more[i + 1]);
        }
        return all;
    }

    /** The hidden fields of a page, by name. */
    private static String hidden(HttpResponse<String> page, String name) {
        return Objects.requireNonNull(hidden(page).get(name), () -> "No hidden field " + name);
    }

    private static Map<String, String> hidden(HttpResponse<String> page) {
        var fields = new LinkedHashMap<String, String>();
        INPUT.matcher(page.body())
                .results()
                .forEach(input -> fields.putIfAbsent(input.group(1), HtmlUtils.htmlUnescape(input.group(2))));
        return fields;
    }

    private static String token(HttpResponse<String> state) {
        var token = STATE.matcher(state.body());
        assertThat(token.find()).isTrue();
        return URLDecoder.decode(token.group(1), UTF_8);
    }

    private List<String> names(String person) {
        return tokens.of(people.find(person).orElseThrow()).stream()
                .map(Tokens.Token::name)
                .toList();
    }

    /** Where an answer leads, without scheme and host, which are always ours. */
    private String location(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).isEqualTo(302);
        var location = answer.headers().firstValue("Location").orElseThrow();
        var here = "http://localhost:" + port;
        assertThat(location).matches("/(?!/).*|" + Pattern.quote(here) + "/(?!/).*");
        return location.startsWith(here) ? location.substring(here.length()) : location;
    }
}
