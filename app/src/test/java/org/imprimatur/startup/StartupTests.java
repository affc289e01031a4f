package org.imprimatur.startup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.ZoneId;
import org.imprimatur.assets.StoreConnection;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.autoconfigure.jdbc.JdbcConnectionDetails;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

class StartupTests {

    private final ApplicationContextRunner application =
            new ApplicationContextRunner().withUserConfiguration(ConnectionsConfiguration.class, Settings.class);

    @EnableConfigurationProperties({DatabaseSettings.class, StoreSettings.class})
    static class Settings {}

    @ParameterizedTest
    @ValueSource(strings = {"UTC", "Etc/UTC", "Z", "GMT"})
    void utcIsAccepted(String zone) {
        assertThatCode(() -> RequireUtc.require(ZoneId.of(zone))).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(strings = {"Europe/Berlin", "Europe/London", "+01:00"})
    void anotherZoneIsRefusedAndNamed(String zone) {
        assertThatExceptionOfType(CannotStart.class)
                .isThrownBy(() -> RequireUtc.require(ZoneId.of(zone)))
                .withMessageContaining(zone)
                .withMessageContaining("-Duser.timezone=UTC");
    }

    @Test
    void settingsNameDatabaseAndStore() {
        application
                .withPropertyValues(
                        "imprimatur.database.url=jdbc:postgresql://db/it",
                        "imprimatur.store.url=http://store:9000",
                        "imprimatur.store.access-key=key",
                        "imprimatur.store.secret-key=secret")
                .run(context -> {
                    assertThat(context.getBean(JdbcConnectionDetails.class).getJdbcUrl())
                            .isEqualTo("jdbc:postgresql://db/it");
                    assertThat(context.getBean(StoreConnection.class).endpoint())
                            .hasToString("http://store:9000");
                });
    }

    @Test
    void emptySettingsCountAsNone() {
        application
                .withPropertyValues("imprimatur.database.url=", "imprimatur.store.url= ")
                .run(context -> assertThat(context)
                        .doesNotHaveBean(JdbcConnectionDetails.class)
                        .doesNotHaveBean(StoreConnection.class));
    }

    @Test
    void aStoreWithoutKeysIsRefusedInWords() {
        application.withPropertyValues("imprimatur.store.url=http://store:9000").run(context -> assertThat(context)
                .getFailure()
                .rootCause()
                .isInstanceOf(CannotStart.class)
                .hasMessageContaining("IMPRIMATUR_STORE_ACCESS_KEY"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"store:9000", "http://", "not an address"})
    void aStoreWithoutAnAddressIsRefusedInWords(String url) {
        application
                .withPropertyValues(
                        "imprimatur.store.url=" + url,
                        "imprimatur.store.access-key=key",
                        "imprimatur.store.secret-key=secret")
                .run(context -> assertThat(context).getFailure().hasStackTraceContaining("IMPRIMATUR_STORE_URL"));
    }
}
