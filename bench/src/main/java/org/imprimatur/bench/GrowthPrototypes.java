package org.imprimatur.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import javax.imageio.ImageIO;
import org.jspecify.annotations.Nullable;

/**
 * One post and one asset in each state, made through the API in a brand of their own. Every id, name and text that is
 * theirs alone can be told from all others, so that their rows can be copied.
 */
final class GrowthPrototypes {

    static final String BRAND = "growthproto";
    static final String CREATOR = "growth-creator";
    static final String LIBRARIAN = "growth-librarian";
    static final String REVIEWER = "growth-reviewer";
    static final String MANAGER = "growth-manager";
    static final String TITLE = "Growthtitle";
    static final String TEXT = "Growthtext";
    static final String PASSWORD = "measured, not judged";

    private static final Map<String, String> ROLES = Map.of(
            CREATOR, "creator", LIBRARIAN, "librarian", REVIEWER, "reviewer", MANAGER, "brand-manager");

    /** A slot that no run meets. */
    private static final String SLOT = """
            {"local": "2028-06-01T10:00", "zone": "UTC"}""";

    private final Api creator;
    private final Api librarian;
    private final Api reviewer;
    private final Api manager;
    private final List<Prototype> all = new ArrayList<>();

    /**
     * A subject whose rows are copied.
     *
     * @param share of all copies of this kind, as a weight
     * @param picture the asset that the post shows, copied along with it
     */
    record Prototype(String kind, String id, String state, int share, @Nullable String picture) {}

    private GrowthPrototypes(String address) throws IOException, InterruptedException {
        creator = Api.signedIn(address, CREATOR, PASSWORD);
        librarian = Api.signedIn(address, LIBRARIAN, PASSWORD);
        reviewer = Api.signedIn(address, REVIEWER, PASSWORD);
        manager = Api.signedIn(address, MANAGER, PASSWORD);
    }

    static List<Prototype> make(String address) throws IOException, InterruptedException {
        var admin = Api.byPassword(address, "admin", "demo");
        admin.post("/api/brands", """
                {"id": "%1$s", "name": "%1$s", "zone": "UTC"}""".formatted(BRAND));
        for (var person : ROLES.entrySet()) {
            admin.post("/api/people", """
                    {"id": "%1$s", "name": "%1$s", "zone": "UTC", "password": "%2$s", "administrator": false,
                     "roles": {"%3$s": ["%4$s"]}}""".formatted(person.getKey(), PASSWORD, BRAND, person.getValue()));
        }
        var prototypes = new GrowthPrototypes(address);
        prototypes.posts();
        prototypes.assets();
        return prototypes.all;
    }

    private void posts() throws IOException, InterruptedException {
        add("draft", 20, draft(SLOT, List.of()), null);
        add("in_review", 15, submitted(SLOT), null);
        var brandApproval = submitted(SLOT);
        decide(reviewer, brandApproval, "approve");
        add("brand_approval", 10, brandApproval, null);
        var returned = submitted(SLOT);
        decide(reviewer, returned, "request_changes");
        add("changes_requested", 5, returned, null);
        add("approved", 10, approved(SLOT, List.of()), null);
        add("published", 31, approved(null, List.of()), null);
        var picture = uploaded();
        decide(librarian, picture, "approve");
        add("published", 4, approved(null, List.of(picture)), picture);
        var rejected = submitted(SLOT);
        decide(reviewer, rejected, "reject");
        add("rejected", 3, rejected, null);
        var withdrawn = submitted(SLOT);
        var hash = creator.get("/api/posts/" + withdrawn).required("hash").textValue();
        creator.post("/api/posts/" + withdrawn + "/withdraw", """
                {"reason": "%s", "hash": "%s"}""".formatted(TEXT, hash));
        add("withdrawn", 2, withdrawn, null);
    }

    private void assets() throws IOException, InterruptedException {
        all.add(new Prototype("asset", uploaded(), "cataloged", 1, null));
        var approved = uploaded();
        decide(librarian, approved, "approve");
        all.add(new Prototype("asset", approved, "approved", 97, null));
        var rejected = uploaded();
        decide(librarian, rejected, "reject");
        all.add(new Prototype("asset", rejected, "rejected", 2, null));
    }

