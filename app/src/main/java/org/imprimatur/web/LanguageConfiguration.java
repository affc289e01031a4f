package org.imprimatur.web;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import org.springframework.context.MessageSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import org.springframework.web.servlet.LocaleResolver;
import org.springframework.web.servlet.i18n.AcceptHeaderLocaleResolver;

/**
 * The languages of the pages: those that have a message bundle. A page in English says so ({@code <html lang>}) and writes
 * its dates in English, whatever else the browser prefers.
 */
@Configuration(proxyBeanMethods = false)
class LanguageConfiguration {

    private static final List<Locale> LANGUAGES = List.of(Locale.ENGLISH);

    @Bean
    LocaleResolver localeResolver() {
        var resolver = new AcceptHeaderLocaleResolver();
        resolver.setSupportedLocales(LANGUAGES);
        resolver.setDefaultLocale(LANGUAGES.get(0));
        return resolver;
    }

    @Bean
    MessageSource messageSource() {
        return new IsolatingMessageSource(bundles());
    }

    /** Those of the product, and one for each file in the folder {@code messages}: a feature brings its own. */
    private static Collection<String> bundles() {
        var bundles = new TreeSet<>(List.of("messages"));
        try {
            for (var file :
                    new PathMatchingResourcePatternResolver().getResources("classpath*:messages/*.properties")) {
                bundles.add("messages/"
                        + String.valueOf(file.getFilename()).replaceFirst("(_[a-z]{2})?\\.properties$", ""));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bundles;
    }
}
