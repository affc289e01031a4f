package org.imprimatur.review;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.not;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.anyInt;
import static org.mockito.ArgumentMatchers.eq;
import static org.mockito.Mockito.doThrow;
import static org.mockito.Mockito.mockingDetails;
import static org.mockito.Mockito.reset;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.content;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.flash;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.header;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.redirectedUrl;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.imprimatur.approval.Answer;
import org.imprimatur.approval.Approvals;
import org.imprimatur.approval.Refused;
import org.imprimatur.approval.Verdict;
import org.imprimatur.assets.AssetState;
import org.imprimatur.assets.Assets;
import org.imprimatur.content.PostState;
import org.imprimatur.content.Posts;
import org.imprimatur.inbox.Inbox;
import org.imprimatur.inbox.InboxItem;
import org.imprimatur.people.People;
import org.imprimatur.people.Person;
import org.imprimatur.people.Role;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.autoconfigure.web.servlet.AutoConfigureMockMvc;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.request.MockHttpServletRequestBuilder;

@SpringBootTest(classes = PagesForTests.class)
@AutoConfigureMockMvc(addFilters = false)
class InboxPagesTests {

    private static final String HASH = Samples.rounds().get(1).hash();

    @Autowired
    private MockMvc web;

    @Autowired
    private Inbox inbox;

    @Autowired
    private Approvals approvals;

    @Autowired
    private Assets assets;

    @Autowired
    private People people;

    @Autowired
    private Posts posts;

    @BeforeEach
    void oneTaskWaits() {
        reset(inbox, approvals, assets, people, posts);
        know(Samples.person("reviewer", Role.REVIEWER));
        know(Samples.stranger());
        when(people.brand(any())).thenReturn(Optional.of(Samples.AURORA));
        when(people.in(any())).thenReturn(List.of());
        when(approvals.rounds(any())).thenReturn(Samples.rounds());
        when(approvals.decisions(any())).thenReturn(Samples.decisions());
        when(approvals.way(any())).thenReturn(Optional.of(Samples.way(true)));
        when(assets.all(any()))
                .thenReturn(Samples.byId(Samples.asset(Samples.CUP, "Winter cup, window", AssetState.APPROVED)));
        when(posts.get(any(), any())).thenReturn(Samples.post(PostState.IN_REVIEW));
        waiting(List.of(Samples.item()));
    }

    @Test
    void thePaneShowsWhatIsSignedAndWhatChanged() throws Exception {
        web.perform(as("reviewer", get("/inbox/t1")))
                .andExpect(status().isOk())
                .andExpect(content()
                        .string(allOf(
                                containsString("Since you decided on version 2"),
                                containsString("<ins>Roasted on Monday, in our shops on Tuesday</ins>"),
                                containsString(Samples.ALT),
                                containsString("name=\"hash\" value=\"" + HASH + "\""),
                                containsString("Approve version 3"))));
    }

    @Test
    void whatPeopleTypedStaysText() throws Exception {
        when(approvals.rounds(any()))
                .thenReturn(List.of(Samples.round(
                        1,
                        3,
                        "<script>alert(1)</script>",
                        "<img src=x onerror=alert(2)>",
                        "\"><script>alert(3)</script>")));
        waiting(List.of(Samples.item("t1", "<script>alert(4)</script>", Samples.SUBJECT.toString(), null, 1, null)));

        web.perform(as("reviewer", get("/inbox/t1")))
                .andExpect(status().isOk())
                .andExpect(content()
                        .string(allOf(
                                not(containsString("<script>alert")),
                                not(containsString("<img src=x")),
                                containsString("&lt;script&gt;alert(4)"))));
    }

    @Test
    void aDecisionSignsTheVersionThatWasShownAndSaysSo() throws Exception {
        web.perform(as("reviewer", decision("approve", HASH, "")))
                .andExpect(redirectedUrl("/inbox"))
                .andExpect(flash().attribute("toast", "Approved “First snow, first light”, version 3."));

        verify(approvals).decide("t1", new Answer(Verdict.APPROVE, HASH, null), "reviewer");
    }