    private void add(String state, int share, String id, @Nullable String picture)
            throws IOException, InterruptedException {
        await(() -> creator.get("/api/posts/" + id).at("/state").asText().equals(state), "post " + state);
        all.add(new Prototype("post", id, state, share, picture));
    }

    /** One that waits for its slot; the caller copies it. */
    static Prototype due(String address, java.time.Instant slot) throws IOException, InterruptedException {
        var prototypes = new GrowthPrototypes(address);
        var at = java.time.LocalDateTime.ofInstant(slot, java.time.ZoneOffset.UTC);
        var id = prototypes.approved("{\"local\": \"" + at.withNano(0) + "\", \"zone\": \"UTC\"}", List.of());
        prototypes.add("approved", 1, id, null);
        return prototypes.all.get(0);
    }

    private String draft(@Nullable String slot, List<String> pictures) throws IOException, InterruptedException {
        var assets = pictures.stream()
                .map(id -> "{\"id\": \"" + id + "\", \"alt\": \"" + TEXT + "\"}")
                .toList();
        return creator.post("/api/brands/" + BRAND + "/posts", """
                        {"title": "%s", "variants": [{"channel": "feed", "text": "%s"}], "assets": %s, "slot": %s}""".formatted(TITLE, TEXT, assets, slot))
                .required("id")
                .textValue();
    }

    private String submitted(@Nullable String slot) throws IOException, InterruptedException {
        return submitted(slot, List.of());
    }

    private String submitted(@Nullable String slot, List<String> pictures) throws IOException, InterruptedException {
        var id = draft(slot, pictures);
        creator.post("/api/posts/" + id + "/submit", "{}");
        return id;
    }

    private String approved(@Nullable String slot, List<String> pictures) throws IOException, InterruptedException {
        var id = submitted(slot, pictures);
        decide(reviewer, id, "approve");
        decide(manager, id, "approve");
        return id;
    }

    private String uploaded() throws IOException, InterruptedException {
        var picture = new ByteArrayOutputStream();
        ImageIO.write(new BufferedImage(32, 24, BufferedImage.TYPE_INT_RGB), "jpeg", picture);
        picture.writeBytes(UUID.randomUUID().toString().getBytes(UTF_8)); // or it would be the same asset
        var body = new ByteArrayOutputStream();
        body.writeBytes(("--growth\r\nContent-Disposition: form-data; name=\"title\"\r\n\r\n" + TITLE
                        + "\r\n--growth\r\nContent-Disposition: form-data; name=\"file\"; filename=\"growth.jpg\"\r\n\r\n")
                .getBytes(UTF_8));
        body.writeBytes(picture.toByteArray());
        body.writeBytes("\r\n--growth--\r\n".getBytes(UTF_8));
        var id = creator.send(
                        "POST",
                        "/api/brands/" + BRAND + "/assets",
                        "multipart/form-data; boundary=growth",
                        BodyPublishers.ofByteArray(body.toByteArray()))
                .required("id")
                .textValue();
        await(() -> creator.get("/api/assets/" + id).at("/state").asText().equals("cataloged"), "asset cataloged");
        return id;
    }

    private static void decide(Api who, String subject, String decision) throws IOException, InterruptedException {
        var found = new JsonNode[1];
        await(
                () -> {
                    for (var task : who.get("/api/tasks?limit=200&brand=" + BRAND)) {
                        if (task.at("/subject/id").asText().equals(subject)) {
                            found[0] = task;
                        }
                    }
                    return found[0] != null;
                },
                "task about " + subject);
        who.post("/api/tasks/" + found[0].required("id").textValue() + "/decision", """
                {"decision": "%s", "hash": "%s", "comment": "%s"}""".formatted(
                        decision, found[0].at("/subject/hash").asText(), TEXT));
    }

    private interface Check {
        boolean holds() throws IOException, InterruptedException;
    }

    private static void await(Check check, String what) throws IOException, InterruptedException {
        var end = System.nanoTime() + Duration.ofMinutes(2).toNanos();
        while (!check.holds()) {
            if (System.nanoTime() > end) {
                throw new IllegalStateException("After two minutes there is no " + what);
            }
            Thread.sleep(100);
        }
    }
}
