package org.imprimatur.library;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.UUID;
import org.imprimatur.Api;
import org.imprimatur.Cast;
import org.imprimatur.ImprimaturTest;
import org.imprimatur.log.Log;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/** What a brand allows in its library and in its posts, as administrators change it. */
@ImprimaturTest
class FileKindsTests {

    @LocalServerPort
    private int port;

    @Autowired
    private Log log;

    private Cast cast;
    private String brand;
    private Api creator;

    @BeforeEach
    void aBrandOfItsOwn() {
        cast = new Cast(port);
        brand = "kinds-" + UUID.randomUUID().toString().substring(0, 8);
        assertThat(cast.admin.post("/api/brands", """
                        {"id": "%1$s", "name": "Kinds", "zone": "UTC"}""".formatted(brand)).status())
                .isEqualTo(201);
        Api.byPassword(port, "admin", "demo").post("/api/people", """
                {"id": "%1$s", "name": "Kim", "zone": "UTC", "password": "%2$s", "administrator": false,
                 "roles": {"%1$s": ["creator"]}}""".formatted(brand, Cast.PASSWORD));
        creator = Api.of(port, brand, Cast.PASSWORD);
    }

    @Test
    void aNewBrandStoresWhatTeamsWorkWithAndAttachesPicturesAndVideos() {
        var rules = creator.get(address());

        assertThat(rules.json().get("stored"))
                .extracting(JsonNode::asText)
                .contains("pictures", "videos", "documents", "designs")
                .doesNotContain("programs", "web-pages", "other");
        assertThat(rules.json().get("attached")).extracting(JsonNode::asText).containsExactly("pictures", "videos");
    }

    @Test
    void whatAnAdministratorChangesHoldsForTheNextUpload() {
        var changed = put("[\"pictures\", \"programs\"]", "[]");

        assertThat(changed.status()).as(changed::toString).isEqualTo(200);
        assertThat(creator.get(address()).json().get("stored"))
                .extracting(JsonNode::asText)
                .containsExactly("pictures", "programs");
        var refused = creator.upload(brand, "plan.pdf", "%PDF-1.7".getBytes(UTF_8));
        assertThat(refused.status()).isEqualTo(415);
        assertThat(refused.text("/detail"))
                .isEqualTo("The name ends in “.pdf”, so this is a PDF document. This brand does not store documents."
                        + " An administrator can change that.");
        assertThat(creator.upload(brand, "setup.exe", new byte[] {'M', 'Z', 1}).status())
                .isEqualTo(201);
        var picture = creator.upload(brand, "cup.jpg", Cast.picture()).text("/id");
        assertThat(creator.get("/api/assets/" + picture)
                        .json()
                        .get("attachable")
                        .asBoolean())
                .isFalse();
        assertThat(log.about("brand:" + brand)).anySatisfy(row -> {
            assertThat(row.entry().what()).isEqualTo("brand.file-kinds");
            assertThat(row.entry().detail()).isEqualTo("stored: pictures, programs; attached: ");
        });
    }

    @Test
    void whatCannotBeIsRefusedWithEachReason() {
        var refused = put("[\"pictures\", \"music\"]", "[\"documents\", \"videos\"]");

        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.json().get("errors"))
                .extracting(error -> error.get("field").asText())
                .contains("stored[1]", "attached");
        assertThat(put("[\"pictures\"]", "[\"videos\"]").text("/detail")).contains("while they may not be uploaded");
        assertThat(cast.admin.json("PUT", address(), "{}").status()).isEqualTo(422);
        assertThat(creator.get(address()).json().get("stored")).hasSizeGreaterThan(3);
    }

    private Api.Answer put(String stored, String attached) {
        return cast.admin.json("PUT", address(), "{\"stored\": %s, \"attached\": %s}".formatted(stored, attached));
    }

    private String address() {
        return "/api/brands/" + brand + "/file-kinds";
    }
}
