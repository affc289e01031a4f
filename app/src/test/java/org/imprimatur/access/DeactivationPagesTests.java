package org.imprimatur.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;
import org.imprimatur.approval.Refused;
import org.imprimatur.people.People;
import org.imprimatur.people.Permissions;
import org.imprimatur.people.Person;
import org.junit.jupiter.api.Test;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.ui.ExtendedModelMap;
import org.springframework.web.servlet.mvc.support.RedirectAttributesModelMap;

class DeactivationPagesTests {

    private static final Person LAST = new Person("ines", "Ines", ZoneOffset.UTC, true, true, Map.of());

    private final People people = mock(People.class);
    private final Accounts accounts = mock(Accounts.class);
    private final DeactivationPages pages =
            new DeactivationPages(people, accounts, mock(Handovers.class), mock(Permissions.class));

    @Test
    void whoCannotBeDeactivatedStaysOnTheQuestionWithTheReason() {
        var refused = new Refused(Refused.Kind.CONFLICT, "last-administrator", "Nobody else keeps people.");
        when(people.find("ines")).thenReturn(Optional.of(LAST));
        when(accounts.changeAndTell(any(), any(), any(), any())).thenThrow(refused);
        var model = new ExtendedModelMap();
        var response = new MockHttpServletResponse();

        var view = pages.deactivate("ines", LAST, model, response, new RedirectAttributesModelMap());

        assertThat(view).isEqualTo("access/deactivate");
        assertThat(response.getStatus()).isEqualTo(409);
        assertThat(model).containsEntry("refused", "Nobody else keeps people.").containsEntry("person", LAST);
    }

    @Test
    void nothingIsAskedAboutWhoIsDeactivatedAlready() {
        when(people.find("ines"))
                .thenReturn(Optional.of(
                        new Person(LAST.id(), LAST.name(), LAST.zone(), LAST.administrator(), false, LAST.roles())));

        assertThat(pages.ask("ines", LAST, new ExtendedModelMap())).isEqualTo("redirect:/admin/people");
    }
}
