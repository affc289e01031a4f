package org.imprimatur.people;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** What somebody is within one brand. The administrator is no role: administrators belong to no deciding group. */
public enum Role {
    CREATOR,
    LIBRARIAN,
    REVIEWER,
    BRAND_MANAGER,
    PUBLISHER,
    MODELER,
    AUDITOR;

    /** The word in groups, API and pages: {@code brand-manager}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** @throws IllegalArgumentException naming the roles there are and the one that was found */
    public static Role of(String word) {
        return Arrays.stream(values())
                .filter(role -> role.word().equals(word))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("role is one of "
                        + Arrays.stream(values()).map(Role::word).collect(Collectors.joining(", ")) + "; found: "
                        + word));
    }
}
