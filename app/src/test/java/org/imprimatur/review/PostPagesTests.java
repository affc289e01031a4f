package org.imprimatur.review;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.not;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.anyInt;
import static org.mockito.ArgumentMatchers.eq;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.reset;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.content;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.flash;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.jsonPath;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.redirectedUrl;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import java.util.List;
import java.util.Optional;
import org.imprimatur.FieldError;
import org.imprimatur.approval.Approvals;
import org.imprimatur.assets.AssetState;
import org.imprimatur.assets.Assets;
import org.imprimatur.content.Post;
import org.imprimatur.content.PostState;
import org.imprimatur.content.Posts;
import org.imprimatur.content.StalePost;
import org.imprimatur.inbox.Inbox;
import org.imprimatur.log.Log;
import org.imprimatur.people.NotPermitted;
import org.imprimatur.people.People;
import org.imprimatur.people.Permissions;
import org.imprimatur.people.Role;
import org.imprimatur.web.InvalidInput;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.autoconfigure.web.servlet.AutoConfigureMockMvc;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.request.MockHttpServletRequestBuilder;

@SpringBootTest(classes = PagesForTests.class)
@AutoConfigureMockMvc(addFilters = false)
class PostPagesTests {

    private static final String PAGE = "/posts/" + Samples.POST;

    @Autowired
    private MockMvc web;

    @Autowired
    private Posts posts;

    @Autowired
    private Approvals approvals;

    @Autowired
    private Assets assets;

    @Autowired
    private People people;

    @Autowired
    private Permissions permissions;

    @Autowired
    private Inbox inbox;

    @Autowired
    private Log log;

    @BeforeEach
    void aPostThatCameBack() {
        reset(posts, approvals, assets, people, permissions, inbox, log);
        when(people.find("creator")).thenReturn(Optional.of(Samples.person("creator", Role.CREATOR)));
        when(people.find("stranger")).thenReturn(Optional.of(Samples.stranger()));
        when(people.brand(any())).thenReturn(Optional.of(Samples.AURORA));
        when(permissions.may(any(), any(), any())).thenReturn(true);
        when(approvals.rounds(any())).thenReturn(Samples.rounds());
        when(approvals.decisions(any())).thenReturn(Samples.decisions());
        when(approvals.way(any())).thenReturn(Optional.of(Samples.way(false)));
        when(assets.all(any()))
                .thenReturn(Samples.byId(Samples.asset(Samples.CUP, "Winter cup, window", AssetState.APPROVED)));
        when(log.about(any())).thenReturn(List.of());
        stands(Samples.post(PostState.CHANGES_REQUESTED));
    }

    @Test
    void thePageSaysWhatWasAskedAndShowsTheFields() throws Exception {
        web.perform(as("creator", get(PAGE)))
                .andExpect(status().isOk())
                .andExpect(content()
                        .string(allOf(
                                containsString("@reviewer asked for changes on version 2"),
                                containsString("is a health claim we cannot prove"),
                                containsString("id=\"assets[0].alt\""),
                                containsString("Submit version 4"))));
    }

    @Test
    void aVersionWhoseSlotWasMissedIsFollowedByTheNextInEveryPlace() throws Exception {
        when(approvals.rounds(any())).thenReturn(List.of(Samples.round(1, 4, "Seven cups", Samples.ALT)));
        when(posts.obstacles(any())).thenReturn(List.of(new FieldError("slot.local", "That has passed.")));
        stands(Samples.post(PostState.SLOT_MISSED, "Too late", "The slot passed."));

        web.perform(as("creator", get(PAGE)))
                .andExpect(status().isOk())
                .andExpect(content()
                        .string(allOf(
                                containsString("Your draft is version 5"),
                                containsString("Submit version 5"),
                                not(containsString("Submit version 4")))));
    }

    @Test
    void aVersionThatWasWithdrawnMayBeSubmittedAgainAsItIs() throws Exception {
        when(approvals.rounds(any())).thenReturn(List.of(Samples.round(1, 4, "Seven cups", Samples.ALT)));
        stands(Samples.post(PostState.WITHDRAWN, "Taken back", "A typo."));

        web.perform(as("creator", get(PAGE)))
                .andExpect(content()
                        .string(allOf(containsString("Your draft is version 4"), containsString("Submit version 4"))));
    }

    @Test
    void anOrdinaryDraftHasOneNumberAndAnotherOneOnceItIsChanged() throws Exception {
        when(approvals.rounds(any())).thenReturn(List.of());
        stands(Samples.post(PostState.DRAFT));
        when(posts.save(any(), anyInt(), any(), any())).thenThrow(new InvalidInput("title", "Too long."));

        web.perform(as("creator", get(PAGE)))
                .andExpect(content()
                        .string(allOf(containsString("Your draft is version 4"), containsString(">Submit version 4"))));
        web.perform(as("creator", typed("Another text").param("action", "submit")))
                .andExpect(content()
                        .string(allOf(containsString("Your draft is version 5"), containsString(">Submit version 5"))));
    }

