package org.imprimatur.assets.tika;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class FactsTests {

    @Test
    void aKeywordCountsOnceInWhateverFormAndCaseItIsWritten() {
        assertThat(Facts.joined(List.of("Zoe\u0308", "Zo\u00EB", "ZO\u00CB", "Straße", "STRASSE", "Zoe")))
                .isEqualTo("Zoe\u0308, Straße, Zoe");
    }

    @Test
    void aValueThatNobodySeesIsNone() {
        var facts = new Facts();

        facts.add("creator", "\u200B\u2800\u00A0", Facts.EXIF);
        facts.addKeywords(List.of("\u3164", "\u00AD"), Facts.IPTC);

        assertThat(facts.all()).isEmpty();
    }

    @Test
    void joinersWithinAValueStayAndControlsOfDirectionDoNot() {
        assertThat(Facts.clean(" می\u200Cخواهم 👩‍🚀\u202E ", 100)).isEqualTo("می\u200Cخواهم 👩‍🚀");
    }
}