    @Test
    void aStaleHashKeepsTheCommentAndShowsTheNewDifference() throws Exception {
        doThrow(new Refused(Refused.Kind.CONFLICT, "stale-version", "Stale"))
                .when(approvals)
                .decide(any(), any(), any());

        web.perform(as("reviewer", decision("reject", Samples.rounds().get(0).hash(), "Not <b>ours</b>")))
                .andExpect(status().isConflict())
                .andExpect(content()
                        .string(allOf(
                                containsString("@creator submitted version 3 while you were reading."),
                                containsString("You were about to decide on version 2. Your comment is kept."),
                                containsString("Not &lt;b&gt;ours&lt;/b&gt;</textarea>"),
                                containsString("<ins>"))));
    }

    @Test
    void whoeverIsLateLearnsWhoDecided() throws Exception {
        doThrow(new Refused(Refused.Kind.CONFLICT, "already-decided", "Decided"))
                .when(approvals)
                .decide(any(), any(), any());
        when(inbox.find("t1")).thenReturn(Optional.empty());

        web.perform(as("reviewer", decision("approve", HASH, "Fine by me")))
                .andExpect(status().isConflict())
                .andExpect(content()
                        .string(allOf(
                                containsString("@reviewer decided this at"),
                                containsString("Nothing is left to do here."),
                                containsString("Fine by me"))));
    }

