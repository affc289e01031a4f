package org.imprimatur.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.imprimatur.Api;
import org.imprimatur.Cast;
import org.imprimatur.ImprimaturTest;
import org.imprimatur.access.Visitor;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.TextNode;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.boot.test.web.server.LocalServerPort;

/** What people typed in Arabic or Hebrew has a direction of its own on every page and in every feed. */
@ImprimaturTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RightToLeftTests {

    private static final String TITLE = "مرحبا, Aurora!";
    private static final String TEXT = "קפה חדש: 20% הנחה.\\n\\nשבוע אחד (only).";
    private static final String WORDS = "לא, תודה!";
    private static final String PASSWORD = "a long password";
    private static final Pattern ISOLATED = Pattern.compile("\u2068[^\u2068\u2069]*\u2069");

    /** Elements that give what is in them a direction of its own, or hold one character. */
    private static final String DIRECTED = "[dir=auto], bdi, option, title, .brand-sign";

    @LocalServerPort
    private int port;

    private final Map<String, List<String>> pages = new LinkedHashMap<>();

    @BeforeAll
    void people() {
        var admin = Api.byPassword(port, "admin", "demo");
        made(admin.post(
                "/api/brands", "{\"id\": \"semitic\", \"name\": \"מותג, Ltd.\", \"zone\": \"Asia/Jerusalem\"}"));
        for (var role : List.of("creator", "reviewer", "brand-manager", "librarian")) {
            made(admin.post("/api/people", """
                {"id": "semitic-%1$s", "name": "שם, %1$s", "zone": "Africa/Cairo", "password": "%2$s",
                 "roles": {"semitic": ["%1$s"]}}\
                """.formatted(role, PASSWORD)));
        }
        var creator = Api.of(port, "semitic-creator", PASSWORD);
        var reviewer = Api.of(port, "semitic-reviewer", PASSWORD);
        var manager = Api.of(port, "semitic-brand-manager", PASSWORD);
        var asset = made(creator.parts(
                        "/api/brands/semitic/assets", Api.title(TITLE), Api.file("תמונה.jpg", Cast.picture())))
                .text("/id");

        var draft = draft(creator);
        var refused = draft(creator);
        submit(creator, refused);
        decide(reviewer, refused, "request_changes");
        var rejected = draft(creator);
        submit(creator, rejected);
        decide(reviewer, rejected, "reject");
        var waiting = draft(creator);
        submit(creator, waiting);
        var task = task(reviewer, waiting);
        var withdrawn = draft(creator);
        submit(creator, withdrawn);
        decide(reviewer, withdrawn, "approve");
        var approving = task(manager, withdrawn);

        pages.put(
                "semitic-creator",
                List.of(
                        "/",
                        "/posts",
                        "/posts/new",
                        "/posts/" + draft,
                        "/posts/" + refused,
                        "/posts/" + rejected,
                        "/posts/" + waiting,
                        "/posts/" + waiting + "/withdraw",
                        "/library",
                        "/library/" + asset,
                        "/posts/pictures?brand=semitic",
                        "/account/tokens",
                        "/account/password",
                        "/inbox",
                        "/posts?q=nothing-of-this"));
        pages.put("semitic-reviewer", List.of("/", "/inbox", "/inbox/" + task, "/review/" + task + "/preview"));
        pages.put("semitic-brand-manager", List.of("/", "/inbox/" + approving, "/review/" + approving + "/preview"));
        pages.put("semitic-librarian", List.of("/", "/inbox", "/library", "/library/" + asset));
        pages.put("admin", List.of("/admin/people", "/admin/people/semitic-creator"));
    }

    @Test
    void textOfPeopleHasADirectionOfItsOwnOnEveryPage() {
        var wrong = new ArrayList<String>();
        pages.forEach((person, addresses) -> {
            var visitor = Visitor.signedIn(port, person, person.equals("admin") ? "demo" : PASSWORD);
            for (var address : addresses) {
                var page = visitor.get(address);
                assertThat(page.statusCode()).as(person + " " + address).isEqualTo(200);
                undirected(Jsoup.parse(page.body())).forEach(found -> wrong.add(person + " " + address + ": " + found));
            }
        });
        assertThat(wrong).isEmpty();
    }

    @Test
    void fieldsThatPeopleTypeIntoHaveADirectionOfTheirOwn() {
        var wrong = new ArrayList<String>();
        pages.forEach((person, addresses) -> {
            var visitor = Visitor.signedIn(port, person, person.equals("admin") ? "demo" : PASSWORD);
            for (var address : addresses) {
                var fields = Jsoup.parse(visitor.get(address).body())
                        .select("textarea:not([dir=auto]), input[type=search]:not([dir=auto]),"
                                + " input[name=title]:not([dir=auto]), input[name=name]:not([dir=auto])");
                fields.forEach(field -> wrong.add(person + " " + address + ": " + field));
            }
        });
        assertThat(wrong).isEmpty();
    }

    @Test
    void aRefusedFormKeepsTheDirection() {
        var visitor = Visitor.signedIn(port, "semitic-creator", PASSWORD);

        var refused = visitor.form(
                "/posts",
                "_csrf",
                visitor.csrf("/posts/new"),
                "brand",
                "semitic",
                "title",
                TITLE,
                "variants[feed].text",
                "קפה",
                "when",
                "slot",
                "slot.zone",
                "Nowhere",
                "slot.date",
                "",
                "slot.time",
                "");

        assertThat(refused.statusCode()).isEqualTo(422);
        assertThat(undirected(Jsoup.parse(refused.body()))).isEmpty();
    }

    /** Text of right-to-left scripts that stands in no element with a direction of its own. */
    private static List<String> undirected(Document page) {
        var wrong = new ArrayList<String>();
        page.forEachNode(node -> {
            if (node instanceof TextNode text
                    && node.parent() instanceof Element parent
                    && holdsRightToLeft(ISOLATED.matcher(text.getWholeText()).replaceAll(""))
                    && parent.closest(DIRECTED) == null) {
                wrong.add(parent.cssSelector() + " " + text.text());
            }
        });
        return wrong;
    }

    private static boolean holdsRightToLeft(String text) {
        return text.codePoints().anyMatch(c -> {
            var script = Character.UnicodeScript.of(c);
            return script == Character.UnicodeScript.ARABIC || script == Character.UnicodeScript.HEBREW;
        });
    }

    private static String draft(Api creator) {
        return made(creator.post("/api/brands/semitic/posts", """
            {"title": "%s", "variants": [{"channel": "feed", "text": "%s"}],
             "slot": {"local": "2030-06-01T09:00", "zone": "Asia/Jerusalem"}}\
            """.formatted(TITLE, TEXT)))
                .text("/id");
    }

    private static void submit(Api creator, String post) {
        made(creator.post("/api/posts/" + post + "/submit"));
    }

    private static String task(Api decider, String post) {
        for (var item : decider.get("/api/tasks?limit=200").json()) {
            if (item.at("/subject/id").asText().equals(post)) {
                return item.get("id").asText();
            }
        }
        throw new AssertionError("Nobody is asked about " + post);
    }

    private static void decide(Api decider, String post, String verdict) {
        var task = task(decider, post);
        var hash = decider.get("/api/tasks/" + task).text("/subject/hash");
        made(decider.post("/api/tasks/" + task + "/decision", """
            {"decision": "%s", "hash": "%s", "comment": "%s"}\
            """.formatted(verdict, hash, WORDS)));
    }

    private static Api.Answer made(Api.Answer answer) {
        assertThat(answer.status()).as(answer::toString).isBetween(200, 299);
        return answer;
    }
}
