package org.imprimatur.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.anyInt;
import static org.mockito.ArgumentMatchers.argThat;
import static org.mockito.ArgumentMatchers.eq;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.imprimatur.approval.Claims;
import org.imprimatur.inbox.Inbox;
import org.imprimatur.inbox.InboxItem;
import org.imprimatur.people.People;
import org.imprimatur.people.Permissions;
import org.imprimatur.people.Permissions.Action;
import org.imprimatur.people.Person;
import org.imprimatur.people.Role;
import org.imprimatur.people.Tokens;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Who else can do what somebody holds. */
class HandoversTests {

    private static final Person LEAVER = person("ines", true, Role.REVIEWER);
    private static final Person COLLEAGUE = person("otto", true, Role.REVIEWER);
    private static final Person WRITER = person("pia", true, Role.CREATOR);
    private static final Person GONE = person("quim", false, Role.REVIEWER);

    private final Claims claims = mock(Claims.class);
    private final Inbox inbox = mock(Inbox.class);
    private final People people = mock(People.class);
    private final Permissions permissions = mock(Permissions.class);
    private final Tokens tokens = mock(Tokens.class);
    private final Handovers handovers = new Handovers(claims, inbox, people, permissions, tokens);

    @BeforeEach
    void twoReviewersAndAWriter() {
        when(people.all()).thenReturn(List.of(COLLEAGUE, GONE, LEAVER, WRITER));
        when(claims.since(any())).thenReturn(Optional.of(Instant.parse("2031-05-04T03:02:01Z")));
        when(permissions.may(WRITER, Action.WRITE, "harbor")).thenReturn(true);
        when(inbox.mayTakeOver(any(), any(), any()))
                .thenAnswer(call -> call.<Set<String>>getArgument(2).contains("harbor:reviewer")
                        && !call.<InboxItem>getArgument(0).authors().contains(call.<String>getArgument(1)));
        open(InboxItem.Kind.DECISION);
        open(InboxItem.Kind.WORK);
    }

    @Test
    void aClaimedTaskNamesTheColleaguesWhoCanTakeItOver() {
        when(claims.heldBy("ines")).thenReturn(List.of(item(InboxItem.Kind.DECISION, "ines", "pia")));

        assertThat(handovers.claimed(LEAVER)).singleElement().satisfies(held -> assertThat(held.others())
                .containsExactly("otto"));
    }

    @Test
    void nobodyIsNamedWhereTheOnlyColleagueWroteIt() {
        when(claims.heldBy("ines")).thenReturn(List.of(item(InboxItem.Kind.DECISION, "ines", "otto")));

        assertThat(handovers.claimed(LEAVER)).singleElement().satisfies(held -> assertThat(held.others())
                .isEmpty());
    }

    @Test
    void whatOnlyTheyCanDecideIsListedThoughTheyDidNotClaimIt() {
        var shared = item(InboxItem.Kind.DECISION, null, "pia");
        var alone = item(InboxItem.Kind.DECISION, null, "otto");
        open(InboxItem.Kind.DECISION, shared, alone);

        var handover = handovers.of(LEAVER);

        assertThat(handover.alone()).extracting(Handovers.Held::item).containsExactly(alone);
        assertThat(handover.claimed()).isEmpty();
    }

    @Test
    void draftsFallToWhoMayWriteInTheBrand() {
        open(InboxItem.Kind.WORK, item(InboxItem.Kind.WORK, null, "ines"));

        assertThat(handovers.of(LEAVER).drafts()).singleElement().satisfies(held -> assertThat(held.others())
                .containsExactly("pia"));
    }

    private void open(InboxItem.Kind kind, InboxItem... items) {
        when(inbox.of(
                        eq("ines"),
                        any(),
                        argThat(filter -> filter != null && filter.kind() == kind),
                        eq(null),
                        anyInt()))
                .thenReturn(new Inbox.Page(List.of(items), null));
    }

    private static InboxItem item(InboxItem.Kind kind, @Nullable String claimedBy, String author) {
        return new InboxItem(
                "task-" + author,
                kind,
                "Review",
                "Review",
                "harbor",
                "post:5f0f2c7e-0000-4000-8000-000000000001",
                "Night ferry",
                2,
                null,
                1,
                null,
                null,
                null,
                Set.of(author),
                Set.of("harbor:reviewer"),
                claimedBy,
                Instant.parse("2031-05-04T03:02:01Z"),
                null);
    }

    private static Person person(String id, boolean enabled, Role role) {
        return new Person(id, id, ZoneOffset.UTC, false, enabled, Map.of("harbor", Set.of(role)));
    }
}
