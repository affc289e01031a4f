package org.imprimatur.home;

import org.imprimatur.content.PostState;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * How far a state is, as bars for lists: draft, decisions, slot, out. A list has no model at hand; the post's own page
 * reads its strip from the model.
 */
@Component("bars")
class Bars {

    private static final int ALL = 4;

    /** Null for what ended beside the way. */
    public @Nullable Bar of(PostState state) {
        return switch (state) {
            case DRAFT, CHANGES_REQUESTED, SLOT_MISSED, WITHDRAWN -> new Bar(0, 1, ALL);
            case IN_REVIEW -> new Bar(1, 2, ALL);
            case BRAND_APPROVAL -> new Bar(2, 3, ALL);
            case APPROVED, PUBLISHING -> new Bar(3, 4, ALL);
            case PUBLISHED -> new Bar(4, 0, ALL);
            case REJECTED, FAILED -> null;
        };
    }

    /** @param now from 1; 0 when nothing is under way */
    public record Bar(int done, int now, int all) {}
}
