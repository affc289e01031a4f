package org.imprimatur.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import org.imprimatur.ImprimaturTest;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.client.TestRestTemplate;
import org.springframework.http.HttpEntity;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;

/** The demo's stories, told by the whole application: every decision in them is a real one. */
@ImprimaturTest
class DemoTests {

    private final TestRestTemplate anonymous;
    private final TestRestTemplate creator;

    DemoTests(@Autowired TestRestTemplate rest) {
        anonymous = rest;
        creator = rest.withBasicAuth("creator", "demo");
    }

    @Test
    void everyRoomHasSomethingInItAndTheFeedShowsWhatWasApproved() throws IOException {
        await().atMost(Duration.ofMinutes(3))
                .pollInterval(Duration.ofSeconds(1))
                .untilAsserted(() -> {
                    var states = new HashMap<String, String>();
                    var posts = creator.getForObject("/api/brands/aurora/posts?limit=100", JsonNode.class);
                    posts.get("items")
                            .forEach(post -> states.put(
                                    post.get("title").textValue(),
                                    post.get("state").textValue()));
                    assertThat(states)
                            .containsEntry("Latte evening, the second", "published")
                            .containsEntry("How to pour slowly", "published")
                            .containsEntry("The winter cup is back", "in_review")
                            .containsEntry("Twenty-four small roasts", "brand_approval")
                            .containsEntry("Cinnamon bun of the week", "approved")
                            .containsEntry("Open on Sundays", "changes_requested")
                            .containsEntry("Fresh from the drum", "draft");
                });

        var feed = anonymous.getForObject("/feeds/aurora.json", JsonNode.class);
        assertThat(feed.get("items")).hasSize(2);
        var picture = feed.get("items").get(0).get("image").textValue();
        assertThat(anonymous.getForEntity(picture, byte[].class).getHeaders().getFirst("Content-Type"))
                .isEqualTo("image/jpeg");
        var part = new HttpHeaders();
        part.set(HttpHeaders.RANGE, "bytes=0-9");
        var ten = anonymous.exchange(picture, HttpMethod.GET, new HttpEntity<>(part), byte[].class);
        assertThat(ten.getStatusCode()).isEqualTo(HttpStatus.PARTIAL_CONTENT);
        assertThat(ten.getBody()).hasSize(10);

        var atom = anonymous.getForEntity("/feeds/aurora.atom", String.class);
        assertThat(atom.getBody()).contains("<feed").contains("Latte evening, the second");
        var again = new HttpHeaders();
        again.set(HttpHeaders.IF_NONE_MATCH, atom.getHeaders().getETag());
        assertThat(anonymous
                        .exchange("/feeds/aurora.atom", HttpMethod.GET, new HttpEntity<>(again), String.class)
                        .getStatusCode())
                .isEqualTo(HttpStatus.NOT_MODIFIED);

        var openApi = creator.getForObject("/api/openapi.json", JsonNode.class);
        assertThat(openApi.at("/paths/~1api~1posts~1{id}/patch/summary").textValue())
                .isEqualTo("Save a post");

        var page = anonymous.getForEntity("/feeds/aurora", String.class);
        assertThat(page.getBody()).isNotNull().contains("How to pour slowly").contains("Approved, version 1");
        Files.writeString(Path.of("target/feed.html"), page.getBody());
        assertThat(page.getHeaders().getFirst("Content-Security-Policy")).startsWith("default-src 'none'");
        assertThat(anonymous.getForEntity("/feeds/nobody", String.class).getStatusCode())
                .isEqualTo(HttpStatus.NOT_FOUND);
        assertThat(anonymous.getForEntity("/feeds/nobody.atom", String.class).getStatusCode())
                .isEqualTo(HttpStatus.NOT_FOUND);
    }
}
