package org.imprimatur.approval;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** What a person says at a decision. */
public enum Verdict {
    APPROVE,
    REQUEST_CHANGES,
    REJECT;

    /** The word in forms, in the API and in the models: {@code approve}, {@code request_changes}, {@code reject}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** @throws IllegalArgumentException naming the words there are and the one that was found */
    public static Verdict of(String word) {
        return Arrays.stream(values())
                .filter(verdict -> verdict.word().equals(word))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("decision is one of "
                        + Arrays.stream(values()).map(Verdict::word).collect(Collectors.joining(", ")) + "; found: "
                        + word));
    }
}
