package org.imprimatur.library;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.PlaywrightException;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Collectors;
import org.imprimatur.Cast;
import org.imprimatur.ImprimaturTest;
import org.imprimatur.story.Browser;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.boot.test.web.server.LocalServerPort;

/**
 * Files with scripts, opened in a real browser by somebody who is signed in, in every way a page or a person might. A
 * script that runs anywhere opens a dialog and calls a server of the test; neither must happen.
 */
@ImprimaturTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ServedBytesTests {

    @LocalServerPort
    private int port;

    private final Queue<String> calls = new ConcurrentLinkedQueue<>();
    private final Queue<String> dialogs = new ConcurrentLinkedQueue<>();
    private final Map<String, byte[]> elsewhere = new LinkedHashMap<>();

    private HttpServer trap;
    private Browser browser;
    private Cast cast;
    private Page page;

    @BeforeAll
    void setTheTrap() throws IOException {
        trap = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        trap.createContext("/", exchange -> {
            var path = exchange.getRequestURI().getPath();
            var page = elsewhere.get(path);
            if (page == null) {
                calls.add(path);
            }
            var body = page == null ? new byte[0] : page;
            exchange.getResponseHeaders().set("Content-Type", "text/html");
            exchange.sendResponseHeaders(page == null ? 404 : 200, body.length == 0 ? -1 : body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        trap.start();
        browser = new Browser();
    }

    @AfterAll
    void close() {
        browser.close();
        trap.stop(0);
    }

    @BeforeEach
    void signIn() {
        cast = new Cast(port);
        calls.clear();
        dialogs.clear();
        page = browser.window();
        page.onDialog(dialog -> {
            dialogs.add(dialog.message());
            dialog.dismiss();
        });
        page.navigate(ours("/"));
        page.getByLabel("User name").fill("meridian-creator");
        page.locator("#password").fill(Cast.PASSWORD);
        page.locator("form button[type=submit]").first().click();
        page.locator("nav.side").waitFor();
    }

    @AfterEach
    void leave() {
        Browser.close(page);
    }

    /** Or the tests below would prove nothing. */
    @Test
    void theTrapCatchesAScriptWhereItMayRun() {
        elsewhere.put("/control", html("control"));

        page.navigate(theirs("/control"));

        await().until(() -> !dialogs.isEmpty() && calls.contains("/called/control"));
        assertThat(calls).contains("/picture");
    }

    @Test
    void noFileRunsAScriptHoweverItIsOpened() {
        var files = new LinkedHashMap<String, String>();
        files().forEach((name, bytes) -> files.put(name, uploaded(name, bytes)));
        var contents = files.values().stream()
                .map(id -> ours("/api/assets/" + id + "/content"))
                .toList();
        var thumbnail = ours("/api/assets/" + files.get("polyglot.jpg") + "/renditions/thumbnail");

        contents.forEach(this::open);
        open(thumbnail);
        open(ours("/library/" + files.get("drawing.svg")));
        assertNothingRan("files, opened");
        embed(contents);
        embed(List.of(thumbnail));
        assertNothingRan("files, within a page of ours");
        elsewhere.put("/frames", frames(contents).getBytes(UTF_8));
        page.navigate(theirs("/frames"));
        page.waitForTimeout(500); // a frame that shows nothing says nothing either
        assertNothingRan("files, framed by somebody else's page");
    }

    @Test
    void everyFileIsSentWithTheHeadersThatKeepItQuiet() {
        files().forEach((name, bytes) -> {
            var id = uploaded(name, bytes);

            var answer = cast.creator.get("/api/assets/" + id + "/content");

            assertThat(answer.header("X-Content-Type-Options")).as(name).isEqualTo("nosniff");
            assertThat(answer.header("Content-Security-Policy")).as(name).isEqualTo("default-src 'none'; sandbox");
            assertThat(answer.header("X-Frame-Options")).as(name).isEqualTo("DENY");
            var shown = List.of("image/gif", "image/jpeg").contains(answer.header("Content-Type"));
            assertThat(answer.header("Content-Disposition"))
                    .as(name)
                    .startsWith(shown ? "inline; filename=" : "attachment; filename=");
            assertThat(answer.header("Content-Type"))
                    .as(name)
                    .doesNotContain("html", "xml", "svg", "script", "text", "css");
            assertThat(answer.body()).as(name).isEqualTo(bytes);
        });
    }

    @Test
    void whatIsPublishedRunsNoScriptEither() {
        var pictures = List.of(
                approved("polyglot.gif", gifThatIsAScript("media.gif")),
                approved("page.jpg", jpegWithPage("media.jpg")));
        var post = cast.creator
                .post("/api/brands/meridian/posts", """
                    {"title": "<img src=x onerror=alert(3)>", "assets": [%s], "slot": null, "variants": [{"channel": "feed",
                     "text": "</p><script>alert(4)</script><svg onload=alert(5)> javascript:alert(6)"}]}""".formatted(pictures.stream()
                        .map(id -> "{\"id\": \"%s\", \"alt\": \"\\\"><script>alert(7)</script>\"}".formatted(id))
                        .collect(Collectors.joining(", "))))
                .text("/id");
        cast.creator.post("/api/posts/" + post + "/submit");
        cast.decide(cast.reviewer, post, "approve");
        cast.decide(cast.manager, post, "approve");
        cast.awaitState(post, "published");

        for (var address : List.of(
                "/feeds/meridian",
                "/feeds/meridian/posts/" + post,
                "/feeds/meridian.atom",
                "/feeds/meridian.json",
                "/feeds/meridian/media/" + pictures.get(0),
                "/feeds/meridian/media/" + pictures.get(1))) {
            open(ours(address));
            assertNothingRan(address);
        }
        page.navigate(ours("/feeds/meridian"));
        embed(pictures.stream().map(id -> ours("/feeds/meridian/media/" + id)).toList());
        for (var picture : pictures) {
            var answer = cast.nobody.get("/feeds/meridian/media/" + picture);
            assertThat(answer.header("X-Content-Type-Options")).isEqualTo("nosniff");
            assertThat(answer.header("Content-Security-Policy")).isEqualTo("default-src 'none'; sandbox");
        }
        assertNothingRan("the media, within a page of ours");
    }

    private void assertNothingRan(String what) {
        assertThat(dialogs).as("dialogs of %s", what).isEmpty();
        assertThat(calls).as("calls of %s", what).isEmpty();
        assertThat(page.evaluate("self.ran"))
                .as("whether a script ran: %s", what)
                .isNull();
    }

    /** What cannot be shown becomes a download, which the browser reports as a navigation that ended. */
    private void open(String address) {
        try {
            page.navigate(address);
        } catch (PlaywrightException e) {
            assertThat(e.getMessage()).contains("Download is starting");
        }
    }

    /** In every element that loads something, as a style, as a script, as a worker, and as a module. */
    private void embed(List<String> addresses) {
        page.evaluate("""
                (addresses) => Promise.all(addresses.flatMap((address) => {
                  const settled = (tag, attributes) => new Promise((done) => {
                    const element = document.createElement(tag);
                    element.onload = element.onerror = done;
                    setTimeout(done, 2000);
                    Object.assign(element, attributes);
                    document.body.append(element);
                  });
                  const worker = () => new Promise((done) => {
                    new Worker(address).onerror = done;
                    setTimeout(done, 2000);
                  });
                  return [
                    settled("img", { src: address }),
                    settled("iframe", { src: address }),
                    settled("object", { data: address }),
                    settled("object", { data: address, type: "image/svg+xml" }),
                    settled("embed", { src: address, type: "text/html" }),
                    settled("video", { src: address }),
                    settled("script", { src: address }),
                    settled("script", { src: address, type: "module" }),
                    settled("link", { href: address, rel: "stylesheet" }),
                    import(address).catch(() => 0),
                    worker().catch(() => 0),
                    navigator.serviceWorker.register(address).catch(() => 0),
                  ];
                }))""", addresses);
    }

    private static String frames(List<String> addresses) {
        return addresses.stream()
                .map(address -> "<iframe src='%1$s'></iframe><script src='%1$s'></script>".formatted(address))
                .collect(Collectors.joining("", "<!DOCTYPE html><title>Elsewhere</title>", ""));
    }

    private String ours(String path) {
        return "http://127.0.0.1:" + port + path;
    }

    private String theirs(String path) {
        return "http://127.0.0.1:" + trap.getAddress().getPort() + path;
    }

    private String uploaded(String name, byte[] bytes) {
        return cast.uploaded(cast.creator, name, bytes);
    }

    private String approved(String name, byte[] bytes) {
        var id = uploaded(name, bytes);
        assertThat(cast.decide(cast.librarian, id, "approve").status()).isEqualTo(200);
        return id;
    }

    // ---- the files

    private Map<String, byte[]> files() {
        var files = new LinkedHashMap<String, byte[]>();
        files.put("page-html", html("page.html")); // a name that ends in .html is refused at once
        files.put("page.jpg", html("page.jpg"));
        files.put("page", html("page"));
        files.put("page.txt", together("Words. ".repeat(200).getBytes(UTF_8), html("page.txt")));
        files.put("page-xhtml", text("""
            <?xml version="1.0"?><html xmlns="http://www.w3.org/1999/xhtml"><head><title>x</title>
            <script>%s</script></head><body/></html>""".formatted(script("page.xhtml"))));
        files.put("drawing.svg", svg("drawing.svg"));
        files.put("drawing.png", svg("drawing.png"));
        files.put("styled.xml", text("""
            <?xml version="1.0"?><?xml-stylesheet type="text/xsl" href="%s"?><a><script
            xmlns="http://www.w3.org/1999/xhtml">%s</script></a>""".formatted(theirs("/sheet"), script("styled.xml"))));
        files.put("code-js", text(script("code.js")));
        files.put("style.css", text("body { background: url(%s) } @import '%1$s';".formatted(theirs("/picture"))));
        files.put("letter-mhtml", text("""
            MIME-Version: 1.0
            Content-Type: multipart/related; boundary="b"; type="text/html"

            --b
            Content-Type: text/html
            Content-Location: http://example.org/

            %s
            --b--
            """.formatted(new String(html("letter.mhtml"), UTF_8))));
        files.put("script.pdf", pdf());
        files.put("page.pdf", together(html("page.pdf"), pdf()));
        files.put("unknown", together(new byte[] {0, 1, 2, 3, 0, 7}, html("unknown")));
        files.put("polyglot.gif", gifThatIsAScript("polyglot.gif"));
        files.put("polyglot.jpg", jpegWithPage("polyglot.jpg"));
        return files;
    }

    private String script(String file) {
        return "self.ran = '%1$s'; try { alert('%1$s') } catch (e) {} fetch('%2$s/%1$s', { mode: 'no-cors' });"
                .formatted(file, theirs("/called"));
    }

    private byte[] html(String file) {
        return text(
                "<!DOCTYPE html><html><body><img src='%s'><script>%s</script><p onclick='alert(2)'>x</p></body></html>"
                        .formatted(theirs("/picture"), script(file)));
    }

    private byte[] svg(String file) {
        return text("""
            <svg xmlns="http://www.w3.org/2000/svg" width="10" height="10" onload="%2$s"><script>%2$s</script>
            <image href="%1$s" width="5" height="5"/><foreignObject><iframe xmlns="http://www.w3.org/1999/xhtml"
            src="javascript:alert(1)"/></foreignObject></svg>""".formatted(theirs("/picture"), script(file)));
    }

    private byte[] pdf() {
        return text("""
            %%PDF-1.4
            1 0 obj <</Type/Catalog/Pages 2 0 R/OpenAction <</S/JavaScript/JS (app.alert\\(1\\); app.launchURL\\('%1$s'\\))>>>> endobj
            2 0 obj <</Type/Pages/Kids[3 0 R]/Count 1>> endobj
            3 0 obj <</Type/Page/Parent 2 0 R/MediaBox[0 0 100 100]/AA <</O <</S/URI/URI (%1$s)>>>>>> endobj
            trailer <</Root 1 0 R>>
            %%%%EOF""".formatted(theirs("/called")));
    }

    /** Begins with the eight letters of a GIF, which are a JavaScript name, and goes on as a script. */
    private byte[] gifThatIsAScript(String file) {
        var width = (byte) '/';
        var head = new byte[] {'G', 'I', 'F', '8', '9', 'a', width, '*', 1, 0, 0, 0, 0};
        return together(
                head,
                new byte[] {0x2C, 0, 0, 0, 0, 1, 0, 1, 0, 0, 2, 2, 0x44, 1, 0, 0x3B},
                ("*/=1;" + script(file) + "//" + UUID.randomUUID()).getBytes(UTF_8));
    }

    private byte[] jpegWithPage(String file) {
        return together(Cast.picture(), html(file));
    }

    /** Unlike any other, so that it is looked into. */
    private static byte[] text(String content) {
        return (content + "<!--" + UUID.randomUUID() + "-->").getBytes(UTF_8);
    }

    private static byte[] together(byte[]... parts) {
        var all = new ArrayList<String>();
        for (var part : parts) {
            all.add(new String(part, ISO_8859_1));
        }
        return String.join("", all).getBytes(ISO_8859_1);
    }
}
