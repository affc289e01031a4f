package org.imprimatur.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.context.i18n.LocaleContextHolder;
import org.springframework.context.support.ResourceBundleMessageSource;

class TimesTests {

    private final Clock clock = Clock.fixed(Instant.parse("2026-11-24T23:30:00Z"), ZoneOffset.UTC);
    private Times times = new Times(new ResourceBundleMessageSource(), clock);

    @BeforeEach
    void english() {
        LocaleContextHolder.setLocale(Locale.ENGLISH);
        var messages = new ResourceBundleMessageSource();
        messages.setBasename("messages");
        messages.setDefaultEncoding("UTF-8");
        times = new Times(messages, clock);
    }

    @AfterEach
    void whatever() {
        LocaleContextHolder.resetLocaleContext();
    }

    @Test
    void aDayIsTodayInTheZoneThatIsAsked() {
        var at = Instant.parse("2026-11-24T23:10:00Z");

        assertThat(times.words(at, "UTC")).isEqualTo("today, 23:10");
        assertThat(times.words(at, "Europe/Berlin")).isEqualTo("today, 00:10");
        assertThat(times.words(Instant.parse("2026-11-24T22:10:00Z"), "Europe/Berlin"))
                .isEqualTo("yesterday, 23:10");
    }

    @Test
    void aZoneIsNamedWhereItIsNotTheReaders() {
        var at = Instant.parse("2026-12-01T08:00:00Z");

        assertThat(times.named(at, "Asia/Tokyo", "Europe/Berlin")).isEqualTo("Tue 1 Dec, 17:00 Asia/Tokyo");
        assertThat(times.named(at, "Europe/Berlin", "Europe/Berlin")).isEqualTo("Tue 1 Dec, 09:00");
        assertThat(times.named(at, "Europe/Berlin", null)).isEqualTo("Tue 1 Dec, 09:00 Europe/Berlin");
    }

    /** It is half past eight in the morning of the 25th in Tokyo, and still the 24th in New York. */
    @Test
    void whereItIsAnotherDayThanForTheReaderADayHasItsDate() {
        var at = Instant.parse("2026-11-25T00:00:00Z");

        assertThat(times.named(at, "Asia/Tokyo", "America/New_York")).isEqualTo("Wed 25 Nov, 09:00 Asia/Tokyo");
        assertThat(times.words(at, "Asia/Tokyo", "America/New_York")).isEqualTo("Wed 25 Nov, 09:00");
        assertThat(times.named(at, "Asia/Tokyo", "Europe/Berlin")).isEqualTo("today, 09:00 Asia/Tokyo");
    }

    @Test
    void furtherDaysHaveTheirDateAndOtherYearsTheirYear() {
        assertThat(times.words(Instant.parse("2026-12-01T08:00:00Z"), "Europe/Berlin"))
                .isEqualTo("Tue 1 Dec, 09:00");
        assertThat(times.words(Instant.parse("2027-01-02T07:00:00Z"), "Europe/Berlin"))
                .isEqualTo("Sat 2 Jan 2027, 08:00");
    }
}
