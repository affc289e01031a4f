package org.imprimatur.content;

import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/** What a post shows of its way; the model's stages say which. */
public enum PostState {
    DRAFT,
    IN_REVIEW,
    CHANGES_REQUESTED,
    SLOT_MISSED,
    BRAND_APPROVAL,
    APPROVED,
    PUBLISHING,
    PUBLISHED,
    REJECTED,
    WITHDRAWN,
    FAILED;

    /** The word in the API and in the models. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Whether it stands at its author, who may save it. */
    public boolean editable() {
        return this == DRAFT || this == CHANGES_REQUESTED || this == SLOT_MISSED || this == WITHDRAWN;
    }

    public static PostState of(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT));
    }

    public static Set<String> words() {
        return Arrays.stream(values()).map(PostState::word).collect(Collectors.toUnmodifiableSet());
    }
}
