package org.imprimatur.idempotency;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.URLEncoder;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.imprimatur.Cast;
import org.imprimatur.ImprimaturTest;
import org.imprimatur.access.Visitor;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/** Every form of every page, sent twice as a browser without scripts does it when its button is pressed twice. */
@ImprimaturTest
class RepeatedFormsTests {

    /** Those that browsers without scripts do not send, or that are no forms with fields. */
    private static final List<String> NOT_REPEATED = List.of(
            "/posts/autosave", // sent by scripts
            "/posts/{id}/autosave",
            "/library/upload", // has parts: the same bytes are linked to the file that is there
            "/admin/people/{id}/release"); // releases what is claimed, and says which, also when that is nothing

    @LocalServerPort
    private int port;

    @Autowired
    @Qualifier("requestMappingHandlerMapping")
    private RequestMappingHandlerMapping endpoints;

    private Cast cast;

    @BeforeEach
    void people() {
        cast = new Cast(port);
    }

    /**
     * A form.
     *
     * @param endpoint that it is sent to
     * @param page makes what it is about, and answers where it is shown
     * @param fields what is typed: name and value in turn; {@code ?} stands for something new
     */
    private record Form(String endpoint, String who, Function<Cast, String> page, List<String> fields) {

        Form(String endpoint, String who, Function<Cast, String> page, String... fields) {
            this(endpoint, who, page, List.of(fields));
        }

        @Override
        public String toString() {
            return endpoint;
        }
    }

    static Stream<Form> forms() {
        Function<Cast, String> draft = cast -> "/posts/" + cast.draft(cast.creator, "Sent twice", "null");
        Function<Cast, String> submitted = cast -> cast.submitted(cast.creator, "Sent twice", "null");
        Function<Cast, String> task = cast -> "/inbox/"
                + cast.task(cast.reviewer, submitted.apply(cast)).get("id").asText();
        Function<Cast, String> uploaded = cast -> "/library/" + cast.uploaded(cast.creator, "cup.jpg", Cast.picture());
        return Stream.of(
                new Form(
                        "/posts",
                        "creator",
                        cast -> "/posts/new",
                        "title",
                        "Sent twice",
                        "variants[feed].text",
                        "Salt"),
                new Form("/posts/{id}", "creator", draft, "title", "Saved twice", "variants[feed].text", "Salt"),
                new Form("/posts/{id}/delete", "creator", draft),
                new Form(
                        "/posts/{id}/withdraw",
                        "creator",
                        cast -> "/posts/" + submitted.apply(cast) + "/withdraw",
                        "reason",
                        "It is not wanted any more"),
                new Form("/posts/{id}/autosave/discard", "creator", draft),
                new Form("/posts/autosave/discard", "creator", cast -> "/posts/new"),
                new Form(
                        "/inbox/{task}/claim",
                        "reviewer",
                        cast -> { // away from somebody else
                            var page = task.apply(cast);
                            cast.alone.post("/api/tasks/" + page.substring("/inbox/".length()) + "/claim", "{}");
                            return page;
                        }),
                new Form("/inbox/{task}/release", "reviewer", cast -> {
                    var page = task.apply(cast);
                    cast.reviewer.post("/api/tasks/" + page.substring("/inbox/".length()) + "/claim", "{}");
                    return page;
                }),
                new Form("/inbox/{task}", "reviewer", task, "verdict", "reject", "comment", "Not like this"),
                new Form(
                        "/admin/people/brands",
                        "admin",
                        cast -> "/admin/people",
                        "id",
                        "?",
                        "name",
                        "Twice",
                        "zone",
                        "UTC"),
                new Form(
                        "/admin/people",
                        "admin",
                        cast -> "/admin/people",
                        "id",
                        "?",
                        "name",
                        "Twice",
                        "zone",
                        "UTC",
                        "password",
                        "a long password",
                        "administrator",
                        "true"),
                new Form("/posts/{id}/pictures", "creator", cast -> {
                    cast.approvedPicture();
                    return "/posts/pictures?brand=meridian&post=" + cast.draft(cast.creator, "With a picture", "null");
                }),
                new Form(
                        "/library/{id}/decision", "librarian", uploaded, "decision", "reject", "comment", "No licence"),
                new Form(
                        "/library/{id}/reopen",
                        "creator",
                        cast -> {
                            var page = uploaded.apply(cast);
                            cast.decide(cast.librarian, page.substring("/library/".length()), "reject");
                            return page;
                        },
                        "reason",
                        "There is a licence now"),
                new Form("/admin/people/{id}/deactivate", "admin", cast -> {
                    var leaver = "leaver-" + UUID.randomUUID().toString().substring(0, 8);
                    cast.person(leaver, "meridian", List.of("auditor"));
                    return "/admin/people/" + leaver + "/deactivate";
                }),
                new Form("/account/tokens", "creator", cast -> "/account/tokens", "name", "?"),
                new Form("/account/tokens/{id}/revoke", "creator", cast -> {
                    cast.creator.post("/api/tokens", "{\"name\": \"" + UUID.randomUUID() + "\"}");
                    return "/account/tokens";
                }));
    }

