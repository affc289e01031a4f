package org.imprimatur.library;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.anyInt;
import static org.mockito.ArgumentMatchers.eq;
import static org.mockito.Mockito.doThrow;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.imprimatur.approval.Answer;
import org.imprimatur.approval.Approvals;
import org.imprimatur.approval.Refused;
import org.imprimatur.approval.Verdict;
import org.imprimatur.assets.Asset;
import org.imprimatur.assets.AssetId;
import org.imprimatur.assets.AssetRefused;
import org.imprimatur.assets.AssetState;
import org.imprimatur.assets.Assets;
import org.imprimatur.content.Posts;
import org.imprimatur.inbox.Inbox;
import org.imprimatur.inbox.InboxItem;
import org.imprimatur.web.PagesForTests;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.autoconfigure.web.servlet.AutoConfigureMockMvc;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.test.context.bean.override.mockito.MockitoBean;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

@SpringBootTest(classes = {PagesForTests.class, LibraryPages.class, UploadForm.class, FileWords.class})
@AutoConfigureMockMvc(addFilters = false)
@MockitoBean(types = {Posts.class, Reopening.class})
class LibraryPagesTests {

    private static final AssetId ID = AssetId.of("00000000-0000-4000-8000-000000000001");
    private static final String HASH = "b81d04e75c22a17f".repeat(4);

    @Autowired
    private MockMvcTester pages;

    @Autowired
    private Inbox inbox;

    @MockitoBean
    private Assets assets;

    @MockitoBean
    private Approvals approvals;

    @MockitoBean
    private Uploads uploads;

    @Test
    void aTitleStaysText() {
        given(asset("<script>alert(1)</script>", AssetState.APPROVED));

        assertThat(open("/library/" + ID, "creator"))
                .hasStatusOk()
                .bodyText()
                .contains("&lt;script&gt;alert(1)&lt;/script&gt;")
                .doesNotContain("<script>alert");
    }

    @Test
    void whatIsReadInAFileStaysText() {
        given(asset("Tone of voice", AssetState.APPROVED));

        assertThat(open("/library/" + ID, "creator"))
                .bodyText()
                .contains("&lt;img src=x onerror=alert(2)&gt;", "&lt;b&gt;inside&lt;/b&gt;")
                .doesNotContain("<img src=x", "<b>inside</b>");
    }

    @Test
    void anAssetOfAnotherBrandIsNotThere() {
        given(asset("Winter cup", AssetState.APPROVED));

        assertThat(open("/library/" + ID, "stranger")).hasStatus(HttpStatus.FORBIDDEN); // of no brand that is known
        assertThat(open("/library/" + ID + "/card", "stranger"))
                .hasStatus(HttpStatus.NOT_FOUND)
                .bodyText()
                .doesNotContain("Winter cup");
    }

    @Test
    void whoMayNotUploadSeesNoUpload() {
        given(asset("Winter cup", AssetState.APPROVED));

        assertThat(open("/library", "creator")).bodyText().contains("data-island=\"uploader\"");
        assertThat(open("/library", "auditor"))
                .bodyText()
                .doesNotContain("data-island=\"uploader\"", "/library/upload");
    }

    @Test
    void theUploadFormRefusesWhoMayNotUpload() {
        var answer = pages.post()
                .uri("/library/upload?brand=aurora")
                .principal(() -> "auditor")
                .contentType(MediaType.MULTIPART_FORM_DATA)
                .exchange();

        assertThat(answer).hasStatus(HttpStatus.FORBIDDEN);
        org.mockito.Mockito.verifyNoInteractions(uploads);
    }

    @Test
    void aRefusedUploadIsToldOnThePage() {
        when(uploads.receive(eq("aurora"), any(), any()))
                .thenThrow(new AssetRefused("file", 422, "The file is empty. Nothing was kept."));

        var answer = pages.post()
                .uri("/library/upload?brand=aurora")
                .principal(() -> "creator")
                .contentType(MediaType.MULTIPART_FORM_DATA)
                .exchange();

        assertThat(answer).hasRedirectedUrl("/library");
        assertThat(answer).flash().containsEntry("refusedUpload", "The file is empty. Nothing was kept.");
    }

    @Test
    void onlyWhoMayDecideSeesTheDecision() {
        given(asset("Winter cup", AssetState.CATALOGED));

        assertThat(open("/library/" + ID, "librarian"))
                .bodyText()
                .contains("Approve for use", HASH, "Signed are these exact bytes");
        assertThat(open("/library/" + ID, "creator"))
                .bodyText()
                .doesNotContain("Approve for use")
                .contains("You uploaded this, so somebody else decides");
    }