    @Test
    void whoeverIsLateIsLedToWhatWaitsForThemNow() throws Exception {
        doThrow(new Refused(Refused.Kind.CONFLICT, "already-decided", "Decided"))
                .when(approvals)
                .decide(any(), any(), any());
        when(inbox.find("t1")).thenReturn(Optional.empty());
        when(inbox.openFor(Samples.SUBJECT.toString())).thenReturn(List.of(Samples.item()));
        when(inbox.mayFinish(any(), eq("reviewer"), any())).thenReturn(true);
        var link = "href=\"/inbox/" + Samples.item().task() + "\">Open version "
                + Samples.item().version() + ": " + Samples.item().stepName();

        web.perform(as("reviewer", decision("approve", HASH, "Fine by me")))
                .andExpect(content().string(containsString(link)));

        when(inbox.mayFinish(any(), eq("reviewer"), any())).thenReturn(false);
        web.perform(as("reviewer", decision("approve", HASH, "Fine by me")))
                .andExpect(content().string(not(containsString(link))));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "post:------------------------------------",
                "asset:7-7-7-7-777777777777777777777777777",
                "post:x",
                "x"
            })
    void aSubjectThatIsNoneIsOneThatNobodyKnows(String subject) throws Exception {
        doThrow(new Refused(Refused.Kind.CONFLICT, "already-decided", "Decided"))
                .when(approvals)
                .decide(any(), any(), any());
        when(inbox.find("t1")).thenReturn(Optional.empty());

        web.perform(as(
                        "reviewer",
                        post("/inbox/t1")
                                .param("verdict", "approve")
                                .param("hash", HASH)
                                .param("subject", subject)))
                .andExpect(status().isConflict())
                .andExpect(content().string(containsString("Nothing is left to do here.")));
    }

    @Test
    void changesCannotBeRequestedWithoutAComment() throws Exception {
        web.perform(as("reviewer", decision("request_changes", HASH, "  ")))
                .andExpect(status().isUnprocessableEntity())
                .andExpect(content().string(containsString("Say what should change")));

        verify(approvals, org.mockito.Mockito.never()).decide(any(), any(), any());
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 45, 730, 999})
    void aFormThatFollowsItsPageTooCloselyDecidesNothing(long elapsed) throws Exception {
        var shown = Samples.NOW.toEpochMilli() - elapsed;

        web.perform(as("reviewer", decision("approve", HASH, "Lovely").param("shown", Long.toString(shown))))
                .andExpect(status().isConflict())
                .andExpect(content().string(allOf(containsString("only just opened"), containsString("Lovely"))));

        verify(approvals, org.mockito.Mockito.never()).decide(any(), any(), any());
    }

    @ParameterizedTest
    @ValueSource(longs = {1_000, 90_000, -4_000}) // the last one is of a node whose clock is ahead
    void aFormDecidesOnceItsPageWasThereForASecond(long elapsed) throws Exception {
        var shown = Samples.NOW.toEpochMilli() - elapsed;

        web.perform(as("reviewer", decision("approve", HASH, "").param("shown", Long.toString(shown))))
                .andExpect(status().is3xxRedirection());

        verify(approvals).decide("t1", new Answer(Verdict.APPROVE, HASH, null), "reviewer");
    }

    @Test
    void aFormOfAnotherSubjectDecidesNothing() throws Exception {
        web.perform(as("reviewer", post("/inbox/t1"))
                        .param("verdict", "approve")
                        .param("hash", HASH)
                        .param("subject", "post:00000000-0000-4000-8000-0000000000ff"))
                .andExpect(status().isConflict())
                .andExpect(content().string(containsString("another subject")));

        verify(approvals, org.mockito.Mockito.never()).decide(any(), any(), any());
    }

    @Test
    void somebodyOfAnotherBrandSeesNothing() throws Exception {
        web.perform(as("stranger", get("/inbox/t1")))
                .andExpect(status().isNotFound())
                .andExpect(content().string(not(containsString("Roasted on Monday"))));
        web.perform(as("stranger", get("/review/t1/preview"))).andExpect(status().isNotFound());
    }

    @Test
    void thePreviewMayBeFramedByUsAlone() throws Exception {
        web.perform(as("reviewer", get("/review/t1/preview")))
                .andExpect(status().isOk())
                .andExpect(header().string("Content-Security-Policy", containsString("frame-ancestors 'self'")))
                .andExpect(content()
                        .string(allOf(containsString("data-bs-theme=\"light\""), not(containsString("<nav")))));
    }

    @Test
    void theNumberOfQuestionsDoesNotGrowWithTheList() throws Exception {
        assertThat(questionsFor(1)).isEqualTo(questionsFor(50));
    }

    private long questionsFor(int items) throws Exception {
        waiting(IntStream.rangeClosed(1, items)
                .mapToObj(
                        n -> Samples.item("t" + n, "Post " + n, Samples.SUBJECT.toString(), Samples.hours(n), 2, null))
                .toList());
        var before = questions();
        web.perform(as("reviewer", get("/inbox/t1"))).andExpect(status().isOk());
        return questions() - before;
    }

    @Test
    void aLongCommentIsLeftToWhoeverSigns() throws Exception {
        var faces = "🙂".repeat(3_000);

        web.perform(as("reviewer", decision("reject", HASH, faces))).andExpect(status().is3xxRedirection());

        verify(approvals).decide("t1", new Answer(Verdict.REJECT, HASH, faces), "reviewer");
    }

    private long questions() {
        return Stream.<Object>of(inbox, approvals, assets, people, posts)
                .mapToLong(mock -> mockingDetails(mock).getInvocations().size())
                .sum();
    }

    private void waiting(List<InboxItem> items) {
        when(inbox.of(any(), any(), any(), any(), anyInt())).thenReturn(new Inbox.Page(items, null));
        when(inbox.count(any(), any(), any())).thenReturn(items.size());
        when(inbox.find("t1")).thenReturn(Optional.of(items.get(0)));
        when(inbox.mayFinish(any(), eq("reviewer"), any())).thenReturn(true);
    }

    private void know(Person person) {
        when(people.find(person.id())).thenReturn(Optional.of(person));
    }

    private static MockHttpServletRequestBuilder decision(String verdict, String hash, String comment) {
        return post("/inbox/t1")
                .param("verdict", verdict)
                .param("hash", hash)
                .param("comment", comment)
                .param("subject", Samples.SUBJECT.toString());
    }

    private static MockHttpServletRequestBuilder as(String person, MockHttpServletRequestBuilder request) {
        return request.principal(() -> person);
    }
}
