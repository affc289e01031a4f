package org.imprimatur.publishing;

import static org.assertj.core.api.Assertions.assertThat;

import org.imprimatur.NastyText;
import org.junit.jupiter.api.Test;

/** Whatever a person types, a feed shows it, on a small stack. */
class LongTextTests {

    @Test
    void everyTextBecomesParagraphs() {
        NastyText.repeated(50_000)
                .forEach(text -> NastyText.onASmallStack(
                        () -> assertThat(FeedText.html(text)).isNotNull()));
    }
}
