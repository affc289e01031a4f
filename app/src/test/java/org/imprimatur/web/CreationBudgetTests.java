package org.imprimatur.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.Map;
import org.imprimatur.people.Person;
import org.junit.jupiter.api.Test;
import org.springframework.context.support.StaticMessageSource;

/** Where three posts, six files and nine saves a minute are allowed. */
class CreationBudgetTests {

    private Instant now = Instant.parse("2026-11-30T12:00:00Z");
    private final CreationBudget budget = new CreationBudget(3, 6, 9, clock(), messages());

    @Test
    void whatAMinuteAllowsMayComeAtOnce() {
        for (var post = 0; post < 3; post++) {
            assertThat(budget.post(person("ada"), () -> "made")).isEqualTo("made");
        }

        assertThatExceptionOfType(TooOften.class)
                .isThrownBy(() -> budget.post(person("ada"), () -> "made"))
                .withMessage("at most 3, wait 20 s")
                .satisfies(tooOften -> assertThat(tooOften.retryAfter()).isEqualTo(20));
    }

    @Test
    void afterTheWaitOneMoreIsAllowed() {
        for (var post = 0; post < 3; post++) {
            budget.post(person("ada"), () -> "made");
        }
        now = now.plus(Duration.ofSeconds(20));

        assertThat(budget.post(person("ada"), () -> "made")).isEqualTo("made");
        assertThatExceptionOfType(TooOften.class).isThrownBy(() -> budget.post(person("ada"), () -> "made"));
    }

    @Test
    void otherPeopleAndOtherKindsHaveABudgetOfTheirOwn() {
        for (var post = 0; post < 3; post++) {
            budget.post(person("ada"), () -> "made");
        }

        assertThat(budget.post(person("bob"), () -> "made")).isEqualTo("made");
        for (var file = 0; file < 6; file++) {
            assertThat(budget.upload(person("ada"), () -> "kept")).isEqualTo("kept");
        }
        assertThatExceptionOfType(TooOften.class).isThrownBy(() -> budget.upload(person("ada"), () -> "kept"));
        for (var version = 0; version < 9; version++) {
            assertThat(budget.save(person("ada"), () -> "saved")).isEqualTo("saved");
        }
        assertThatExceptionOfType(TooOften.class)
                .isThrownBy(() -> budget.save(person("ada"), () -> "saved"))
                .withMessage("at most 9, wait 7 s");
    }

    private static Person person(String id) {
        return new Person(id, id, ZoneOffset.UTC, false, true, Map.of());
    }

    private static StaticMessageSource messages() {
        var messages = new StaticMessageSource();
        messages.addMessage("creation.posts.too-many", Locale.getDefault(), "at most {0}, wait {1} s");
        messages.addMessage("creation.saves.too-many", Locale.getDefault(), "at most {0}, wait {1} s");
        messages.addMessage("creation.uploads.too-many", Locale.getDefault(), "at most {0}, wait {1} s");
        return messages;
    }

    private Clock clock() {
        return new Clock() {
            @Override
            public ZoneId getZone() {
                return ZoneOffset.UTC;
            }

            @Override
            public Clock withZone(ZoneId zone) {
                return this;
            }

            @Override
            public Instant instant() {
                return now;
            }
        };
    }
}
