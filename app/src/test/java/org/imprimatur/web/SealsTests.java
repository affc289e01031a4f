package org.imprimatur.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

class SealsTests {

    private final Seals seals = new Seals();

    @Test
    void aTickIsLongerTheHigherItsDigit() {
        assertThat(seals.ticks("0" + "0".repeat(15))).startsWith("M12.0 6.8L12.0 5.4M");
        assertThat(seals.ticks("f" + "0".repeat(15))).startsWith("M12.0 6.8L12.0 0.6M");
    }

    @Test
    void sixteenTicksGoAroundAndStayInTheirBox() {
        var ticks = seals.ticks("f".repeat(64));

        assertThat(ticks.split("M", -1)).hasSize(17);
        assertThat(ticks).doesNotContain("-").isEqualTo(seals.ticks("f".repeat(16)));
    }

    @Test
    void twoVersionsLookDifferent() {
        assertThat(seals.ticks("7f3a91c2b81d04e7")).isNotEqualTo(seals.ticks("7f3a91c2b81d04e8"));
    }

    @Test
    void whatIsNoHashHasNoSeal() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> seals.ticks("7f3a"))
                .withMessageContaining("16");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> seals.ticks("<script>alert(1)"))
                .withMessageContaining("found: <");
    }

    @Test
    void peopleReadOutTheFirstEightDigits() {
        assertThat(seals.shortened("7f3a91c2b81d04e7")).isEqualTo("7f3a 91c2");
    }
}
