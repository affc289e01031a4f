package org.imprimatur.web;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;
import java.util.Collection;
import java.util.Locale;
import org.imprimatur.text.UnicodeText;
import org.jspecify.annotations.Nullable;
import org.springframework.context.support.ResourceBundleMessageSource;

/**
 * Messages whose arguments keep their own direction: a name in Hebrew within an English sentence does not pull the comma
 * after it to its other side.
 */
class IsolatingMessageSource extends ResourceBundleMessageSource {

    IsolatingMessageSource(Collection<String> bundles) {
        setBasenames(bundles.toArray(String[]::new));
        setDefaultEncoding(UTF_8.name());
        setFallbackToSystemLocale(false);
    }

    @Override
    protected Object[] resolveArguments(@Nullable Object @Nullable [] arguments, @Nullable Locale language) {
        return Arrays.stream(super.resolveArguments(arguments, language))
                .map(argument -> argument instanceof String text ? UnicodeText.isolated(text) : argument)
                .toArray();
    }
}
