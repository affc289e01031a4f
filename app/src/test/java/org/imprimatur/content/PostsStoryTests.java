package org.imprimatur.content;

import static java.time.ZoneOffset.UTC;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.imprimatur.Api;
import org.imprimatur.Api.Answer;
import org.imprimatur.Cast;
import org.imprimatur.ImprimaturTest;
import org.imprimatur.access.Visitor;
import org.imprimatur.people.People;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.transaction.support.TransactionTemplate;

/** Posts on their way, as programs of their people see it. */
@ImprimaturTest
class PostsStoryTests {

    private static final String FAR = "{\"local\": \"2030-12-01T09:00\", \"zone\": \"Europe/Berlin\"}";

    @LocalServerPort
    private int port;

    @Autowired
    private Posts posts;

    @Autowired
    private People people;

    @Autowired
    private TransactionTemplate transaction;

    private Cast cast;

    @BeforeEach
    void theCast() {
        cast = new Cast(port);
    }

    @Test
    void theOneChannelOfThisFloorIsTheFeed() {
        var channels = cast.creator.get("/api/channels").json();

        assertThat(channels).hasSize(1);
        assertThat(channels.at("/0/id").asText()).isEqualTo("feed");
        assertThat(channels.at("/0/limit").asInt()).isEqualTo(2_000);
    }

    @Test
    void aPostIsTheOneThatWasWritten() {
        var made = cast.creator.post("/api/brands/meridian/posts", """
                {"title": "Winter", "variants": [{"channel": "feed", "text": "Hot"}], "assets": [{"id": "%s", "alt": "A cup"}],
                 "slot": %s}""".formatted(cast.approvedPicture(), FAR));

        assertThat(made.status()).isEqualTo(201);
        var post = cast.reviewer.get(String.valueOf(made.header("Location")));
        assertThat(post.header("ETag")).isEqualTo("\"1\"");
        assertThat(post.text("/state")).isEqualTo("draft");
        assertThat(post.at("/hash")).isNull();
        assertThat(post.text("/variants/0/text")).isEqualTo("Hot");
        assertThat(post.text("/assets/0/alt")).isEqualTo("A cup");
        assertThat(post.text("/slot/local")).isEqualTo("2030-12-01T09:00");
        assertThat(post.text("/slot/instant")).isEqualTo("2030-12-01T08:00:00Z");
        assertThat(post.json().get("history")).hasSize(1);
    }

    @Test
    void whatIsSubmittedIsWhatWasSavedLastThoughItWasReadBefore() {
        var id = UUID.fromString(cast.draft(cast.creator, "First", "null"));
        var creator = people.find("meridian-creator").orElseThrow();

        transaction.executeWithoutResult(reading -> {
            posts.get(id, creator);
            var saved = CompletableFuture.supplyAsync(() ->
                    cast.creator.json("PATCH", "/api/posts/" + id, "{\"title\": \"Second\"}", "If-Match", "\"1\""));
            assertThat(saved.join().status()).isEqualTo(200);
            posts.submit(id, null, creator);
        });

        var submitted = cast.reviewer.get("/api/tasks?kind=decision&limit=200").json();
        assertThat(submitted)
                .filteredOn(task -> task.at("/subject/id").asText().equals(id.toString()))
                .singleElement()
                .satisfies(
                        task -> assertThat(task.at("/subject/version").asInt()).isEqualTo(2));
    }

