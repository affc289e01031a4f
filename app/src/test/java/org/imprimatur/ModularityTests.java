package org.imprimatur;

import org.junit.jupiter.api.Test;
import org.springframework.modulith.core.ApplicationModules;

/** The modules of all three jars, and who may lean on whom. */
class ModularityTests {

    @Test
    void everyModuleUsesOnlyWhatItsPassportAllows() {
        ApplicationModules.of(ImprimaturApplication.class).verify();
    }
}
