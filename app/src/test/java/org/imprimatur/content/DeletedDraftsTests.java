package org.imprimatur.content;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest.BodyPublishers;
import org.imprimatur.Api;
import org.imprimatur.Cast;
import org.imprimatur.ImprimaturTest;
import org.imprimatur.access.Visitor;
import org.imprimatur.log.Log;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A draft that was never submitted can be deleted, and its process ends with it. */
@ImprimaturTest
class DeletedDraftsTests {

    @LocalServerPort
    private int port;

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private Log log;

    private Cast cast;

    @BeforeEach
    void people() {
        cast = new Cast(port);
    }

    @Test
    void anAuthorDeletesTheirDraftAndOnlyTheLogKnowsOfIt() {
        var post = cast.draft(cast.creator, "Never mind", "null");

        assertThat(delete(cast.creator, post, 1).status()).isEqualTo(204);

        assertThat(cast.creator.get("/api/posts/" + post).status()).isEqualTo(404);
        assertThat(cast.entry(cast.creator, post)).isEmpty();
        assertThat(instances(post)).isZero();
        assertThat(log.about("post:" + post)).last().satisfies(written -> {
            assertThat(written.entry().what()).isEqualTo("post.deleted");
            assertThat(written.entry().actor()).isEqualTo("meridian-creator");
            assertThat(written.entry().detail()).isEqualTo("Never mind");
        });
    }

    @Test
    void aBrandManagerDeletesAnyAndNobodyElse() {
        var post = cast.draft(cast.creator, "Left behind", "null");

        assertThat(delete(cast.reviewer, post, 1).status()).isEqualTo(403);
        assertThat(delete(cast.stranger, post, 1).status()).isEqualTo(404);
        assertThat(delete(cast.manager, post, 1).status()).isEqualTo(204);
    }

    @Test
    void aVersionThatSomebodySavedSinceStays() {
        var post = cast.draft(cast.creator, "Moving", "null");
        cast.alone.json("PATCH", "/api/posts/" + post, "{\"title\": \"Moved\"}", "If-Match", "\"1\"");

        assertThat(delete(cast.creator, post, 1).status()).isEqualTo(412);
        assertThat(cast.creator
                        .send("DELETE", "/api/posts/" + post, BodyPublishers.noBody())
                        .status())
                .isEqualTo(428);
        assertThat(cast.creator.get("/api/posts/" + post).status()).isEqualTo(200);
    }

    @Test
    void whatWasSubmittedStaysAsEvidence() {
        var post = cast.submitted(cast.creator, "Asked for", "null");
        var inReview = delete(cast.creator, post, 1);
        cast.creator.post("/api/posts/" + post + "/withdraw");
        var withdrawn = delete(cast.creator, post, 1);

        assertThat(inReview.status()).isEqualTo(409);
        assertThat(withdrawn.status()).isEqualTo(409);
        assertThat(withdrawn.text("/detail")).contains("stays as evidence");
    }

    @Test
    void thePageNamesItBeforeItIsDeleted() {
        var post = cast.draft(cast.creator, "Old & tired", "null");
        var browser = Visitor.signedIn(port, "meridian-creator", Cast.PASSWORD);

        var page = browser.get("/posts/" + post).body();

        assertThat(page).contains("Delete “Old &amp; tired”", "action=\"/posts/" + post + "/delete\"");
        var token = page.replaceAll("(?s).*?name=\"_csrf\" value=\"([^\"]+)\".*", "$1");
        var answer = browser.form("/posts/" + post + "/delete", "version", "1", "_csrf", token);
        assertThat(answer.headers().firstValue("Location").orElseThrow()).endsWith("/posts?brand=meridian");
        assertThat(browser.get("/posts?brand=meridian").body()).contains("Deleted “Old &amp; tired”.");
        assertThat(browser.get("/posts/" + post).statusCode()).isEqualTo(404);
    }

    private Api.Answer delete(Api who, String post, int version) {
        return who.send("DELETE", "/api/posts/" + post, BodyPublishers.noBody(), "If-Match", "\"" + version + "\"");
    }

    private int instances(String post) {
        return jdbc.sql("select count(*) from act_ru_execution where business_key_ = :key")
                .param("key", "post:" + post)
                .query(Integer.class)
                .single();
    }
}
