package org.imprimatur.access.engine;

import java.util.List;

/** The allow list of Camunda's REST, for tests of other packages. */
public final class AllowListForTests {

    private AllowListForTests() {}

    /** Method and path below {@code /camunda/api/} of each call, with {@code {id}} for what differs. */
    public static List<String> calls() {
        return Allowed.LIST.stream().map(Allowed::toString).distinct().toList();
    }
}