    @Test
    void theNextStepStandsBeforeTheDiagram() throws Exception {
        stands(Samples.post(PostState.SLOT_MISSED, "Too late", "The slot passed at nine."));

        var page =
                web.perform(as("creator", get(PAGE))).andReturn().getResponse().getContentAsString();

        assertThat(page).containsSubsequence("The slot passed at nine.", "data-island=\"diagram\"", "id=\"editor\"");
    }

    @Test
    void whatPeopleTypedStaysText() throws Exception {
        stands(Samples.post(PostState.IN_REVIEW, "<script>alert(1)</script>", null));

        web.perform(as("creator", get(PAGE)))
                .andExpect(status().isOk())
                .andExpect(content()
                        .string(allOf(not(containsString("<script>alert")), containsString("&lt;script&gt;alert(1)"))));
    }

    @Test
    void aVersionUnderReviewHasNoFields() throws Exception {
        stands(Samples.post(PostState.IN_REVIEW));

        web.perform(as("creator", get(PAGE)))
                .andExpect(status().isOk())
                .andExpect(content()
                        .string(allOf(
                                not(containsString("id=\"editor\"")),
                                containsString("Withdraw"),
                                containsString(Samples.ALT))));
    }

    @Test
    void aWrongSlotKeepsWhatWasTyped() throws Exception {
        when(posts.save(any(), anyInt(), any(), any())).thenThrow(new InvalidInput("slot.local", "09:00 has passed."));

        web.perform(as("creator", typed("A text nobody saved").param("action", "save")))
                .andExpect(status().isUnprocessableEntity())
                .andExpect(content()
                        .string(allOf(
                                containsString("09:00 has passed."),
                                containsString("A text nobody saved</textarea>"))));
    }

    @Test
    void savingWithoutAChangeMakesNoVersion() throws Exception {
        when(posts.submit(any(), any(), any())).thenReturn(Samples.post(PostState.IN_REVIEW));

        web.perform(as("creator", typed(Samples.TEXT).param("action", "submit")))
                .andExpect(redirectedUrl(PAGE));

        verify(posts, never()).save(any(), anyInt(), any(), any());
        verify(posts).submit(eq(Samples.POST), any(), any());
    }

    @Test
    void aPictureIsTakenOutWithoutScripts() throws Exception {
        web.perform(as("creator", typed("Unsaved words").param("remove", Samples.CUP.toString())))
                .andExpect(status().isOk())
                .andExpect(content()
                        .string(allOf(
                                not(containsString("id=\"assets[0].id\"")),
                                containsString("Unsaved words</textarea>"))));

        verify(posts, never()).save(any(), anyInt(), any(), any());
    }

    @Test
    void aPictureThatIsNoneIsToldOnThePage() throws Exception {
        web.perform(as("creator", typed("A text").param("asset", "no-uuid").param("alt", "A cup")))
                .andExpect(status().isUnprocessableEntity());
        web.perform(as("creator", post(PAGE + "/pictures").param("asset", "no-uuid")))
                .andExpect(redirectedUrl(PAGE + "#pictures"))
                .andExpect(flash().attribute("toast", containsString("There is no such asset")));

        verify(posts, never()).save(any(), anyInt(), any(), any());
    }

    @Test
    void aPictureAddedWhileSomebodyElseSavedIsToldOnThePage() throws Exception {
        var stale = mock(StalePost.class);
        when(stale.getMessage()).thenReturn("Version 5 was saved while you edited version 4.");
        when(posts.save(any(), anyInt(), any(), any())).thenThrow(stale);

        web.perform(as("creator", post(PAGE + "/pictures").param("asset", Samples.CUP.toString())))
                .andExpect(redirectedUrl(PAGE + "#pictures"))
                .andExpect(flash().attribute("toast", containsString("was saved while you edited")));
    }

    @Test
    void theWayIsForPeopleOfTheBrandAlone() throws Exception {
        web.perform(as("creator", get(PAGE + "/way")))
                .andExpect(status().isOk())
                .andExpect(jsonPath("$.model").value("content-approval"))
                .andExpect(jsonPath("$.steps[3].verdict").value("REQUEST_CHANGES"));

        when(posts.get(any(), any())).thenThrow(new NotPermitted(true, "There is no such post, or not for you."));

        web.perform(as("stranger", get(PAGE + "/way"))).andExpect(status().isNotFound());
        web.perform(as("stranger", get(PAGE))).andExpect(status().isNotFound());
    }

    private void stands(Post post) {
        when(posts.get(any(), any())).thenReturn(post);
    }

    private static MockHttpServletRequestBuilder typed(String text) {
        return post(PAGE)
                .param("version", "4")
                .param("title", "First snow, first light")
                .param("variants[feed].text", text)
                .param("asset", Samples.CUP.toString())
                .param("alt", Samples.ALT)
                .param("when", "slot")
                .param("slot.date", "2026-12-01")
                .param("slot.time", "09:00")
                .param("slot.zone", "Europe/Berlin");
    }

    private static MockHttpServletRequestBuilder as(String person, MockHttpServletRequestBuilder request) {
        return request.principal(() -> person);
    }
}