    @Test
    void aDecisionTakesTheSamePathAsEveryOther() {
        given(asset("Winter cup", AssetState.CATALOGED));

        assertThat(decide("approve", "")).hasRedirectedUrl("/library/" + ID);
        verify(approvals).decide("task-1", new Answer(Verdict.APPROVE, HASH, null), "librarian");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "request_changes_please"})
    void aDecisionThatIsNoneIsTheSendersMistake(String decision) {
        given(asset("Winter cup", AssetState.CATALOGED));

        assertThat(decide(decision, "")).hasStatus(HttpStatus.UNPROCESSABLE_ENTITY);
        assertThat(pages.post().uri("/library/" + ID + "/decision").principal(() -> "librarian"))
                .hasStatus(HttpStatus.UNPROCESSABLE_ENTITY);
        verify(approvals, never()).decide(any(), any(), any());
    }

    @Test
    void aFormOfAnotherFileDecidesNothing() {
        given(asset("Winter cup", AssetState.CATALOGED));
        var other = task(asset("Summer cup", AssetState.CATALOGED), "asset:00000000-0000-4000-8000-00000000000f");
        when(inbox.find("task-1")).thenReturn(Optional.of(other));

        assertThat(decide("approve", ""))
                .hasStatus(HttpStatus.CONFLICT)
                .bodyText()
                .contains("another subject");
        verify(approvals, never()).decide(any(), any(), any());
    }

    @Test
    void aRefusedDecisionKeepsTheComment() {
        given(asset("Winter cup", AssetState.CATALOGED));
        doThrow(new Refused(Refused.Kind.CONFLICT, "already-decided", "@brand-manager decided this at 10:41."))
                .when(approvals)
                .decide(any(), any(), any());

        assertThat(decide("reject", "The <i>sign</i> is old"))
                .hasStatus(HttpStatus.CONFLICT)
                .bodyText()
                .contains("@brand-manager decided this at 10:41.", "The &lt;i&gt;sign&lt;/i&gt; is old");
    }

    @Test
    void aCardAsksAgainWhileItsAssetIsLookedIntoAndNotForEver() {
        given(asset("Winter cup", AssetState.CATALOGING));

        assertThat(open("/library/" + ID + "/card?asked=3", "creator"))
                .bodyText()
                .contains("asked=4", "load delay:2s");
        assertThat(open("/library/" + ID + "/card?asked=500", "creator"))
                .bodyText()
                .doesNotContain("load delay");
    }

    private MvcTestResult open(String address, String person) {
        return pages.get().uri(address).principal(() -> person).exchange();
    }

    private MvcTestResult decide(String decision, String comment) {
        return pages.post()
                .uri("/library/" + ID + "/decision")
                .principal(() -> "librarian")
                .param("task", "task-1")
                .param("hash", HASH)
                .param("decision", decision)
                .param("comment", comment)
                .exchange();
    }

    private void given(Asset asset) {
        when(assets.find(ID)).thenReturn(Optional.of(asset));
        when(assets.search(any(), any(), any(), any(), anyInt()))
                .thenReturn(new Assets.Page(List.of(asset), List.of(), null, Map.of()));
        when(assets.counts("aurora")).thenReturn(Map.of(asset.state(), 1));
        when(inbox.find("task-1")).thenReturn(Optional.empty()); // tests share the mock
        when(inbox.openFor("asset:" + ID)).thenReturn(List.of(task(asset)));
        when(inbox.mayFinish(any(), eq("librarian"), any())).thenReturn(true);
    }

    private static InboxItem task(Asset asset) {
        return task(asset, "asset:" + ID);
    }

    private static InboxItem task(Asset asset, String subject) {
        return new InboxItem(
                "task-1",
                InboxItem.Kind.DECISION,
                "AssetApproval",
                "Asset approval",
                "aurora",
                subject,
                asset.title(),
                1,
                HASH,
                1,
                null,
                null,
                null,
                Set.of("creator"),
                Set.of("aurora:librarian"),
                null,
                Instant.EPOCH,
                null);
    }

    private static Asset asset(String title, AssetState state) {
        return new Asset(
                new AssetId(UUID.fromString(ID.toString())),
                "aurora",
                title,
                "file.pdf",
                "application/pdf",
                5_812_345,
                "ab".repeat(32),
                state,
                null,
                Map.of("credit", new Asset.Metadatum("<img src=x onerror=alert(2)>", "IPTC")),
                "Words <b>inside</b>",
                false,
                true,
                List.of("creator"),
                Instant.parse("2026-11-24T08:00:00Z"));
    }
}
