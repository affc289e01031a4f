package org.imprimatur.content;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.URLEncoder;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.List;
import java.util.UUID;
import java.util.stream.StreamSupport;
import org.imprimatur.Cast;
import org.imprimatur.ImprimaturTest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.web.server.LocalServerPort;

/** Posts are found as assets are: by the same words, in the same language of queries. */
@ImprimaturTest
class PostSearchTests {

    private static final String POSTS = "/api/brands/meridian/posts";

    private final Cast cast;
    private String mark = "";

    PostSearchTests(@LocalServerPort int port) {
        cast = new Cast(port);
    }

    /** A word that no other test has: letters only, so that it may be a part of a word. */
    @BeforeEach
    void aWordOfItsOwn() {
        mark = "m" + UUID.randomUUID().toString().replaceAll("[^a-f]", "");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "%s laternenumzug",
                "umzug %s",
                "martinsgaensen %s",
                "\"kinder aus\" %s",
                "提灯 %s",
                "LATERNENUMZÜG %s"
            })
    void byTitleTextsAndDescriptionsInAnyOrder(String query) {
        var post = write("Laternenumzug " + mark, "Kinder aus der Stadt, Martinsgänse und 提灯行列");
        write("Another " + mark, "Nothing of it");

        assertThat(found(query.formatted(mark))).containsExactly(post);
    }

    @Test
    void byWhatItSaysNowUntilItIsDeleted() {
        var post = write("Before " + mark, "as it was");
        cast.creator.json("PATCH", "/api/posts/" + post, "{\"title\": \"After " + mark + "\"}", "If-Match", "\"1\"");

        assertThat(found("before " + mark)).isEmpty();
        assertThat(found("after " + mark)).containsExactly(post);

        cast.creator.send("DELETE", "/api/posts/" + post, BodyPublishers.noBody(), "If-Match", "\"2\"");
        assertThat(found(mark)).isEmpty();
    }

    @Test
    void byWordsWithATypingErrorAndThatIsSaid() {
        write("Weihnachtsmarkt " + mark, "Glühwein");
        var query = URLEncoder.encode("weinachtsmarkt " + mark, UTF_8);

        var answer = cast.creator.get(POSTS + "?q=" + query);

        assertThat(answer.text("/corrected/weinachtsmarkt/0")).isEqualTo("weihnachtsmarkt");
        assertThat(answer.json().get("items")).hasSize(1);
        assertThat(cast.creator.get("/posts?brand=meridian&q=" + query).text())
                .contains("Nothing has “weinachtsmarkt”; searched for: weihnachtsmarkt");
    }

    private String write(String title, String text) {
        return cast.creator.post(POSTS, """
                        {"title": "%s", "variants": [{"channel": "feed", "text": "%s"}]}""".formatted(title, text)).text("/id");
    }

    private List<String> found(String query) {
        var items = cast.creator
                .get(POSTS + "?q=" + URLEncoder.encode(query, UTF_8))
                .json()
                .get("items");
        return StreamSupport.stream(items.spliterator(), false)
                .map(item -> item.get("id").textValue())
                .toList();
    }
}
