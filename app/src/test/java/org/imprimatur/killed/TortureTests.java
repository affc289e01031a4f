package org.imprimatur.killed;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Kills the product's processes under load; {@code ./torture} says how to run it for longer. The same seed chooses the
 * same victims and the same moments, though not the same interleaving.
 */
@Tag("killed")
class TortureTests {

    private final Path data;

    TortureTests(@TempDir Path temporary) throws Exception {
        data = temporary.toRealPath().resolve("data");
    }

    @Test
    void whatWasAcknowledgedSurvivesTheDeathOfAnyProcess() throws Exception {
        long seed = Long.getLong("torture.seed", new SecureRandom().nextInt(1_000_000));
        var time = Duration.ofSeconds(Long.getLong("torture.seconds", 60));
        int nodes = Integer.getInteger("torture.nodes", 1);
        try (var house = nodes == 1 ? House.alone(data) : House.shared(data, nodes)) {
            assertThat(new Torture(house, seed, System.out).run(time)).isEmpty();
        }
        assertThat(Servers.on(data)).isEmpty();
    }
}
