package org.imprimatur.web;

import com.fasterxml.jackson.core.StreamReadConstraints;
import org.springframework.boot.autoconfigure.jackson.Jackson2ObjectMapperBuilderCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * How much JSON is read from anybody: bodies are in memory before it is asked what their sender may do. The longest that
 * stands, a post with all its variants, is some tens of kilobytes.
 */
@Configuration(proxyBeanMethods = false)
class JsonBodies {

    /** Said by {@link Problems} to whoever sends more. */
    static final String TOO_LARGE = "A body of JSON has at most 524,288 bytes and 100,000 names and values.";

    private static final long BYTES = 524_288;

    /** Small ones would take thirty times their bytes. */
    private static final long TOKENS = 100_000;

    @Bean
    Jackson2ObjectMapperBuilderCustomizer limitedJson() {
        var limits = StreamReadConstraints.builder()
                .maxDocumentLength(BYTES)
                .maxTokenCount(TOKENS)
                .build();
        return builder -> builder.postConfigurer(json -> json.getFactory().setStreamReadConstraints(limits));
    }
}
