package org.imprimatur.review;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.imprimatur.approval.CanonicalDocument;
import org.imprimatur.approval.Decision;
import org.imprimatur.approval.Round;
import org.imprimatur.approval.SubjectRef;
import org.imprimatur.approval.Verdict;
import org.imprimatur.approval.Way;
import org.imprimatur.assets.Asset;
import org.imprimatur.assets.AssetId;
import org.imprimatur.assets.AssetState;
import org.imprimatur.content.Post;
import org.imprimatur.content.PostState;
import org.imprimatur.content.Slot;
import org.imprimatur.inbox.InboxItem;
import org.imprimatur.people.Brand;
import org.imprimatur.people.Person;
import org.imprimatur.people.Role;
import org.jspecify.annotations.Nullable;

/** One brand, its people and a post in its second round, as the services would tell of them. */
final class Samples {

    static final Instant NOW = Instant.parse("2026-11-24T13:00:00Z");
    static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
    static final Brand AURORA = new Brand("aurora", "Aurora Coffee", BERLIN);
    static final UUID POST = UUID.fromString("00000000-0000-4000-8000-000000000001");
    static final SubjectRef SUBJECT = new SubjectRef("post", POST.toString());
    static final AssetId CUP = AssetId.of("00000000-0000-4000-8000-0000000000c1");
    static final AssetId BAG = AssetId.of("00000000-0000-4000-8000-0000000000c2");
    static final String OLD_ALT = "Steaming cup on a window sill";
    static final String ALT = "Steaming orange cup on a snowy window sill, northern lights over dark hills";
    static final String OLD_TEXT =
            "Our Winter Roast is back: dark chocolate, orange peel, and the quiet of a first snow."
                    + " The healthiest way to start your morning.";
    static final String TEXT = "Our Winter Roast is back: dark chocolate, orange peel, and the quiet of a first snow."
            + " Roasted on Monday, in our shops on Tuesday.";

    private Samples() {}

    static Person person(String id, Role... roles) {
        return new Person(id, id, BERLIN, false, true, Map.of("aurora", Set.of(roles)));
    }

    static Person stranger() {
        return new Person("stranger", "Stranger", BERLIN, false, true, Map.of("borealis", Set.of(Role.REVIEWER)));
    }

    static Round round(int number, int version, String text, String alt) {
        return round(number, version, "First snow, first light", text, alt);
    }

    static Round round(int number, int version, String title, String text, String alt) {
        var document = CanonicalDocument.of(Map.of(
                "schema",
                "imprimatur.post/1",
                "id",
                POST.toString(),
                "brand",
                "aurora",
                "version",
                version,
                "title",
                title,
                "variants",
                List.of(Map.of("channel", "feed", "text", text)),
                "assets",
                List.of(Map.of("id", CUP.toString(), "alt", alt)),
                "slot",
                Map.of("local", "2026-12-01T09:00", "zone", "Europe/Berlin", "instant", "2026-12-01T08:00:00Z")));
        return new Round(SUBJECT, number, version, document.hash(), document, "creator", hours(-30 + number * 9), null);
    }

    static List<Round> rounds() {
        return List.of(round(1, 2, OLD_TEXT, OLD_ALT), round(2, 3, TEXT, ALT));
    }

    static Decision decision(int round, int version, Verdict verdict, @Nullable String comment, String by) {
        return new Decision(
                UUID.randomUUID(),
                SUBJECT,
                round,
                "Review",
                "Review",
                version,
                rounds().get(round - 1).hash(),
                verdict,
                comment,
                by,
                hours(-20 + round));
    }

    static List<Decision> decisions() {
        return List.of(decision(
                1,
                2,
                Verdict.REQUEST_CHANGES,
                "“Healthiest” is a health claim we cannot prove. Say what we do instead.",
                "reviewer"));
    }

    static InboxItem item(
            String task, String title, String subject, @Nullable Instant due, int round, @Nullable String picture) {
        return item(task, title, subject, due, round, picture, InboxItem.Kind.DECISION);
    }

    static InboxItem item(
            String task,
            String title,
            String subject,
            @Nullable Instant due,
            int round,
            @Nullable String picture,
            InboxItem.Kind kind) {
        return new InboxItem(
                task,
                kind,
                kind == InboxItem.Kind.WORK ? "Drafting" : "Review",
                kind == InboxItem.Kind.WORK ? "Rework the draft" : "Review",
                "aurora",
                subject,
                title,
                3,
                rounds().get(1).hash(),
                round,
                Instant.parse("2026-12-01T08:00:00Z"),
                "Europe/Berlin",
                picture,
                Set.of("creator"),
                Set.of("aurora:reviewer"),
                null,
                hours(-2),
                due);
    }

    static InboxItem item() {
        return item("t1", "First snow, first light", SUBJECT.toString(), hours(3), 2, CUP.toString());
    }