    @ParameterizedTest
    @MethodSource("forms")
    void theSecondOfTwoAnswersAsTheFirst(Form form) {
        var browser = browser(form);
        var sent = filled(browser, form);
        var first = accepted(browser, sent);

        assertThat(first.statusCode()).as(first.body()).isLessThan(400);
        var second = browser.send("POST", sent.address, BodyPublishers.ofString(sent.body), FORM);

        assertThat(second.statusCode()).isEqualTo(first.statusCode());
        assertThat(second.headers().firstValue("Location"))
                .isEqualTo(first.headers().firstValue("Location"));
        first.headers().firstValue("Location").ifPresent(location -> assertThat(
                        browser.get(path(location)).statusCode())
                .isEqualTo(200));
    }

    @ParameterizedTest
    @MethodSource("forms")
    void twoAtTheSameMomentAreAnsweredAlike(Form form) {
        var browser = browser(form);
        var sent = filled(browser, form);

        var answers =
                Stream.generate(() -> CompletableFuture.supplyAsync(() -> accepted(browser, sent)))
                        .limit(2)
                        .toList()
                        .stream()
                        .map(CompletableFuture::join)
                        .map(answer -> answer.statusCode() + " "
                                + answer.headers().firstValue("Location").orElse(""))
                        .collect(Collectors.toSet());

        assertThat(answers).hasSize(1).allMatch(answer -> !answer.startsWith("4") && !answer.startsWith("5"));
    }

    @Test
    void theConfirmationComesAgain() {
        var browser = Visitor.signedIn(port, "meridian-creator", Cast.PASSWORD);
        var form = forms().filter(each -> each.endpoint.equals("/posts/{id}/withdraw"))
                .findFirst()
                .orElseThrow();
        var sent = filled(browser, form);
        var location =
                path(accepted(browser, sent).headers().firstValue("Location").orElseThrow());
        var confirmed = browser.get(location).body();
        var quiet = browser.get(location).body();

        browser.send("POST", sent.address, BodyPublishers.ofString(sent.body), FORM);

        var words = "Sent twice";
        assertThat(count(confirmed, words)).isGreaterThan(count(quiet, words));
        assertThat(count(browser.get(location).body(), words)).isEqualTo(count(confirmed, words));
        assertThat(count(browser.get(location).body(), words)).isEqualTo(count(quiet, words));
    }

    @Test
    void everyFormOfAPageIsHere() {
        var known = forms().map(Form::endpoint).collect(Collectors.toCollection(TreeSet::new));
        known.addAll(NOT_REPEATED);
        // Not sent twice by these tests: the first three save the same again, the last one ends the session it came
        // with.
        known.addAll(List.of(
                "/admin/brands/{brand}/file-kinds",
                "/admin/people/{id}",
                "/admin/people/brands/{id}",
                "/account/password"));
        var found = new TreeSet<String>();
        endpoints.getHandlerMethods().keySet().stream()
                .filter(info -> info.getMethodsCondition().getMethods().contains(RequestMethod.POST))
                .flatMap(info -> info.getPatternValues().stream())
                .filter(path -> !path.startsWith("/api/"))
                .forEach(found::add);

        assertThat(known).containsAll(found);
    }