    @Test
    void aTextOverTheLimitIsKeptButNotSubmittedAndSaysByHowMuch() {
        var id = cast.creator
                .post("/api/brands/meridian/posts", """
                        {"title": "Long", "variants": [{"channel": "feed", "text": "%s"}]}""".formatted("é".repeat(2_013)))
                .text("/id");

        var refused = cast.creator.post("/api/posts/" + id + "/submit");

        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.text("/detail")).contains("2,013 of 2,000", "Take out 13");
        assertThat(refused.text("/field")).isEqualTo("variants[feed].text");
        assertThat(cast.state(id)).isEqualTo("draft");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    "2020-01-01T09:00", "zone": "Europe/Berlin"                       | slot.local  | has passed
                    "2027-03-28T02:30", "zone": "Europe/Berlin"                       | slot.local  | does not exist
                    "2027-10-31T02:30", "zone": "Europe/Berlin"                       | slot.local  | comes twice
                    "2027-10-31T02:30", "zone": "Europe/Berlin", "offset": "+05:00"   | slot.offset | +02:00 or +01:00
                    "2027-06-01T02:30", "zone": "+02:00"                              | slot.zone   | named by a region
                    "2027-06-01T02:30Z", "zone": "Europe/Berlin"                      | slot.local  | without an offset
                    "2027-06-01T02:30"                                                | slot.zone   | missing""")
    void aSlotThatNamesNoOneMomentToComeIsRefused(String local, String field, String words) {
        var refused = cast.creator.post(
                "/api/brands/meridian/posts", "{\"title\": \"Slot\", \"slot\": {\"local\": " + local + "}}");

        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.text("/field")).isEqualTo(field);
        assertThat(refused.text("/detail")).contains(words);
    }

    @Test
    void aDoubledHourNamesBothInstantsAndTheOffsetSaysWhich() {
        var doubled = "{\"local\": \"2027-10-31T02:30\", \"zone\": \"Europe/Berlin\"%s}";
        var refused = cast.creator.post(
                "/api/brands/meridian/posts", "{\"title\": \"Twice\", \"slot\": " + doubled.formatted("") + "}");

        assertThat(refused.text("/choices/0/instant")).isEqualTo("2027-10-31T00:30:00Z");
        assertThat(refused.text("/choices/1/instant")).isEqualTo("2027-10-31T01:30:00Z");
        var second = cast.draft(cast.creator, "Twice", doubled.formatted(", \"offset\": \"+01:00\""));
        assertThat(cast.creator.get("/api/posts/" + second).text("/slot/instant"))
                .isEqualTo("2027-10-31T01:30:00Z");
    }

    @Test
    void aChangeNamesTheVersionItIsOfAndReplacesWhatIsGiven() {
        var id = cast.draft(cast.creator, "Winter", FAR);

        var silent = cast.creator.json("PATCH", "/api/posts/" + id, "{\"title\": \"New\"}");
        assertThat(silent.status()).isEqualTo(428);
        var stale = change(id, 7, "{\"title\": \"New\"}");
        assertThat(stale.status()).isEqualTo(412);
        assertThat(stale.json().get("version").asInt()).isEqualTo(1);
        var saved = change(id, 1, "{\"title\": \"New\", \"slot\": null}");
        assertThat(saved.status()).isEqualTo(200);
        assertThat(saved.json().get("version").asInt()).isEqualTo(2);
        assertThat(saved.text("/title")).isEqualTo("New");
        assertThat(saved.text("/variants/0/text")).isEqualTo("A cup of it");
        assertThat(saved.at("/slot")).isNull();
    }

    @Test
    void whatIsSubmittedIsWithdrawnBeforeItChanges() {
        var id = cast.submitted(cast.creator, "Winter", FAR);

        var refused = change(id, 1, "{\"title\": \"New\"}");

        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.text("/detail")).contains("Withdraw it first");
        assertThat(cast.creator.post("/api/posts/" + id + "/submit").status()).isEqualTo(409);
    }

    @ParameterizedTest
    @ValueSource(strings = {"in_review", "brand_approval", "approved"})
    void itIsTakenBackFromEveryStateBeforeItGoesOut(String from) {
        var id = cast.submitted(cast.creator, "Back from " + from, FAR);
        if (!from.equals("in_review")) {
            cast.decide(cast.reviewer, id, "approve");
        }
        if (from.equals("approved")) {
            cast.decide(cast.manager, id, "approve");
        }
        assertThat(cast.state(id)).isEqualTo(from);
        assertThat(withdraw(cast.reviewer, id).status()).isEqualTo(403);

        var who = from.equals("brand_approval") ? cast.creator : cast.manager;
        var withdrawn = withdraw(who, id);

        assertThat(withdrawn.status()).isEqualTo(202);
        assertThat(withdrawn.text("/state")).isEqualTo("withdrawn");
        assertThat(withdrawn.text("/reason")).isEqualTo("The price is wrong.");
        assertThat(withdraw(who, id).status()).isEqualTo(409);
        assertThat(change(id, 1, "{\"title\": \"Again\"}").text("/state")).isEqualTo("withdrawn");
        assertThat(cast.creator.post("/api/posts/" + id + "/submit").text("/state"))
                .isEqualTo("in_review");
    }

    private static Api.Answer withdraw(Api who, String id) {
        return who.post("/api/posts/" + id + "/withdraw", "{\"reason\": \"The price is wrong.\"}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{\"reason\": null}", "{\"reason\": \" \\n \"}"})
    void nothingIsWithdrawnWithoutAReason(String body) {
        var id = cast.approved("Stays approved", FAR);

        var refused = cast.manager.post("/api/posts/" + id + "/withdraw", body);

        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.text("/field")).isEqualTo("reason");
        assertThat(cast.state(id)).isEqualTo("approved");
    }

    @Test
    void aWithdrawalOfAVersionThatIsNoLongerSubmittedIsRefused() {
        var id = cast.submitted(cast.creator, "First try", FAR);
        var seen = cast.creator.get("/api/posts/" + id).text("/hash");
        withdraw(cast.creator, id);
        change(id, 1, "{\"title\": \"Second try\"}");
        cast.creator.post("/api/posts/" + id + "/submit");

        var refused = cast.manager.post(
                "/api/posts/" + id + "/withdraw", "{\"reason\": \"Not this one\", \"hash\": \"" + seen + "\"}");

        assertThat(refused.status()).isEqualTo(409);
        assertThat(cast.state(id)).isEqualTo("in_review");
    }

    @Test
    void thePageAsksBeforeAVersionIsWithdrawnAndSaysWhatFalls() {
        var id = cast.approved("Two have approved", FAR);

        var page = cast.creator.get("/posts/" + id + "/withdraw");
        assertThat(page.status()).isEqualTo(200);
        assertThat(page.text())
                .contains("2 approvals of version 1 become void", "@meridian-reviewer", "@meridian-brand-manager")
                .contains("It is not published at its slot, which stays in the draft");
        assertThat(cast.creator.form("/posts/" + id + "/withdraw", "reason=++").status())
                .isEqualTo(422);
        assertThat(cast.state(id)).isEqualTo("approved");

        assertThat(cast.creator
                        .form("/posts/" + id + "/withdraw", "reason=Sold+out+since+noon")
                        .status())
                .isEqualTo(302);
        assertThat(cast.state(id)).isEqualTo("withdrawn");
        var again = cast.creator.get("/posts/" + id + "/withdraw"); // by the button that goes back
        assertThat(again.status()).isEqualTo(302);
        assertThat(again.header("Location")).endsWith("/posts/" + id);
        assertThat(cast.manager.get("/posts/" + id).text()).contains("Sold out since noon");
        assertThat(cast.manager.get("/api/posts/" + id).json().at("/history").toString())
                .contains("Sold out since noon");
    }

    @Test
    void aSlotThatMayPassBeforeEverybodyDecidedIsSaidAndAccepted() {
        var slot = LocalDateTime.now(ZoneOffset.UTC).plusMinutes(47).truncatedTo(ChronoUnit.MINUTES);
        var id = cast.draft(cast.creator, "In a hurry", "{\"local\": \"" + slot + "\", \"zone\": \"UTC\"}");
        assertThat(cast.creator.get("/api/posts/" + id).text("/warnings/0/code"))
                .isEqualTo("tight-slot");
        assertThat(cast.creator.get("/posts/" + id).text())
                .contains("2 approvals are still needed", "Submit for this slot anyway");
        var form = "version=1&title=In+a+hurry&variants%5Bfeed%5D.text=A+cup+of+it&when=slot&slot.date="
                + slot.toLocalDate() + "&slot.time=" + slot.toLocalTime() + "&slot.zone=UTC&action=submit";

        cast.creator.form("/posts/" + id, form);
        cast.creator.form("/posts/" + id, form + "&acceptTightSlot=2026-01-01T00:00:00Z");
        assertThat(cast.state(id)).isEqualTo("draft");

        cast.creator.form("/posts/" + id, form + "&acceptTightSlot=" + slot.toInstant(ZoneOffset.UTC));
        assertThat(cast.state(id)).isEqualTo("in_review");
    }

    @Test
    void aProgramIsWarnedOfATightSlotAndNotOfAnother() {
        var tight = cast.draft(cast.creator, "Soon", soon(3000));
        var wide = cast.draft(cast.creator, "Later", FAR);

        var submitted = cast.creator.post("/api/posts/" + tight + "/submit");
        assertThat(submitted.status()).isEqualTo(202);
        assertThat(submitted.text("/warnings/0/field")).isEqualTo("slot.local");
        assertThat(submitted.text("/warnings/0/message")).contains("2 approvals are still needed");
        cast.decide(cast.reviewer, tight, "approve");
        assertThat(cast.creator.get("/api/posts/" + tight).text("/warnings/0/message"))
                .contains("one approval is still needed");
        assertThat(cast.creator.post("/api/posts/" + wide + "/submit").json().at("/warnings"))
                .isEmpty();
    }

    @Test
    void aDraftThatSomebodySavedMeanwhileIsNotSubmittedUnseen() {
        var id = cast.draft(cast.creator, "Seen as one", FAR);
        change(id, 1, "{\"title\": \"Is another now\"}");

        var refused = cast.creator.json("POST", "/api/posts/" + id + "/submit", "", "If-Match", "\"1\"");
        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.text("/detail")).contains("saved as version 2");
        assertThat(cast.state(id)).isEqualTo("draft");

        assertThat(cast.creator
                        .json("POST", "/api/posts/" + id + "/submit", "", "If-Match", "\"2\"")
                        .status())
                .isEqualTo(202);
    }

    @Test
    void requestedChangesLeadToANewVersionWithAHashOfItsOwn() {
        var id = cast.submitted(cast.creator, "Winter", "null");
        var first = cast.task(cast.reviewer, id);
        assertThat(cast.decide(cast.reviewer, first, "request_changes", "Shorter.")
                        .text("/state"))
                .isEqualTo("changes_requested");
        assertThat(cast.creator.get("/api/posts/" + id).text("/reason")).isEqualTo("Shorter.");

        change(id, 1, "{\"variants\": [{\"channel\": \"feed\", \"text\": \"Tea\"}]}");
        cast.creator.post("/api/posts/" + id + "/submit");

        var second = cast.task(cast.reviewer, id);
        assertThat(second.at("/subject/version").asInt()).isEqualTo(2);
        assertThat(second.at("/subject/hash")).isNotEqualTo(first.at("/subject/hash"));
        var stale = cast.decide(
                cast.reviewer,
                second.get("id").asText(),
                "approve",
                first.at("/subject/hash").asText(),
                "Fine.");
        assertThat(stale.status()).isEqualTo(409);
        assertThat(stale.text("/detail")).contains("submitted version 2");
    }

    @Test
    void aRejectedPostIsFinal() {
        var id = cast.submitted(cast.creator, "No", "null");

        assertThat(cast.decide(cast.reviewer, id, "reject").text("/state")).isEqualTo("rejected");

        assertThat(change(id, 1, "{\"title\": \"x\"}").status()).isEqualTo(409);
        assertThat(cast.creator.post("/api/posts/" + id + "/submit").status()).isEqualTo(409);
        assertThat(withdraw(cast.creator, id).status()).isEqualTo(409);
    }

    @Test
    void onlyAnApprovedAssetIsAttachedAndTheRefusalSaysWhoHasIt() {
        var asset = cast.uploaded(cast.creator, "cup.jpg", Cast.picture());
        var body = """
                {"title": "x", "assets": [{"id": "%s", "alt": "A cup"}]}""".formatted(asset);

        var refused = cast.creator.post("/api/brands/meridian/posts", body);

        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.text("/field")).isEqualTo("assets[0].id");
        assertThat(refused.text("/detail")).contains("not approved yet", "have had it since");
        cast.decide(cast.librarian, asset, "approve");
        assertThat(cast.creator.post("/api/brands/meridian/posts", body).status())
                .isEqualTo(201);
    }

    @Test
    void aSlotThatPassesInterruptsTheReview() {
        var id = cast.submitted(cast.creator, "Too slow", soon(3));
        var task = cast.task(cast.reviewer, id);
        assertThat(task.get("due").asText()).isEqualTo(task.get("slot").asText());

        var post = cast.awaitState(id, "slot_missed");

        assertThat(post.get("reason").asText()).contains("passed before everyone had decided");
        var late = cast.decide(cast.reviewer, task, "approve", null);
        assertThat(late.status()).isEqualTo(409);
        assertThat(late.text("/detail")).contains("slot passed");
        var again = cast.creator.post("/api/posts/" + id + "/submit");
        assertThat(again.status()).isEqualTo(422);
        assertThat(again.text("/field")).isEqualTo("slot.local");
    }

    @Test
    void savingAndSubmittingAtTheSameMomentNeverBreaks() {
        for (var round = 0; round < 8; round++) {
            var id = cast.draft(cast.creator, "Race " + round, "null");
            var browser = inTasklist("meridian-creator");
            var task = cast.task(cast.creator, id).get("id").asText();

            var saved = CompletableFuture.supplyAsync(() -> change(id, 1, "{\"title\": \"Saved\"}"));
            var submitted = CompletableFuture.supplyAsync(() -> browser.camunda(
                            "POST",
                            "/camunda/api/engine/engine/default/task/" + task + "/submit-form",
                            "{\"variables\": {}}")
                    .statusCode());

            assertThat(saved.join().status()).as(saved.join()::toString).isIn(200, 409);
            assertThat(submitted.join()).isIn(200, 204, 409);
            assertThat(cast.state(id)).isIn("in_review", "draft");
        }
    }

    @Test
    void nobodyElseEverHearsOfAPost() {
        var id = cast.submitted(cast.creator, "Secret", "null");
        var task = cast.task(cast.reviewer, id);

        assertThat(cast.stranger.get("/api/posts/" + id).status()).isEqualTo(404);
        assertThat(change(cast.stranger, id, 1, "{}").status()).isEqualTo(404);
        assertThat(cast.stranger.post("/api/posts/" + id + "/withdraw").status())
                .isEqualTo(404);
        assertThat(cast.decide(cast.stranger, task, "approve", null).status()).isEqualTo(404);
        assertThat(cast.stranger.get("/api/brands/meridian/posts").status()).isEqualTo(404);
        assertThat(cast.nobody.get("/api/posts/" + id).status()).isEqualTo(401);
        assertThat(cast.nobody.post("/api/posts/" + id + "/withdraw").status()).isEqualTo(401);
        assertThat(cast.creator.get("/api/posts/" + UUID.randomUUID()).status()).isEqualTo(404);
    }

    private Answer change(String id, int version, String json) {
        return change(cast.creator, id, version, json);
    }

    private static Answer change(Api who, String id, int version, String json) {
        return who.json("PATCH", "/api/posts/" + id, json, "If-Match", "\"" + version + "\"");
    }

    private static String soon(int seconds) {
        var local = LocalDateTime.now(UTC).plusSeconds(seconds).truncatedTo(ChronoUnit.SECONDS);
        return """
                {"local": "%s", "zone": "UTC"}""".formatted(local);
    }

    private Visitor inTasklist(String person) {
        var visitor = Visitor.signedIn(port, person, Cast.PASSWORD);
        visitor.get("/camunda/app/tasklist/default/");
        return visitor;
    }
}
