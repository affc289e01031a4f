package org.imprimatur.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.mock.web.MockHttpServletRequest;

class LanguageConfigurationTests {

    private final LanguageConfiguration configuration = new LanguageConfiguration();

    @ParameterizedTest
    @ValueSource(strings = {"ar", "de-AT", "en", "en-US", "zh-Hant"})
    void aPageIsInALanguageThatHasWords(String preferred) {
        var request = new MockHttpServletRequest();
        request.addHeader("Accept-Language", preferred);
        request.addPreferredLocale(Locale.forLanguageTag(preferred));

        assertThat(configuration.localeResolver().resolveLocale(request)).isEqualTo(Locale.ENGLISH);
    }

    @Test
    void aNameOfARightToLeftScriptIsIsolatedWithinASentence() {
        var messages = configuration.messageSource();

        assertThat(messages.getMessage("post.delete.it", new Object[] {"שלג ראשון"}, Locale.ENGLISH))
                .contains("\u2068שלג ראשון\u2069");
        assertThat(messages.getMessage("post.delete.it", new Object[] {"First snow"}, Locale.ENGLISH))
                .contains("First snow")
                .doesNotContain("\u2068");
    }
}
