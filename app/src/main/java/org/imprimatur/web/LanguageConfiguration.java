package org.imprimatur.web;

import java.util.List;
import java.util.Locale;
import org.springframework.context.MessageSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
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
        return new IsolatingMessageSource("messages");
    }
}
