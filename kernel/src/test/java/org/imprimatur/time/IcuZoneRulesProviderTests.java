package org.imprimatur.time;

import static org.assertj.core.api.Assertions.assertThat;

import com.ibm.icu.util.TimeZone;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.zone.ZoneRules;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class IcuZoneRulesProviderTests {

    private final IcuZoneRulesProvider provider = new IcuZoneRulesProvider();

    @Test
    void aRegionThatTheJavaRuntimeDoesNotKnowHasRules() {
        var coyhaique = rules("America/Coyhaique");

        assertThat(coyhaique.getOffset(Instant.parse("2024-07-01T00:00:00Z"))).isEqualTo(ZoneOffset.ofHours(-4));
        assertThat(coyhaique.getOffset(Instant.parse("2025-07-01T00:00:00Z"))).isEqualTo(ZoneOffset.ofHours(-3));
    }

    @Test
    void anHourThatIsSkippedOrDoubledIsKnown() {
        var berlin = rules("Europe/Berlin");

        assertThat(berlin.getValidOffsets(LocalDateTime.parse("2027-03-28T02:30")))
                .isEmpty();
        assertThat(berlin.getValidOffsets(LocalDateTime.parse("2027-10-31T02:30")))
                .containsExactly(ZoneOffset.ofHours(2), ZoneOffset.ofHours(1));
        assertThat(berlin.getStandardOffset(Instant.parse("2027-07-01T00:00:00Z")))
                .isEqualTo(ZoneOffset.ofHours(1));
        assertThat(berlin.isDaylightSavings(Instant.parse("2027-07-01T00:00:00Z")))
                .isTrue();
    }

    @Test
    void aDayThatBeginsAtOneAndADayThatIsMissingAreKnown() {
        var cairo = rules("Africa/Cairo").getTransition(LocalDateTime.parse("2027-04-30T00:30"));
        assertThat(cairo.getDateTimeBefore()).isEqualTo(LocalDateTime.parse("2027-04-30T00:00"));
        assertThat(cairo.getDateTimeAfter()).isEqualTo(LocalDateTime.parse("2027-04-30T01:00"));

        assertThat(rules("Pacific/Apia").getValidOffsets(LocalDateTime.parse("2011-12-30T12:00")))
                .isEmpty();
    }

    @Test
    void aZoneWithoutChangesHasOneOffset() {
        assertThat(rules("UTC").isFixedOffset()).isTrue();
        assertThat(rules("Etc/GMT+5").getOffset(Instant.EPOCH)).isEqualTo(ZoneOffset.ofHours(-5));
    }

    @Test
    void everyOffsetIsThatOfIcu() {
        var wrong = new ArrayList<String>();
        for (var id : provider.provideZoneIds()) {
            var icu = TimeZone.getFrozenTimeZone(id);
            var rules = rules(id);
            for (var at = Instant.parse("1970-01-01T00:00:00Z");
                    at.isBefore(Instant.parse("2050-01-01T00:00:00Z"));
                    at = at.plus(Duration.ofDays(61))) {
                if (rules.getOffset(at).getTotalSeconds() * 1_000L != icu.getOffset(at.toEpochMilli())) {
                    wrong.add(id + " " + at);
                }
            }
        }
        assertThat(wrong).isEmpty();
    }

    @Test
    void regionsAreKnownByTheirFullNamesOnly() {
        assertThat(provider.provideZoneIds())
                .contains("Europe/Berlin", "Asia/Kolkata", "UTC")
                .doesNotContain("PST", "IST", "Etc/Unknown", "Factory");
    }

    @Test
    void theReleaseIsThatOfTheData() {
        assertThat(provider.provideVersions("Europe/Berlin")).containsOnlyKeys(TimeZone.getTZDataVersion());
    }

    @Test
    void peopleChooseFromPlaces() {
        assertThat(TimeZones.choices())
                .startsWith("UTC")
                .contains("Africa/Cairo", "Antarctica/Troll", "Arctic/Longyearbyen")
                .doesNotContain("Etc/GMT+5", "GMT", "US/Pacific", "SystemV/EST5");
        assertThat(TimeZones.choices().subList(1, TimeZones.choices().size())).isSorted();
        assertThat(TimeZones.find("Europe/Berlin")).isPresent();
        assertThat(List.of("+02:00", "Berlin", "", "SystemV/EST5"))
                .allSatisfy(none -> assertThat(TimeZones.find(none)).isEmpty());
    }

    private ZoneRules rules(String id) {
        return provider.provideRules(id, false);
    }
}