    static Asset asset(AssetId id, String title, AssetState state) {
        var facts = new LinkedHashMap<String, Asset.Metadatum>();
        facts.put("camera", new Asset.Metadatum("Nikon Z6 II", "EXIF"));
        facts.put("created", new Asset.Metadatum("2026-11-02 07:41", "EXIF"));
        facts.put("credit", new Asset.Metadatum("Aurora Studio", "IPTC"));
        facts.put("copyright", new Asset.Metadatum("© 2026 Aurora Coffee", "IPTC"));
        facts.put("keywords", new Asset.Metadatum("winter, cup, northern lights", "IPTC"));
        facts.put("description", new Asset.Metadatum("Steaming orange cup on a window sill", "IPTC"));
        return new Asset(
                id,
                "aurora",
                title,
                "winter-cup.jpg",
                "image/jpeg",
                1_843_201,
                "ab".repeat(32),
                state,
                null,
                facts,
                null,
                true,
                true,
                List.of("designer"),
                hours(-90));
    }

    static Post post(PostState state) {
        return post(
                state,
                "First snow, first light",
                state == PostState.CHANGES_REQUESTED ? "Say what we do instead." : null);
    }

    static Post post(PostState state, String title, @Nullable String reason) {
        var slot =
                new Slot(LocalDateTime.parse("2026-12-01T09:00"), BERLIN, null, Instant.parse("2026-12-01T08:00:00Z"));
        return new Post(
                POST,
                "aurora",
                title,
                4,
                rounds().get(1).hash(),
                state,
                state.editable() ? "Drafting" : "Review",
                reason,
                List.of(new Post.Variant("feed", TEXT)),
                List.of(new Post.Attachment(CUP, ALT)),
                slot,
                List.of("creator"),
                hours(-60),
                hours(-1),
                hours(-5));
    }

    /** Written, reviewed, sent back, written again, in review for the second time. */
    static Way way(boolean inReview) {
        var steps = new java.util.ArrayList<Way.Step>(List.of(
                step("Started", "Started", "startEvent", -60, -60, null, null),
                step("Drafting", "Drafting", "userTask", -60, -21, "creator", null),
                step("Approval", "Approval", "subProcess", -21, -19, null, null),
                step("Review", "Review", "userTask", -21, -19, "reviewer", Verdict.REQUEST_CHANGES),
                step("SentBack", "Sent back", "intermediateThrowEvent", -19, -19, null, null)));
        if (inReview) {
            steps.add(step("Drafting", "Drafting", "userTask", -19, -12, "creator", null));
            steps.add(step("Approval", "Approval", "subProcess", -12, null, null, null));
            steps.add(step("Review", "Review", "userTask", -12, null, null, null));
        } else {
            steps.add(step("Drafting", "Drafting", "userTask", -19, null, null, null));
        }
        return new Way(
                "content-approval",
                1,
                model(),
                steps,
                FLOWS,
                List.of(
                        new Way.Milestone(
                                "Drafting",
                                "Written",
                                inReview ? Way.Progress.DONE : Way.Progress.NOW,
                                2,
                                List.of("creator"),
                                "creator",
                                hours(-12)),
                        new Way.Milestone(
                                "Review",
                                "Review",
                                inReview ? Way.Progress.NOW : Way.Progress.AHEAD,
                                inReview ? 2 : 1,
                                List.of("aurora:reviewer"),
                                null,
                                inReview ? hours(-12) : null),
                        new Way.Milestone(
                                "BrandApproval",
                                "Brand approval",
                                Way.Progress.AHEAD,
                                1,
                                List.of("aurora:brand-manager"),
                                null,
                                null),
                        new Way.Milestone("SlotComes", "Slot", Way.Progress.AHEAD, 1, List.of(), null, null),
                        new Way.Milestone("Publish", "Goes out", Way.Progress.AHEAD, 1, List.of(), null, null)));
    }

    private static final Set<String> FLOWS = Set.of(
            "StartedToDraft",
            "ToDraftToDrafting",
            "DraftingToApproval",
            "SubmittedToReview",
            "ReviewToReviewed",
            "NotApprovedInReview",
            "ApprovalToAnswered",
            "ChangesRequested",
            "SentBackToDraft");

    private static Way.Step step(
            String id,
            String name,
            String type,
            int since,
            @Nullable Integer until,
            @Nullable String by,
            @Nullable Verdict verdict) {
        var asked = type.equals("userTask")
                ? List.of(id.equals("Drafting") ? "creator" : "aurora:reviewer")
                : List.<String>of();
        return new Way.Step(id, name, type, hours(since), until == null ? null : hours(until), asked, by, verdict);
    }

    private static String model() {
        try (var model = Samples.class.getResourceAsStream("/processes/content-approval.bpmn")) {
            return model == null ? "" : new String(model.readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Instant hours(int after) {
        return NOW.plus(after, ChronoUnit.HOURS);
    }

    static Map<AssetId, Asset> byId(Asset... assets) {
        var map = new LinkedHashMap<AssetId, Asset>();
        Arrays.stream(assets).forEach(asset -> map.put(asset.id(), asset));
        return map;
    }
}
