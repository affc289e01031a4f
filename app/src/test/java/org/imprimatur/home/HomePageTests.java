package org.imprimatur.home;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.anyInt;
import static org.mockito.ArgumentMatchers.eq;
import static org.mockito.ArgumentMatchers.isNull;
import static org.mockito.Mockito.when;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.imprimatur.assets.Assets;
import org.imprimatur.content.Post;
import org.imprimatur.content.PostState;
import org.imprimatur.content.Posts;
import org.imprimatur.content.Slot;
import org.imprimatur.inbox.Inbox;
import org.imprimatur.web.PagesForTests;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.autoconfigure.web.servlet.AutoConfigureMockMvc;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.http.HttpStatus;
import org.springframework.test.context.bean.override.mockito.MockitoBean;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

@SpringBootTest(classes = {PagesForTests.class, HomePage.class})
@AutoConfigureMockMvc(addFilters = false)
@MockitoBean(types = Assets.class)
class HomePageTests {

    @Autowired
    private MockMvcTester pages;

    @Autowired
    private Inbox inbox;

    @MockitoBean
    private Posts posts;

    @BeforeEach
    void nothingAtFirst() {
        when(inbox.of(any(), any(), any(), any(), anyInt())).thenReturn(new Inbox.Page(List.of(), null));
        when(posts.of(any(), any(), any(), any(), anyInt(), any()))
                .thenReturn(new Posts.Page(List.of(), List.of(), null, Map.of()));
    }

    @Test
    void anEmptyHomeSaysWhyAndNamesOneWayOn() {
        assertThat(open("creator"))
                .hasStatusOk()
                .bodyText()
                .contains("Nothing waits for you", "Nothing is on its way", "Nothing is scheduled", "Write a post");
        assertThat(open("auditor"))
                .bodyText()
                .doesNotContain("Write a post", "/posts/new")
                .contains("Open the library");
    }

    @Test
    void whatMissedItsSlotOrFailedComesFirstForWhoLooksAfterPublishing() {
        when(posts.of(eq("aurora"), eq(PostState.SLOT_MISSED), any(), any(), anyInt(), any()))
                .thenReturn(new Posts.Page(
                        List.of(post("Nikolaus & Söhne", PostState.SLOT_MISSED)), List.of(), null, Map.of()));

        assertThat(open("auditor"))
                .bodyText()
                .containsSubsequence("Missed or failed", "Nikolaus &amp; Söhne", "Slot missed", "Needs you");
        assertThat(open("librarian")).bodyText().doesNotContain("Missed or failed");
    }

    @Test
    void aTitleStaysText() {
        when(posts.of(eq("aurora"), isNull(), any(), any(), anyInt(), any()))
                .thenReturn(new Posts.Page(
                        List.of(post("<script>alert(1)</script>", PostState.IN_REVIEW)), List.of(), null, Map.of()));

        assertThat(open("creator"))
                .bodyText()
                .contains("&lt;script&gt;alert(1)&lt;/script&gt;", "Review ·", "Step 2 of 5")
                .doesNotContain("<script>alert");
    }

    @Test
    void whatGoesOutIsToldInTheZoneOfTheBrand() {
        when(posts.of(eq("aurora"), eq(PostState.APPROVED), any(), any(), anyInt(), any()))
                .thenReturn(
                        new Posts.Page(List.of(post("Open Sundays", PostState.APPROVED)), List.of(), null, Map.of()));

        assertThat(open("creator")).bodyText().contains("Tuesday, 1 December", "09:00", "Times in Europe/Berlin");
    }

    @Test
    void anAdministratorOfNoBrandIsShownWhatTheyMayOpen() {
        assertThat(open("admin"))
                .hasStatusOk()
                .bodyText()
                .contains("/admin/people", "/camunda/app/cockpit/")
                .doesNotContain("href=\"/inbox\"", "href=\"/library\"", "/camunda/app/tasklist/");
    }

    @Test
    void whatOneMayNotOpenIsAbsent() {
        assertThat(open("creator"))
                .bodyText()
                .contains("href=\"/inbox\"", "/camunda/app/tasklist/")
                .doesNotContain("/admin/people", "/camunda/app/cockpit/");
    }

    @Test
    void whatWaitsIsCountedInTheNavigation() {
        when(inbox.count(eq("creator"), any(), isNull())).thenReturn(7);

        assertThat(open("creator")).bodyText().contains("<span>7</span>");
    }

    @Test
    void noPageHoldsStylesOrScriptsOfItsOwn() {
        assertThat(open("creator"))
                .bodyText()
                .doesNotContain(" style=", "<style", "onclick")
                .doesNotContainPattern("<script(?![^>]*src)[^>]*>");
    }

    @Test
    void aChosenThemeIsInThePageBeforeAnyScriptRuns() {
        var answer = pages.get()
                .uri("/")
                .principal(() -> "creator")
                .cookie(new jakarta.servlet.http.Cookie("theme", "dark"))
                .exchange();

        assertThat(answer).bodyText().contains("data-bs-theme=\"dark\"");
    }

    @Test
    void anAddressThatLeadsNowhereIsAPageWithinTheFrame() {
        var answer = pages.get()
                .uri("/nowhere")
                .principal(() -> "creator")
                .header("Accept", "text/html")
                .exchange();

        assertThat(answer)
                .hasStatus(HttpStatus.NOT_FOUND)
                .bodyText()
                .contains("There is nothing here", "href=\"/inbox\"");
    }

    private MvcTestResult open(String person) {
        return pages.get().uri("/").principal(() -> person).exchange();
    }

    private static Post post(String title, PostState state) {
        var zone = ZoneId.of("Europe/Berlin");
        var local = LocalDateTime.parse("2026-12-01T09:00");
        return new Post(
                UUID.randomUUID(),
                "aurora",
                title,
                3,
                "ab".repeat(32),
                state,
                "Review",
                null,
                List.of(),
                List.of(),
                new Slot(local, zone, null, local.atZone(zone).toInstant()),
                List.of("creator"),
                Instant.parse("2026-11-23T09:00:00Z"),
                Instant.parse("2026-11-23T09:00:00Z"),
                Instant.parse("2026-11-23T09:00:00Z"));
    }
}
