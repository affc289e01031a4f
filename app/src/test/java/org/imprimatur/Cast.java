package org.imprimatur;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import javax.imageio.ImageIO;
import org.imprimatur.Api.Answer;
import org.jspecify.annotations.Nullable;

/** The people of a story, in a brand of their own, {@code meridian}, each with what they usually do. */
public final class Cast {

    /** Of each of them. */
    public static final String PASSWORD = "a long password";

    private static final List<String> ROLES =
            List.of("creator", "librarian", "reviewer", "brand-manager", "publisher", "modeler", "auditor");

    public final Api nobody;
    public final Api admin;
    public final Api creator;
    public final Api librarian;
    public final Api reviewer;
    public final Api manager;

    /** Writes, uploads, reviews and approves. */
    public final Api alone;

    /** Has every role, but in another brand, {@code boreal}. */
    public final Api stranger;

    private final int port;

    public Cast(int port) {
        this.port = port;
        nobody = Api.nobody(port);
        admin = Api.of(port, "admin");
        synchronized (Cast.class) {
            if (admin.get("/api/people/stranger").status() != 200) {
                brand("meridian");
                ROLES.forEach(role -> person("meridian-" + role, "meridian", List.of(role)));
                person("alone", "meridian", ROLES);
                brand("boreal");
                person("stranger", "boreal", ROLES);
            }
        }
        creator = of("creator");
        librarian = of("librarian");
        reviewer = of("reviewer");
        manager = of("brand-manager");
        alone = Api.of(port, "alone", PASSWORD);
        stranger = Api.of(port, "stranger", PASSWORD);
    }

    /** Who has this role, and no other. */
    public Api of(String role) {
        return Api.of(port, "meridian-" + role, PASSWORD);
    }

    private void brand(String id) {
        var made = admin.post("/api/brands", """
                {"id": "%1$s", "name": "%1$s", "zone": "UTC"}""".formatted(id));
        assertThat(made.status()).as(made::toString).isEqualTo(201);
    }

    /** Makes an account with these roles of a brand. */
    public void person(String id, String brand, List<String> roles) {
        var made = Api.byPassword(port, "admin", "demo").post("/api/people", """
                {"id": "%1$s", "name": "%1$s", "zone": "UTC", "password": "%2$s", "administrator": false,
                 "roles": {"%3$s": [%4$s]}}""".formatted(
                        id, PASSWORD, brand, roles.stream().collect(joining("\", \"", "\"", "\""))));
        assertThat(made.status()).as(made::toString).isEqualTo(201);
    }

    /** A small JPEG unlike any other. */
    public static byte[] picture() {
        var bytes = new ByteArrayOutputStream();
        try {
            ImageIO.write(new BufferedImage(32, 24, BufferedImage.TYPE_INT_RGB), "jpeg", bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        bytes.writeBytes(UUID.randomUUID().toString().getBytes(StandardCharsets.US_ASCII));
        return bytes.toByteArray();
    }

    /** Uploads and waits until it was looked into. */
    public String uploaded(Api who, String name, byte[] content) {
        var id = who.upload("meridian", name, content).text("/id");
        await().atMost(Duration.ofSeconds(60)).until(() -> {
            var state = creator.get("/api/assets/" + id).text("/state");
            return !state.equals("received") && !state.equals("cataloging");
        });
        return id;
    }

    /** Uploaded by a creator, approved by a librarian. */
    public String approvedPicture() {
        var id = uploaded(creator, "cup.jpg", picture());
        assertThat(decide(librarian, id, "approve").status()).isEqualTo(200);
        return id;
    }

    /** A draft that can be submitted. {@code slot} as in the API, {@code null} in JSON for as soon as approved. */
    public String draft(Api who, String title, String slot) {
        var made = who.post("/api/brands/meridian/posts", """
                {"title": "%s", "variants": [{"channel": "feed", "text": "A cup of it"}], "assets": [], "slot": %s}""".formatted(title, slot));
        assertThat(made.status()).as(made::toString).isEqualTo(201);
        return made.text("/id");
    }

    public String submitted(Api who, String title, String slot) {
        var id = draft(who, title, slot);
        var submitted = who.post("/api/posts/" + id + "/submit");
        assertThat(submitted.status()).as(submitted::toString).isEqualTo(202);
        return id;
    }

    /** Approved by both who are asked. */
    public String approved(String title, String slot) {
        var id = submitted(creator, title, slot);
        decide(reviewer, id, "approve");
        var last = decide(manager, id, "approve");
        assertThat(last.status()).as(last::toString).isEqualTo(200);
        return id;
    }

    /** What the inbox of this person says about a subject. */
    public Optional<JsonNode> entry(Api who, String subject) {
        for (var item : who.get("/api/tasks?limit=200").json()) {
            if (item.at("/subject/id").asText().equals(subject)) {
                return Optional.of(item);
            }
        }
        return Optional.empty();
    }

    /** The same, of whoever has it. */
    public JsonNode task(Api who, String subject) {
        return entry(who, subject).orElseThrow(() -> new AssertionError("No task about " + subject));
    }

    /** Decides on what this person finds in their inbox. */
    public Answer decide(Api who, String subject, String decision) {
        return decide(who, task(who, subject), decision, "Because.");
    }

    public Answer decide(Api who, JsonNode task, String decision, @Nullable String comment) {
        return decide(
                who, task.get("id").asText(), decision, task.at("/subject/hash").asText(), comment);
    }

    public Answer decide(Api who, String task, String decision, String hash, @Nullable String comment) {
        return who.post("/api/tasks/" + task + "/decision", """
                {"decision": "%s", "hash": "%s", "comment": %s}""".formatted(
                        decision, hash, comment == null ? "null" : "\"" + comment + "\""));
    }

    public String state(String post) {
        return creator.get("/api/posts/" + post).text("/state");
    }

    /** Waits until a post is there. */
    public JsonNode awaitState(String post, String state) {
        await().atMost(Duration.ofSeconds(60))
                .pollInterval(Duration.ofMillis(100))
                .until(() -> state(post), state::equals);
        return creator.get("/api/posts/" + post).json();
    }
}
