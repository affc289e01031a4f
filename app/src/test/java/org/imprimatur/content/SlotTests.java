package org.imprimatur.content;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import org.imprimatur.web.InvalidInput;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SlotTests {

    private static final Instant NOW = Instant.parse("2026-10-01T10:00:00Z");

    @Test
    void aWallClockInARegionIsOneInstant() {
        var slot = Slot.at(LocalDateTime.parse("2026-12-01T09:00"), "Europe/Berlin", null, NOW);

        assertThat(slot.instant()).isEqualTo("2026-12-01T08:00:00Z");
        assertThat(slot.offset()).isNull();
        assertThat(slot.localText()).isEqualTo("2026-12-01T09:00");
    }

    @Test
    void aSkippedHourNamesItsTwoNeighbours() {
        var refused = catchThrowableOfType(
                UnclearHour.class, () -> Slot.at(LocalDateTime.parse("2027-03-28T02:30"), "Europe/Berlin", null, NOW));

        assertThat(refused)
                .hasMessage("02:30 does not exist on 28 March 2027 in Europe/Berlin. Choose 01:59 or 03:00.");
        assertThat(refused.field()).isEqualTo("slot.local");
        assertThat(refused.choices())
                .extracting(UnclearHour.Choice::local)
                .containsExactly(LocalDateTime.parse("2027-03-28T01:59"), LocalDateTime.parse("2027-03-28T03:00"));
    }

    @ParameterizedTest
    @CsvSource({
        "Africa/Cairo, 2027-04-30T00:15, 2027-04-30T01:00, 30 April 2027",
        "Asia/Beirut, 2027-03-28T00:00, 2027-03-28T01:00, 28 March 2027",
        "America/Nuuk, 2027-03-27T23:40, 2027-03-27T22:59, 27 March 2027"
    })
    void anHourThatIsSkippedAtMidnightOffersNoOtherDay(String zone, String asked, String offered, String day) {
        var local = LocalDateTime.parse(offered);

        var refused =
                catchThrowableOfType(UnclearHour.class, () -> Slot.at(LocalDateTime.parse(asked), zone, null, NOW));

        assertThat(refused.choices()).extracting(UnclearHour.Choice::local).containsExactly(local);
        assertThat(refused)
                .hasMessageEndingWith(
                        " does not exist on " + day + " in " + zone + ". Choose " + local.toLocalTime() + ".");
    }

    @Test
    void aRegionThatOlderRuntimesDoNotKnowIsAZone() {
        var slot = Slot.at(LocalDateTime.parse("2027-07-01T09:00"), "America/Coyhaique", null, NOW);

        assertThat(slot.instant()).isEqualTo("2027-07-01T12:00:00Z");
    }

    @Test
    void aDoubledHourNamesBothOffsetsAndGivesBothInstants() {
        var refused = catchThrowableOfType(
                UnclearHour.class, () -> Slot.at(LocalDateTime.parse("2026-10-25T02:30"), "Europe/Berlin", null, NOW));

        assertThat(refused).hasMessageContaining("first at +02:00, then at +01:00");
        assertThat(refused.choices())
                .extracting(UnclearHour.Choice::instant)
                .containsExactly(Instant.parse("2026-10-25T00:30:00Z"), Instant.parse("2026-10-25T01:30:00Z"));
    }

    @Test
    void anOffsetSaysWhichDoubledHourIsMeant() {
        var local = LocalDateTime.parse("2026-10-25T02:30");

        assertThat(Slot.at(local, "Europe/Berlin", "+02:00", NOW).instant()).isEqualTo("2026-10-25T00:30:00Z");
        assertThat(Slot.at(local, "Europe/Berlin", "+01:00", NOW).offset()).isEqualTo(ZoneOffset.ofHours(1));
        assertThatThrownBy(() -> Slot.at(local, "Europe/Berlin", "+03:00", NOW))
                .isInstanceOf(InvalidInput.class)
                .hasMessageContaining("+02:00 or +01:00");
    }

    @Test
    void anOffsetThatContradictsTheRegionIsRefusedAndOneThatAgreesIsForgotten() {
        var local = LocalDateTime.parse("2026-12-01T09:00");

        assertThat(Slot.at(local, "Europe/Berlin", "+01:00", NOW).offset()).isNull();
        assertThatThrownBy(() -> Slot.at(local, "Europe/Berlin", "+05:00", NOW)).isInstanceOf(InvalidInput.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"+02:00", "Z", "UTC+2", "GMT+01:00", "Berlin", "europe/berlin", "", "SystemV/EST5"})
    void aZoneIsARegionAndNothingElse(String zone) {
        assertThatThrownBy(() -> Slot.at(LocalDateTime.parse("2026-12-01T09:00"), zone, null, NOW))
                .isInstanceOfSatisfying(
                        InvalidInput.class, e -> assertThat(e.field()).isEqualTo("slot.zone"));
    }

    @Test
    void aSlotLiesAhead() {
        assertThatThrownBy(() -> Slot.at(LocalDateTime.parse("2026-10-01T12:00"), "Europe/Berlin", null, NOW))
                .isInstanceOf(InvalidInput.class)
                .hasMessage("12:00 on 1 October 2026 in Europe/Berlin has passed. Choose a time to come.");
    }

    @Test
    void aSlotIsNoDreamOfTheFarFuture() {
        assertThatThrownBy(() -> Slot.at(LocalDateTime.parse("+999999-01-01T00:00"), "Europe/Berlin", null, NOW))
                .isInstanceOf(InvalidInput.class);
    }
}