    private Visitor browser(Form form) {
        return form.who.equals("admin")
                ? Visitor.signedIn(port, "admin", "demo")
                : Visitor.signedIn(port, "meridian-" + form.who, Cast.PASSWORD);
    }

    private static final String[] FORM = {
        "Content-Type", "application/x-www-form-urlencoded", "Sec-Fetch-Mode", "navigate"
    };

    private record Sent(String address, String body) {}

    /** The form as the page has it, with what is typed. */
    private Sent filled(Visitor browser, Form form) {
        var address = form.page.apply(cast);
        var page = browser.get(address).body();
        var action = Pattern.compile(
                "<form[^>]*method=\"post\"[^>]*action=\""
                        + "(" + form.endpoint.replaceAll("\\{[^}]+}", "[^/\"?]+") + "(\\?[^\"]*)?)\"[^>]*>(.*?)</form>"
                        + "|<form[^>]*action=\"(" + form.endpoint.replaceAll("\\{[^}]+}", "[^/\"?]+")
                        + "(\\?[^\"]*)?)\"[^>]*method=\"post\"[^>]*>(.*?)</form>",
                Pattern.DOTALL);
        var found = action.matcher(page);
        assertThat(found.find())
                .as("form to %s on %s:%n%s", form.endpoint, address, page)
                .isTrue();
        var fields = new LinkedHashMap<String, String>();
        var content = found.group(3) == null ? found.group(6) : found.group(3);
        var sent = content.replaceAll("(?s)<template.*?</template>", ""); // browsers send nothing of these
        inputs(sent).forEach(fields::put);
        for (var i = 0; i < form.fields.size(); i += 2) {
            var value = form.fields.get(i + 1);
            fields.put(
                    form.fields.get(i),
                    value.equals("?") ? "t" + UUID.randomUUID().toString().substring(0, 8) : value);
        }
        var target = (found.group(1) == null ? found.group(4) : found.group(1)).replace("&amp;", "&");
        return new Sent(
                target,
                fields.entrySet().stream()
                        .map(field -> field.getKey() + "=" + URLEncoder.encode(field.getValue(), UTF_8))
                        .collect(Collectors.joining("&")));
    }

    private static Map<String, String> inputs(String form) {
        var fields = new LinkedHashMap<String, String>();
        var input = Pattern.compile("<input\\b[^>]*>").matcher(form);
        while (input.find()) {
            var name = attribute(input.group(), "name");
            var type = attribute(input.group(), "type");
            if (!name.isEmpty() && type.equals("hidden")) {
                fields.put(name, attribute(input.group(), "value"));
            }
        }
        return fields;
    }

    private static String attribute(String tag, String name) {
        Matcher found = Pattern.compile("\\b" + name + "=\"([^\"]*)\"").matcher(tag);
        return found.find() ? found.group(1).replace("&amp;", "&").replace("&#43;", "+") : "";
    }

    /** A decision is not taken within the first second of its page. */
    private static HttpResponse<String> accepted(Visitor browser, Sent sent) {
        var answers = new ArrayList<HttpResponse<String>>();
        await().atMost(Duration.ofSeconds(30)).until(() -> {
            answers.add(browser.send("POST", sent.address, BodyPublishers.ofString(sent.body), FORM));
            return !(sent.body.contains("verdict=") || sent.body.contains("decision="))
                    || answers.get(answers.size() - 1).statusCode() < 400;
        });
        return answers.get(answers.size() - 1);
    }

    private static String path(String location) {
        return location.replaceFirst("^https?://[^/]+", "");
    }

    private static int count(String text, String words) {
        return text.split(Pattern.quote(words), -1).length - 1;
    }
}
